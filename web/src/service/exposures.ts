// The exposure that cameras are set to, and what they could be.
import type { ExposureSettings } from "rpc-camera-client";
import { explain, type Failure } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
import { connection } from "./connection.ts";

const SOON_MS = 400; // a change of the mode changes several settings

/** What a camera says, or why it says nothing. */
export type Exposure = { settings: ExposureSettings } | { failure: Failure };

export class Exposures {
  /** By the camera's id, of those that were asked for. */
  readonly byCamera = new Watched<ReadonlyMap<string, Exposure>>(new Map());
  private readonly timers = new Map<string, number>();
  private readonly asked = new Map<string, Promise<void>>();

  constructor() {
    connection.session.subscribe(() => {
      this.forget();
      connection.session.value?.on("config_changed", ({ camera }) => this.changed(camera));
      connection.session.value?.on("camera_state_changed", ({ camera }) => this.retry(camera));
      connection.session.value?.onEventsMissed(() => this.forget());
    });
    connection.state.subscribe(() => connection.state.value.kind === "connected" && this.forget());
  }

  /** Ask a camera, unless it is being asked. */
  refresh(camera: string): Promise<void> {
    const asked = this.asked.get(camera) ?? this.fetch(camera).finally(() => this.asked.delete(camera));
    this.asked.set(camera, asked);
    return asked;
  }

  private async fetch(camera: string): Promise<void> {
    this.byCamera.value = new Map(this.byCamera.value).set(camera, await this.ask(camera));
  }

  /** Whoever needs one asks again. */
  private forget(): void {
    this.byCamera.value = new Map();
  }

  private async ask(camera: string): Promise<Exposure> {
    try {
      const found = await connection.session.value?.getExposure({ camera });
      return { settings: found?.settings ?? {} };
    } catch (error) {
      return { failure: explain(error) };
    }
  }

  private retry(camera: string): void {
    const known = this.byCamera.value.get(camera);
    if (known !== undefined && "failure" in known) {
      this.changed(camera);
    }
  }

  private changed(camera: string): void {
    if (this.byCamera.value.has(camera)) {
      clearTimeout(this.timers.get(camera));
      this.timers.set(camera, setTimeout(() => void this.refresh(camera), SOON_MS));
    }
  }
}

export const exposures = new Exposures();
