// Cameras that show themselves, so that a person finds them among others.
import { Watched } from "../core/watched.ts";
import { session } from "./connection.ts";

/** Has cameras show themselves. */
export class Beacons {
  /** The ids of those that do so now, as far as this page has asked for it. */
  readonly showing = new Watched<ReadonlySet<string>>(new Set());

  /** Have a camera show itself for some seconds, unless it does already; rejected with why it does not. */
  async show(id: string, signal?: AbortSignal): Promise<void> {
    if (this.showing.value.has(id)) {
      return;
    }
    this.change((showing) => showing.add(id));
    try {
      await session().identifyCamera({ camera: id }, signal === undefined ? {} : { signal });
    } finally {
      this.change((showing) => showing.delete(id));
    }
  }

  private change(step: (showing: Set<string>) => void): void {
    const showing = new Set(this.showing.value);
    step(showing);
    this.showing.value = showing;
  }
}

export const beacons = new Beacons();
