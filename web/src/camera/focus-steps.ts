// How far one press moves the lens: a small, a middle and a large step of what the body takes.
import { ConfigInvalidValue } from "rpc-camera-client";
import { session } from "../service/connection.ts";

const USUAL = [20, 200, 1_000] as const; // of the 32767 that a Nikon takes at a time

/** 0 is the small step, 2 the large one. */
export type StepSize = 0 | 1 | 2;

/** The steps of one camera. */
export class FocusSteps {
  private readonly camera: string;
  private sizes: readonly [number, number, number] = USUAL;

  constructor(camera: string) {
    this.camera = camera;
  }

  /** Move the lens, farther or, with -1, nearer. The body's refusal of a step says what it takes: that is driven then. */
  async drive(direction: 1 | -1, size: StepSize): Promise<void> {
    try {
      await this.send(direction, size);
    } catch (error) {
      const most = error instanceof ConfigInvalidValue ? error.data.range?.max : undefined;
      if (most === undefined || most >= this.sizes[2]) {
        throw error;
      }
      this.sizes = [1, Math.ceil(most / 2), most];
      await this.send(direction, size);
    }
  }

  private async send(direction: 1 | -1, size: StepSize): Promise<void> {
    await session().driveFocus({ camera: this.camera, steps: direction * this.sizes[size] });
  }
}
