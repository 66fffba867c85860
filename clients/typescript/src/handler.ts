// Functions of the user's that are called with what comes, each in its own time.
import type { Report } from "./options.ts";

export const MOST_STEPS = 100; // of progress, which wait for a slow callback; each says all that those before it said

/**
 * Calls one function, sync or async, with one thing after another, and awaits it.
 *
 * What it throws is reported, and harms nobody else. Of more than `most` that wait, the oldest is dropped, and `onDrop`
 * called, once until none waits.
 */
export class Handler<Value> {
  private readonly callback: (value: Value) => unknown;
  private readonly most: number;
  private readonly report: Report;
  private readonly onDrop: (() => void) | undefined;
  private hasDropped = false;
  private readonly waiting: Value[] = [];
  private isRunning = false; // `running` does not say it: a run of calls that throw at once is over before it is there
  private running: Promise<void> = Promise.resolve();

  constructor(callback: (value: Value) => unknown, most: number, report: Report, onDrop?: () => void) {
    this.callback = callback;
    this.most = most;
    this.report = report;
    this.onDrop = onDrop;
  }

  /** Have the function called with `value`: now, or after what waits. */
  put(value: Value): void {
    this.waiting.push(value);
    if (this.waiting.length > this.most) {
      this.waiting.shift();
      if (!this.hasDropped) {
        this.hasDropped = true;
        this.onDrop?.();
      }
    }
    if (!this.isRunning) {
      this.running = this.run();
    }
  }

  /** Resolved once the function has been called with all that waits. */
  async finish(): Promise<void> {
    while (this.isRunning) {
      await this.running;
    }
  }

  /** Call it no more. */
  stop(): void {
    this.waiting.length = 0;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) {
      const value = this.waiting.shift() as Value;
      try {
        await this.callback(value);
      } catch (error) {
        this.report("A handler failed.", error);
      }
    }
    this.isRunning = this.hasDropped = false;
  }
}
