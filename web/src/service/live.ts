// Live view, from one element of the page at a time.
import type { Frame } from "rpc-camera-client";
import { session } from "./connection.ts";

const ends = new Map<string, Promise<void>>(); // by the camera's id: when the loop before has stopped its live view

/**
 * Yield the newest frame of a camera each time, until `signal` is aborted; see Session.liveView.
 *
 * It begins when the loop before has ended: that one's `stop_preview` would end this one, as both are of one connection.
 */
export async function* live(camera: string, maxFps: number, signal: AbortSignal): AsyncGenerator<Frame, void> {
  const before = ends.get(camera);
  let done: () => void = () => undefined;
  ends.set(camera, new Promise((resolve) => (done = resolve)));
  try {
    await before;
    if (signal.aborted) {
      return;
    }
    for await (const frame of session().liveView({ camera, maxFps })) {
      if (signal.aborted) {
        return;
      }
      yield frame;
    }
  } finally {
    done();
  }
}
