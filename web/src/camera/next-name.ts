// What the next camera is likely to be called, after the one before it.

/** Return the name with its number one higher: "r1-10" after "r1-09"; undefined where it ends in none. */
export function nextName(before: string): string | undefined {
  const [, stem, digits] = /^(.*?)(\d{1,9})$/.exec(before) ?? [];
  return stem === undefined || digits === undefined ? undefined : stem + String(Number(digits) + 1).padStart(digits.length, "0");
}
