// The magnifier: which part of live view is seen, and how it is moved.
import { type Crop, cropAt, pointOf, WHOLE } from "./crop.ts";

const SCALE = 4;
const STILL_PX = 5; // a finger that rests moves as much
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Turns clicks, drags and arrow keys on the picture into the crop that `show` is called with. */
export class Magnifier {
  crop: Crop = WHOLE;
  private readonly show: (crop: Crop) => void;
  private grip: { x: number; y: number; crop: Crop; hasMoved: boolean } | undefined;

  constructor(show: (crop: Crop) => void) {
    this.show = show;
  }

  get isOn(): boolean {
    return this.crop !== WHOLE;
  }

  /** Magnify the middle, or end. */
  toggle(): void {
    this.put(this.isOn ? WHOLE : cropAt(0.5, 0.5, SCALE));
  }

  end(): void {
    this.put(WHOLE);
  }

  press(event: PointerEvent): void {
    const isOnButton = event.composedPath().some((node) => node instanceof HTMLButtonElement); // over the picture
    if (event.button === 0 && !isOnButton) {
      this.grip = { x: event.clientX, y: event.clientY, crop: this.crop, hasMoved: false };
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    }
  }

  move(event: PointerEvent): void {
    const { grip } = this;
    if (grip === undefined) {
      return;
    }
    const [x, y] = [event.clientX - grip.x, event.clientY - grip.y];
    grip.hasMoved ||= Math.hypot(x, y) > STILL_PX;
    if (grip.hasMoved && this.isOn) {
      const { width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
      this.put(cropAt(grip.crop.x - x / width / SCALE, grip.crop.y - y / height / SCALE, SCALE));
    }
  }

  /** A click magnifies the point that was clicked, and the next one ends it. */
  release(event: PointerEvent): void {
    if (this.grip !== undefined && !this.grip.hasMoved) {
      const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const point = pointOf(this.crop, (event.clientX - left) / width, (event.clientY - top) / height);
      this.put(this.isOn ? WHOLE : cropAt(point.x, point.y, SCALE));
    }
    this.grip = undefined;
  }

  /** The browser took the pointer, to scroll for instance. */
  letGo(): void {
    this.grip = undefined;
  }

  key(event: KeyboardEvent): void {
    const step = ARROWS[event.key];
    if (step !== undefined && this.isOn) {
      event.preventDefault();
      this.put(cropAt(this.crop.x + step[0] / SCALE / 4, this.crop.y + step[1] / SCALE / 4, SCALE));
    }
  }

  private put(crop: Crop): void {
    this.crop = crop;
    this.show(crop);
  }
}
