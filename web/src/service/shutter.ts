// What the page has a camera's shutter do; it goes on when the view is left.
import type { Failure as WireFailure, ProgressParams, Session } from "rpc-camera-client";
import { countDown } from "../core/countdown.ts";
import { explain, type Failure, isAbort, told } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
import { cameras } from "./cameras.ts";
import { connection, session } from "./connection.ts";

/** counting: of the self-timer; open: held open until it is closed; the others end by themselves. */
export type Phase =
  | { kind: "idle" }
  | { kind: "counting"; left: number }
  | { kind: "taking"; progress?: ProgressParams; stop?: AbortController; since: number }
  | { kind: "open"; since: number };

/** How to fire. */
export interface Shot {
  /** Of the self-timer, in whole seconds; 0 for none. */
  delayS: number;
  /** Hold the shutter open: until it is closed, or for so many seconds. */
  bulb?: { seconds: number | undefined };
}

/** The shutter of one camera. */
export class Shutter {
  readonly phase = new Watched<Phase>({ kind: "idle" });
  /** What became of the last shot, if it failed. */
  readonly failure = new Watched<Failure | undefined>(undefined);
  private readonly camera: string;
  private countdown: AbortController | undefined;

  constructor(camera: string) {
    this.camera = camera;
  }

  /** Take a picture, or open the shutter, after the self-timer. */
  async fire({ delayS, bulb }: Shot): Promise<void> {
    await this.attempt(async () => {
      await this.count(delayS);
      if (bulb === undefined) {
        await this.take({});
      } else if (bulb.seconds === undefined) {
        await this.open();
      } else {
        await this.take({ bulb_s: bulb.seconds }, new AbortController());
      }
    });
  }

  /** Fire, and do not wait for the picture. */
  async trigger(): Promise<void> {
    await this.attempt(async () => {
      this.phase.value = { kind: "taking", since: Date.now() };
      await session().triggerCapture({ camera: this.camera });
    });
  }

  /** Close the shutter that is held open, by whomever. */
  async close(): Promise<void> {
    await this.attempt(async () => {
      this.phase.value = { kind: "taking", since: Date.now() };
      await session().stopBulb({ camera: this.camera });
    });
  }

  /** Give up the self-timer. */
  stopCounting(): void {
    this.countdown?.abort();
  }

  /** Give up what can be: the self-timer, or an exposure that closes by itself. */
  cancel(): void {
    this.stopCounting();
    if (this.phase.value.kind === "taking") {
      this.phase.value.stop?.abort();
    }
  }

  /** A capture of anybody's failed; what this page waits for says so itself. */
  failed(error: WireFailure): void {
    if (this.phase.value.kind === "open") {
      this.phase.value = { kind: "idle" };
    }
    if (this.phase.value.kind !== "taking") {
      this.failure.value = told(error);
    }
  }

  /** A capture of anybody's has its picture. */
  succeeded(): void {
    this.failure.value = undefined;
  }

  /** What was held open is closed: by another client, at its longest time, or because the camera is gone. */
  see(): void {
    if (this.phase.value.kind === "open" && cameras.find(this.camera)?.state !== "busy") {
      this.phase.value = { kind: "idle" };
    }
  }

  private async attempt(step: () => Promise<void>): Promise<void> {
    this.failure.value = undefined;
    try {
      await step();
    } catch (error) {
      this.failure.value = isAbort(error) ? undefined : explain(error);
    } finally {
      if (this.phase.value.kind !== "open") {
        this.phase.value = { kind: "idle" };
      }
    }
  }

  private async count(delayS: number): Promise<void> {
    const countdown = (this.countdown = new AbortController());
    await countDown(delayS, countdown.signal, (left) => (this.phase.value = { kind: "counting", left }));
  }

  private async take(params: { bulb_s?: number }, stop?: AbortController): Promise<void> {
    const phase = { kind: "taking" as const, since: Date.now(), ...(stop === undefined ? {} : { stop }) };
    this.phase.value = phase;
    await session().captureImage(
      { camera: this.camera, ...params },
      {
        onProgress: (progress) => (this.phase.value = { ...phase, progress }),
        ...(stop === undefined ? {} : { signal: stop.signal }),
      },
    );
  }

  private async open(): Promise<void> {
    this.phase.value = { kind: "taking", since: Date.now() };
    await session().startBulb({ camera: this.camera });
    this.phase.value = { kind: "open", since: Date.now() };
  }
}

const shutters = new Map<string, Shutter>();

function follow(session: Session | undefined): void {
  session?.on("capture_failed", ({ camera, error }) => shutterOf(camera).failed(error));
  session?.on("capture_completed", ({ camera }) => shutterOf(camera).succeeded());
}

connection.session.subscribe(() => follow(connection.session.value));
cameras.list.subscribe(() => shutters.forEach((shutter) => shutter.see()));

/** Return the shutter of the camera with that id. */
export function shutterOf(camera: string): Shutter {
  let found = shutters.get(camera);
  if (found === undefined) {
    shutters.set(camera, (found = new Shutter(camera)));
  }
  return found;
}
