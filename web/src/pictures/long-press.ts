// A long press on a touch screen.
const LONG_MS = 500;
const STILL = 10; // pixels a finger may tremble

/** Calls `run` with what a finger has rested on. */
export class LongPress {
  /** Whether the last touch was one: the click that follows it is none. */
  isDone = false;
  private timer = 0;
  private x = 0;
  private y = 0;

  constructor(private readonly run: (key: string) => void) {}

  begin(event: PointerEvent, key: string | undefined): void {
    this.cancel();
    this.isDone = false;
    if (event.pointerType === "touch" && key !== undefined) {
      [this.x, this.y] = [event.clientX, event.clientY];
      this.timer = setTimeout(() => {
        this.isDone = true;
        this.run(key);
      }, LONG_MS);
    }
  }

  readonly move = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - this.x, event.clientY - this.y) > STILL) {
      this.cancel();
    }
  };

  readonly cancel = (): void => clearTimeout(this.timer);
}
