// Tethering: which cameras' pictures the service saves on its disk, and what is in the way.
import type { FileSavedParams, SaveFailedParams, Session, Tethering } from "rpc-camera-client";
import { notices } from "../core/notices.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import { connection } from "./connection.ts";
import { lastSaved } from "./saved-files.ts";

const SAVED_KEPT = 20;
const SOON_MS = 300; // one question for a burst of files
const LOOK_MS = 2_000; // what keeps a whole camera from being saved is in no event

export interface TetheringState {
  /** The folder on the server; null where it was started without one. */
  saveDir: string | null;
  byCamera: ReadonlyMap<string, Tethering>;
}

export class Tetherings {
  /** undefined until the service has answered. */
  readonly state = new Watched<TetheringState | undefined>(undefined);
  /** The files that were saved last, the newest first. */
  readonly saved = new Watched<readonly FileSavedParams[]>([]);
  private viewers = 0;
  private soon: number | undefined;
  private looking: number | undefined;

  constructor() {
    connection.session.subscribe(() => this.follow(connection.session.value));
    connection.state.subscribe(() => {
      if (connection.state.value.kind === "connected") {
        void this.refresh();
      }
    });
  }

  /** Ask for all again. */
  async refresh(): Promise<void> {
    try {
      const found = await connection.session.value?.listTethering();
      if (found !== undefined) {
        this.state.value = {
          saveDir: found.save_dir,
          byCamera: new Map(found.tetherings.map((tethering) => [tethering.camera, tethering])),
        };
      }
    } catch {
      // The connection went away; all is asked for again when it is back.
    }
  }

  /** Take what a call has returned. */
  put(tethering: Tethering): void {
    const { value } = this.state;
    if (value !== undefined) {
      this.state.value = { ...value, byCamera: new Map(value.byCamera).set(tethering.camera, tethering) };
    }
  }

  /** Keep it right while someone looks; returns a function that ends it. */
  attend(): () => void {
    this.viewers += 1;
    if (this.viewers === 1) {
      this.looking = setInterval(() => this.look(), LOOK_MS);
      void this.refresh();
    }
    return () => {
      this.viewers -= 1;
      if (this.viewers === 0) {
        clearInterval(this.looking);
      }
    };
  }

  private follow(session: Session | undefined): void {
    if (session === undefined) {
      this.state.value = undefined;
      this.saved.value = [];
      return;
    }
    session.on("file_saved", (file) => this.fileSaved(file));
    session.on("save_failed", (failed) => this.saveFailed(failed));
    session.on("file_added", () => this.viewers > 0 && this.refreshSoon());
    session.on("camera_state_changed", () => this.viewers > 0 && this.refreshSoon());
    session.onEventsMissed(() => {
      void this.refresh();
      void this.readSaved(session);
    });
    void this.refresh();
    void this.readSaved(session);
  }

  private look(): void {
    const all = [...(this.state.value?.byCamera.values() ?? [])];
    if (all.some(({ pending, failing }) => pending > 0 || failing.length > 0)) {
      void this.refresh();
    }
  }

  private fileSaved(file: FileSavedParams): void {
    this.addSaved([file]);
    this.refreshSoon();
  }

  /** Read what was saved before the page was opened, or while it was away. */
  private async readSaved(session: Session): Promise<void> {
    try {
      const found = await lastSaved(session, SAVED_KEPT);
      if (session === connection.session.value) {
        this.addSaved(found);
      }
    } catch {
      // The connection went away; what is missed meanwhile is told when it is back.
    }
  }

  private addSaved(files: readonly FileSavedParams[]): void {
    const all = new Map([...this.saved.value, ...files].map((file) => [`${file.seq} ${file.at}`, file]));
    this.saved.value = [...all.values()].sort((one, other) => Date.parse(other.at) - Date.parse(one.at) || other.seq - one.seq).slice(0, SAVED_KEPT);
  }

  private saveFailed({ file, step, error }: SaveFailedParams): void {
    notices.tell(texts.series.saveFailed[step](file.filename, error.message), "bad");
    this.refreshSoon();
  }

  private refreshSoon(): void {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.refresh(), SOON_MS);
  }
}

export const tetherings = new Tetherings();
