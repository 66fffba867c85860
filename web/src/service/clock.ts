// The service's clock: a Raspberry Pi that was off may show another time than the computer that shows the page.
import { connection } from "./connection.ts";

const RESOLUTION_MS = 1_000; // of HTTP's dates, which are cut off to whole seconds
const ALIKE_MS = 1_500; // a difference that the resolution and the way of an answer explain

/** Says what time it is where the service runs. */
export class ServiceClock {
  private offsetMs = 0;

  constructor() {
    connection.state.subscribe(() => {
      if (connection.state.value.kind === "connected") {
        void this.compare();
      }
    });
  }

  /** Return the service's time, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.offsetMs;
  }

  private async compare(): Promise<void> {
    try {
      const before = Date.now();
      const { headers } = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
      const there = Date.parse(headers.get("Date") ?? "") + RESOLUTION_MS / 2;
      const offset = there - (before + Date.now()) / 2;
      this.offsetMs = Math.abs(offset) > ALIKE_MS ? offset : 0; // also for a proxy that sends no date
    } catch {
      // The connection went away again; it is compared when it is back.
    }
  }
}

export const serviceClock = new ServiceClock();
