// The cameras there are, as the service tells of them.
import type { Camera, CameraDetails, RigHost, Session } from "rpc-camera-client";
import { grouped } from "../core/grouped.ts";
import { notices } from "../core/notices.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import { connection } from "./connection.ts";

const DETAILS_AFTER_MS = 1_500; // after a picture came or went, the card's space changes; one question for a burst is enough

const AGAIN_MS = 200; // between two questions for all cameras: a hundred that fire at once say so one by one

const LEAST_MARK = 4; // characters of a serial number: as many as one reads at a glance

/** All cameras, and of each what its body says of itself. */
export class Cameras {
  /** The cameras, in the service's order; undefined until it has answered. */
  readonly list = new Watched<readonly Camera[] | undefined>(undefined);
  /** The hosts of the rig, those that do not answer as well; empty where there is no rig. */
  readonly hosts = new Watched<readonly RigHost[]>([]);
  /** Battery, card and lens of cameras that were shown, by id; of a camera that is not ready, what it said last. */
  readonly details = new Watched<ReadonlyMap<string, CameraDetails>>(new Map());
  private readonly timers = new Map<string, number>();
  private marks: ReadonlyMap<string, string> = new Map();
  private shown: string | undefined;
  private asking: Promise<void> | undefined;
  private isStale = false;

  constructor() {
    this.list.subscribe(() => (this.marks = marksOf(this.list.value ?? [])));
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
    return this.marks.get(id);
  }

  /** Have the details of this camera known from now on, and of no other; asking for all at each change would be too much of a large rig. */
  show(id: string | undefined): void {
    if (id !== this.shown) {
      this.shown = id;
      id !== undefined && this.ask(id, 0);
    }
  }

  /** Ask for the details of all, once. */
  askAll(): void {
    this.list.value?.forEach(({ id }) => this.ask(id, 0));
  }

  /** Ask again for all, and wait for the answer; whoever wants that while it is being asked has it asked once more. */
  refresh(): Promise<void> {
    this.isStale = true;
    return (this.asking ??= this.askUntilFresh().finally(() => (this.asking = undefined)));
  }

  private async askUntilFresh(): Promise<void> {
    try {
      while (this.isStale) {
        this.isStale = false;
        const found = await connection.session.value?.listCameras();
        if (found !== undefined) {
          this.hosts.value = found.hosts ?? [];
          this.list.value = found.cameras;
          this.askShown(0);
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    } catch {
      // The connection went away; `state` says so, and all is asked for again when it is back.
    }
  }

  private follow(session: Session | undefined): void {
    if (session === undefined) {
      this.list.value = undefined;
      this.hosts.value = [];
      this.details.value = new Map();
      return;
    }
    session.on("camera_added", ({ camera }) => this.arrived(camera));
    session.on("camera_removed", ({ camera }) => this.left(camera));
    session.on("camera_state_changed", () => void this.refresh());
    session.on("host_state_changed", () => void this.refresh());
    session.on("camera_labelled", () => void this.refresh());
    for (const name of ["file_added", "file_deleted"] as const) {
      session.on(name, ({ camera }) => void (camera === this.shown && this.askShown(DETAILS_AFTER_MS)));
    }
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

  private askShown(afterMs: number): void {
    if (this.find(this.shown) !== undefined) {
      this.ask(this.shown as string, afterMs);
    }
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

/** Return by id what tells each of the cameras from others of the same name that have no label either. */
function marksOf(list: readonly Camera[]): ReadonlyMap<string, string> {
  const alike = grouped(list.filter(({ label }) => label === undefined), ({ name }) => name);
  return new Map([...alike.values()].filter(({ length }) => length > 1).flatMap((group) => {
    const length = leastLength(group.map(({ serial_number: serial }) => serial ?? ""));
    return group.map(({ id, serial_number: serial }) => [id, length !== undefined && serial && serial.length >= length ? serial.slice(-length) : id] as const);
  }));
}

/** Return how many characters at their ends tell the serial numbers apart; undefined where none do. */
function leastLength(serials: readonly string[]): number | undefined {
  const most = Math.max(...serials.map(({ length }) => length));
  for (let length = LEAST_MARK; length <= most; length += 1) {
    if (new Set(serials.map((serial) => serial.slice(-length))).size === serials.length) {
      return length;
    }
  }
  return undefined;
}

/** Return a name without the company's legal form, and with its first word once: "Canon EOS R5" of "Canon.Inc Canon EOS R5". */
function shortened(name: string): string {
  const short = name.replace(/^(\w+)(?:[ .,]+(?:Corporation|Corp|Inc|Ltd|Co)\b\.?)+\s+/i, "$1 ");
  return short.replace(/^(\w+) \1 /i, "$1 ");
}

export const cameras = new Cameras();
