// How many frames of live view are drawn, and how many are not.

const SPAN_MS = 2_000;

/** Counts the frames that are drawn. */
export class FrameCount {
  /** How many frames that were read from the camera came here too late, or not at all. */
  skipped = 0;
  /** How many were drawn. */
  drawn = 0;
  private times: number[] = [];
  private last: number | undefined;

  /** The frame of that number was drawn, at `now` in milliseconds. */
  add(sequence: number, now: number): void {
    if (this.last !== undefined && sequence > this.last) {
      this.skipped += sequence - this.last - 1;
    }
    this.last = sequence; // smaller than the one before, it is the first of a camera that was opened again
    this.drawn += 1;
    this.times.push(now);
    this.forget(now);
  }

  /** Go on after a time in which none were asked for. */
  resume(): void {
    this.last = undefined;
    this.times = [];
  }

  /** Return how many a second were drawn in the last two seconds; since the first, if that is less. */
  perSecond(now: number): number {
    this.forget(now);
    const [first] = this.times;
    return first === undefined ? 0 : (this.times.length * 1000) / Math.max(now - first, 500);
  }

  private forget(now: number): void {
    this.times = this.times.filter((time) => now - time <= SPAN_MS);
  }
}
