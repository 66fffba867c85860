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

  constructor() {
    connection.session.subscribe(() => {
      this.byCamera.value = new Map();
      connection.session.value?.on("config_changed", ({ camera }) => this.changed(camera));
    });
  }

  /** Ask a camera. */
  async refresh(camera: string): Promise<void> {
    this.byCamera.value = new Map(this.byCamera.value).set(camera, await this.ask(camera));
  }

  private async ask(camera: string): Promise<Exposure> {
    try {
      const found = await connection.session.value?.getExposure({ camera });
      return { settings: found?.settings ?? {} };
    } catch (error) {
      return { failure: explain(error) };
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
