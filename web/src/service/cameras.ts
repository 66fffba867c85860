// The cameras there are, as the service tells of them.
import type { Camera, CameraDetails, Session } from "rpc-camera-client";
import { notices } from "../core/notices.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import { connection } from "./connection.ts";

const DETAILS_AFTER_MS = 1_500; // after a picture came or went, the card's space changes; one question for a burst is enough

const LEAST_MARK = 4; // characters of a serial number: as many as one reads at a glance

/** All cameras, and of each what its body says of itself. */
export class Cameras {
  /** The cameras, in the service's order; undefined until it has answered. */
  readonly list = new Watched<readonly Camera[] | undefined>(undefined);
  /** Battery, card and lens, by the camera's id; of a camera that is not ready, what it said last. */
  readonly details = new Watched<ReadonlyMap<string, CameraDetails>>(new Map());
  private readonly timers = new Map<string, number>();
  private isAsking = false;
  private isStale = false;

  constructor() {
    connection.session.subscribe(() => this.follow(connection.session.value));
    connection.state.subscribe(() => {
      if (connection.state.value.kind === "connected") {
        void this.refresh();
      }
    });
  }

  find(id: string | undefined): Camera | undefined {
    return this.list.value?.find((camera) => camera.id === id);
  }

  /** Return what a camera is called: its label, or its name, with its mark where others have the same; of one that is gone, its id. */
  nameOf(id: string): string {
    const [name, mark] = [this.modelOf(id), this.markOf(id)];
    return mark === undefined ? name : `${name} · ${mark}`;
  }

  /** Return what a camera is called, without its mark. */
  modelOf(id: string): string {
    const camera = this.find(id);
    return camera === undefined ? id : (camera.label ?? shortened(camera.name));
  }

  /** Return all that tells a person which body it is: what it is called, its place, its model. */
  allNamesOf(id: string): string {
    const camera = this.find(id);
    const model = camera?.label === undefined ? undefined : shortened(camera.name);
    return [this.nameOf(id), camera?.place, model].filter(Boolean).join(" · ");
  }

  /** Return what tells a camera from others of the same name: the end of its serial number, or its id; undefined for the only one, and for one with a label. */
  markOf(id: string): string | undefined {
    const camera = this.find(id);
    const alike = this.list.value?.filter(({ name, label }) => name === camera?.name && label === undefined) ?? [];
    const serials = alike.map(({ serial_number: serial }) => serial ?? "");
    const isTold = (length: number) => new Set(serials.map((serial) => serial.slice(-length))).size === serials.length;
    if (camera === undefined || camera.label !== undefined || alike.length < 2) {
      return undefined;
    }
    for (let length = LEAST_MARK; camera.serial_number && length <= camera.serial_number.length; length += 1) {
      if (isTold(length)) {
        return camera.serial_number.slice(-length);
      }
    }
    return id;
  }

  /** Ask again for all; whoever wants that while it is being asked has it asked once more. */
  async refresh(): Promise<void> {
    this.isStale = true;
    if (this.isAsking) {
      return;
    }
    this.isAsking = true;
    try {
      while (this.isStale) {
        this.isStale = false;
        const found = await connection.session.value?.listCameras();
        if (found !== undefined) {
          this.list.value = found.cameras;
          found.cameras.forEach(({ id }) => this.ask(id, 0));
        }
      }
    } catch {
      // The connection went away; `state` says so, and all is asked for again when it is back.
    } finally {
      this.isAsking = false;
    }
  }

  private follow(session: Session | undefined): void {
    if (session === undefined) {
      this.list.value = undefined;
      this.details.value = new Map();
      return;
    }
    session.on("camera_added", ({ camera }) => this.arrived(camera));
    session.on("camera_removed", ({ camera }) => this.left(camera));
    session.on("camera_state_changed", () => void this.refresh());
    session.on("host_state_changed", () => void this.refresh());
    session.on("camera_labelled", () => void this.refresh());
    session.on("file_added", ({ camera }) => this.ask(camera, DETAILS_AFTER_MS));
    session.on("file_deleted", ({ camera }) => this.ask(camera, DETAILS_AFTER_MS));
    session.onEventsMissed(() => void this.refresh());
    session.getServerInfo()
      .then(({ events }) => session.subscribe({ events }))
      .catch((error) => notices.fail(error));
    void this.refresh();
  }

  private async arrived(id: string): Promise<void> {
    await this.refresh();
    notices.tell(texts.cameras.arrived(this.nameOf(id)));
  }

  private async left(id: string): Promise<void> {
    const name = this.nameOf(id);
    await this.refresh();
    notices.tell(texts.cameras.gone(name));
  }

  /** Ask what the body says of itself, once for all who want that within `afterMs`. */
  private ask(id: string, afterMs: number): void {
    clearTimeout(this.timers.get(id));
    this.timers.set(id, setTimeout(() => void this.fetchDetails(id), afterMs));
  }

  private async fetchDetails(id: string): Promise<void> {
    try {
      const found = await connection.session.value?.getCamera({ camera: id });
      if (found !== undefined) {
        this.details.value = new Map(this.details.value).set(id, found);
      }
    } catch {
      // The state says that it is not ready; what it said last stays.
    }
  }
}

/** Return a name without the company's legal form, and with its first word once: "Canon EOS R5" of "Canon.Inc Canon EOS R5". */
function shortened(name: string): string {
  const short = name.replace(/^(\w+)(?:[ .,]+(?:Corporation|Corp|Inc|Ltd|Co)\b\.?)+\s+/i, "$1 ");
  return short.replace(/^(\w+) \1 /i, "$1 ");
}

export const cameras = new Cameras();
