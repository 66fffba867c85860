// Live view as an iterator over its newest frames.
import { after } from "./deadlines.ts";
import { RpcCameraError } from "./errors.ts";
import { ConnectionLost, SessionClosed } from "./failures.ts";
import type { PreviewFrameParams, StartPreviewParams } from "./generated.ts";
import { attached } from "./messages.ts";
import type { Session } from "./session.ts";

const SILENCE_S = 2; // then it may be that a new connection has no live view yet

/** Which live view. */
export interface LiveViewOptions {
  /** Which camera: its `id`, or its `port`; the selected one if it is left out. */
  camera?: string;
  /** The most frames a second. */
  maxFps?: number;
}

/** A picture of live view. `sequence` counts all that were read from the camera. */
export interface Frame {
  jpeg: Uint8Array;
  camera: string;
  sequence: number;
  at: string;
}

/** Yield the newest frame each time; see Session.liveView. */
export async function* liveView(session: Session, { camera, maxFps }: LiveViewOptions): AsyncGenerator<Frame, void> {
  const frames = new Newest();
  const ends = [session.on("preview_frame", (frame) => frames.put(frame)), session.onClose((why) => frames.end(why))];
  const params: StartPreviewParams = { binary: true };
  if (camera !== undefined) {
    params.camera = camera;
  }
  if (maxFps !== undefined) {
    params.max_fps = maxFps;
  }
  try {
    params.camera = frames.camera = (await session.startPreview(params)).camera;
    for (;;) {
      const frame = await frames.get();
      if (frame === undefined) {
        await startAgain(session, params);
      } else {
        yield { jpeg: attached(frame), camera: frame.camera, sequence: frame.sequence, at: frame.at };
      }
    }
  } catch (error) {
    if (!(error instanceof SessionClosed)) {
      throw error;
    }
  } finally {
    ends.forEach((end) => end());
    if (session.isConnected && params.camera !== undefined) {
      await session.stopPreview({ camera: params.camera }).catch(() => undefined);
    }
  }
}

/** Have frames sent on the connection that there is now; what may pass is waited for. */
async function startAgain(session: Session, params: StartPreviewParams): Promise<void> {
  try {
    await session.startPreview(params);
  } catch (error) {
    if (error instanceof RpcCameraError ? !error.retryable : !(error instanceof ConnectionLost)) {
      throw error;
    }
  }
}

/** Keeps the newest frame of `camera`. */
class Newest {
  camera: string | undefined;
  private frame: PreviewFrameParams | undefined;
  private ended: Error | undefined;
  private wake: () => void = () => undefined;

  put(frame: PreviewFrameParams): void {
    if (this.camera === undefined || this.camera === frame.camera) {
      this.frame = frame;
      this.wake();
    }
  }

  end(why: Error): void {
    this.ended = why;
    this.wake();
  }

  /** Return the newest frame that was not returned yet; undefined when none comes for a while. Rejected after `end`. */
  async get(): Promise<PreviewFrameParams | undefined> {
    if (this.frame === undefined && this.ended === undefined) {
      await new Promise<void>((resolve) => {
        const cancel = after(SILENCE_S, resolve);
        this.wake = () => {
          cancel();
          resolve();
        };
      });
    }
    if (this.ended !== undefined) {
      throw this.ended;
    }
    const { frame } = this;
    this.frame = undefined;
    return frame;
  }
}
