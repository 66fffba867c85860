// Numbers and times as people read them.

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** Return a size in decimal units: "14.2 MB". */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** Return a span as a clock has it: "0:07", "12:30", "1:02:03". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Return an instant as this computer's clock shows it. */
export function timeOfDay(at: string | Date): string {
  return new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** Return an instant with its date. */
export function dateAndTime(at: string | Date): string {
  return new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" });
}

/** Return an instant's day: "Sunday, 29 November 2026". */
export function day(at: string | number): string {
  return new Date(at).toLocaleDateString([], { dateStyle: "full" });
}

/** Return an exposure time as cameras write it: "1/125 s", "2.5 s". */
export function shutter(seconds: number): string {
  return seconds > 0 && seconds < 0.3 ? `1/${Math.round(1 / seconds)} s` : `${Number(seconds.toFixed(1))} s`;
}
