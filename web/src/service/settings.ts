// The settings of each camera: what it has, what is being set, and what was refused.
import { type Camera, type CommonSetting, ConfigNotFound, type Widget } from "rpc-camera-client";
import { explain, type Failure } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
import { cameras } from "./cameras.ts";
import { connection, session } from "./connection.ts";

/** What a widget takes and has. */
export type Value = Widget["value"];

/** The settings that most photographers reach for, by the names that all makes share. */
export const QUICK = ["mode", "shutter_s", "aperture", "iso", "exposure_compensation", "white_balance", "drive", "quality"] as const;

export type QuickName = (typeof QUICK)[number];

const AFTER_CHANGE_MS = 250; // one change brings others: a turned dial, or the mode, which frees or binds the rest

/** One camera's settings. */
export class CameraSettings {
  readonly camera: string;
  /** By name, in the camera's order; undefined until it has answered. */
  readonly widgets = new Watched<ReadonlyMap<string, Widget> | undefined>(undefined);
  /** Which setting is which on this body, and why it cannot be changed now. */
  readonly common = new Watched<Partial<Record<QuickName, CommonSetting>>>({});
  /** Why there is nothing to show. */
  readonly failure = new Watched<Failure | undefined>(undefined);
  /** What was refused last, by name, until the setting changes. */
  readonly refused = new Watched<ReadonlyMap<string, Failure>>(new Map());
  /** What was asked for and is not answered yet, by name. */
  readonly pending = new Watched<ReadonlyMap<string, Value>>(new Map());
  private timer: number | undefined;
  private readonly changed = new Set<string>();

  constructor(camera: string) {
    this.camera = camera;
  }

  /** Ask for all; what is shown stays until the answer is there. */
  async load(): Promise<void> {
    const { camera } = this;
    try {
      const [{ widgets }] = await Promise.all([session().listConfig({ camera }), this.loadCommon()]);
      this.widgets.value = new Map(widgets.map((widget) => [widget.name, widget]));
      this.failure.value = undefined;
    } catch (error) {
      this.failure.value = explain(error);
    }
  }

  /** Set it; of several values in a row, that which was asked for last. A refusal is in `refused`. */
  async set(name: string, value: Value): Promise<void> {
    const isUnderWay = this.pending.value.has(name);
    this.pending.value = new Map(this.pending.value).set(name, value);
    this.refuse(name, undefined);
    if (isUnderWay) {
      return; // it is set when the one before it is answered
    }
    await this.setInTurn(name);
  }

  /** Set the ISO speed in the words of all makes: on some bodies `auto` is a setting of its own. */
  async setIso(iso: number | "auto", config: string): Promise<void> {
    let failure: Failure | undefined;
    this.pending.value = new Map(this.pending.value).set(config, String(iso));
    try {
      await session().setExposure({ iso, camera: this.camera });
      await this.loadCommon();
    } catch (error) {
      failure = explain(error);
    }
    this.settle(config, failure);
  }

  /** Show what the service says of a change, and ask for what may have changed along. */
  change(name: string, value: Value): void {
    const widget = this.widgets.value?.get(name);
    if (widget !== undefined) {
      this.put({ ...widget, value });
    }
    if (!this.pending.value.has(name)) {
      this.refuse(name, undefined);
    }
    this.noteChange(name);
  }

  private async setInTurn(name: string): Promise<void> {
    const { camera } = this;
    for (;;) {
      const value = this.pending.value.get(name) as Value;
      let failure: Failure | undefined;
      try {
        this.put(await session().setConfig({ name, value: value as string, camera }));
      } catch (error) {
        failure = explain(error);
      }
      if (Object.is(this.pending.value.get(name), value)) {
        this.settle(name, failure);
        return;
      }
    }
  }

  /** Note how it went. */
  private settle(name: string, failure: Failure | undefined): void {
    const pending = new Map(this.pending.value);
    pending.delete(name);
    this.pending.value = pending;
    this.refuse(name, failure);
    this.noteChange(name);
  }

  private noteChange(name: string): void {
    this.changed.add(name);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), AFTER_CHANGE_MS);
  }

  /** Ask again for what changed, and for the quick settings: which of them are free depends on the others. */
  private async follow(): Promise<void> {
    const { camera } = this;
    try {
      await this.loadCommon();
      QUICK.forEach((name) => this.changed.add(this.common.value[name]?.config ?? ""));
      const names = [...this.changed].filter((name) => this.widgets.value?.has(name));
      this.changed.clear();
      await Promise.all(names.map(async (name) => this.put(await session().getConfig({ name, camera }))));
    } catch (error) {
      if (error instanceof ConfigNotFound) {
        await this.load(); // a mode may take settings away
      } // else the camera went away; `load` is called when it is back
    }
  }

  private async loadCommon(): Promise<void> {
    const { camera } = this;
    const found = await Promise.all([session().getExposure({ camera }), session().getCaptureSettings({ camera })]);
    this.common.value = Object.assign({}, ...found.map(({ settings }) => settings));
  }

  private put(widget: Widget): void {
    this.widgets.value = new Map(this.widgets.value).set(widget.name, widget);
  }

  private refuse(name: string, failure: Failure | undefined): void {
    const refused = new Map(this.refused.value);
    failure === undefined ? refused.delete(name) : refused.set(name, failure);
    this.refused.value = refused;
  }
}

/** The settings of all cameras that were looked at, kept up to date. */
class AllSettings {
  private readonly known = new Map<string, CameraSettings>();
  private readonly answering = new Map<string, boolean>();

  constructor() {
    connection.session.subscribe(() => this.follow());
    cameras.list.subscribe(() => this.reload());
  }

  /** Return the settings of a camera; they are asked for when it is ready. */
  of(camera: string): CameraSettings {
    let found = this.known.get(camera);
    if (found === undefined) {
      found = new CameraSettings(camera);
      this.known.set(camera, found);
      this.reload();
    }
    return found;
  }

  /** Ask again of each camera that has begun to answer. */
  private reload(): void {
    for (const [id, settings] of this.known) {
      const answers = isAnswering(cameras.find(id));
      const didAnswer = this.answering.get(id) ?? false;
      this.answering.set(id, answers);
      if (answers && !didAnswer) {
        void settings.load();
      }
    }
  }

  private follow(): void {
    this.known.clear();
    this.answering.clear();
    const { value } = connection.session;
    value?.on("config_changed", ({ camera, name, value }) => this.known.get(camera)?.change(name, value));
    const loadAll = () => [...this.known.values()].forEach((settings) => void settings.load());
    value?.onEventsMissed(loadAll);
    value?.onConnection((isConnected) => isConnected && loadAll());
  }
}

/** Whether it answers requests; while its shutter is held open, it refuses them. */
function isAnswering(camera: Camera | undefined): boolean {
  return (camera?.state === "ready" || camera?.state === "busy") && !camera.shutter_open;
}

export const settings = new AllSettings();
