// The sequences of the service: those under way, whoever started them, and the last that are over.
import type { Sequence, SequenceEndedParams, SequenceFailure, SequenceProgressParams, SequenceState, Session } from "rpc-camera-client";
import { notices } from "../core/notices.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import { cameras } from "./cameras.ts";
import { serviceClock } from "./clock.ts";
import { connection } from "./connection.ts";

const UNDER_WAY: readonly SequenceState[] = ["running", "waiting", "stopping"];
const FAILURES_KEPT = 10; // as the service does
const LOOK_MS = 1_000;
const OVERDUE_MS = 2_000; // a frame of which nothing was heard for so long is asked for
const SOON_MS = 300; // one question for what comes together

/** Whether a sequence is not over yet. */
export function isUnderWay({ state }: Sequence): boolean {
  return UNDER_WAY.includes(state);
}

/** Return how many pictures each frame has. */
export function picturesPerFrame({ bracket, steps }: Sequence): number {
  return bracket ? steps.length : 1;
}

/** Return when the next frame is due, in milliseconds since 1970 on the service's clock; undefined: as soon as the camera can. */
export function dueMs({ started_at, next_frame, interval_s }: Sequence): number | undefined {
  return interval_s > 0 || next_frame === 0 ? Date.parse(started_at) + next_frame * interval_s * 1000 : undefined;
}

/** Return how many frames are missed: those that the service has counted, and those whose time went by while it waits. */
export function missed(sequence: Sequence, nowMs: number): number {
  const { frames, interval_s, next_frame, slots_missed, started_at, state } = sequence;
  if (state !== "waiting" || interval_s === 0) {
    return slots_missed;
  }
  const passed = Math.floor((nowMs - Date.parse(started_at)) / (interval_s * 1000));
  return slots_missed + Math.max(0, Math.min(passed, frames ?? passed) - next_frame);
}

export class Sequences {
  /** The oldest first; undefined until the service has answered. */
  readonly list = new Watched<readonly Sequence[] | undefined>(undefined);
  /** Files of sequences that the service cannot read. */
  readonly unreadable = new Watched<readonly string[]>([]);
  private viewers = 0;
  private soon: number | undefined;
  private looking: number | undefined;
  private askedAt = 0;

  constructor() {
    connection.session.subscribe(() => this.follow(connection.session.value));
    connection.state.subscribe(() => {
      if (connection.state.value.kind === "connected") {
        void this.refresh();
      }
    });
  }

  /** The sequence that a camera is at. */
  of(camera: string): Sequence | undefined {
    return this.list.value?.find((sequence) => sequence.camera === camera && isUnderWay(sequence));
  }

  /** Ask for the list again. */
  async refresh(): Promise<void> {
    this.askedAt = Date.now();
    try {
      const found = await connection.session.value?.listSequences();
      if (found !== undefined) {
        this.list.value = found.sequences;
        this.unreadable.value = found.unreadable;
      }
    } catch {
      // The connection went away; all is asked for again when it is back.
    }
  }

  /** Take what a call has returned. */
  put(sequence: Sequence): void {
    const list = this.list.value ?? [];
    const isKnown = list.some(({ sequence_id }) => sequence_id === sequence.sequence_id);
    this.list.value = isKnown
      ? list.map((each) => (each.sequence_id === sequence.sequence_id ? sequence : each))
      : [...list, sequence];
  }

  /** Keep the list right while someone looks: no event tells when a sequence begins to wait for its camera, or ends that. Returns a function that ends it. */
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
      this.list.value = undefined;
      this.unreadable.value = [];
      return;
    }
    session.on("sequence_started", () => this.refreshSoon());
    session.on("sequence_progress", (progress) => this.progressed(progress));
    session.on("sequence_ended", (ended) => void this.ended(ended));
    session.onEventsMissed(() => void this.refresh());
    void this.refresh();
  }

  private look(): void {
    if (this.list.value?.some(mayWait) && Date.now() - this.askedAt > OVERDUE_MS) {
      void this.refresh();
    }
  }

  private refreshSoon(): void {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.refresh(), SOON_MS);
  }

  private find(id: string): Sequence | undefined {
    return this.list.value?.find(({ sequence_id }) => sequence_id === id);
  }

  private progressed(progress: SequenceProgressParams): void {
    const known = this.find(progress.sequence_id);
    if (known === undefined) {
      this.refreshSoon();
      return;
    }
    const { frame, at, error } = progress;
    const failure: SequenceFailure[] = error === undefined ? [] : [{ frame, at, error }];
    const isNews = frame >= known.next_frame; // the list may have had it already
    this.put({
      ...known,
      ...counts(progress),
      state: known.state === "waiting" ? "running" : known.state,
      next_frame: Math.max(known.next_frame, frame + 1),
      failures: isNews ? [...known.failures, ...failure].slice(-FAILURES_KEPT) : known.failures,
    });
  }

  private async ended(ended: SequenceEndedParams): Promise<void> {
    if (this.find(ended.sequence_id) === undefined) {
      await this.refresh();
    }
    const known = this.find(ended.sequence_id);
    const { at, state, reason, not_restored, frames_taken } = ended;
    if (known !== undefined) {
      const why = { ...(reason && { reason }), ...(not_restored && { not_restored }) };
      this.put({ ...known, ...counts(ended), ...why, state, ended_at: at });
      const pictures = frames_taken * picturesPerFrame(known);
      const kind = state === "completed" ? "good" : state === "failed" ? "bad" : "plain";
      notices.tell(texts.series.ended(known.name ?? texts.series.unnamed, state, pictures), kind);
    }
  }
}

function counts({ frames, frames_taken, frames_failed, slots_missed, drift_last_s, drift_max_s }: SequenceProgressParams | SequenceEndedParams) {
  return { frames, frames_taken, frames_failed, slots_missed, drift_last_s, drift_max_s };
}

/** Whether a sequence waits for its camera, or may have begun to. */
function mayWait(sequence: Sequence): boolean {
  if (sequence.state !== "running") {
    return sequence.state === "waiting";
  }
  const due = dueMs(sequence);
  const isOverdue = due !== undefined && serviceClock.now() - due > OVERDUE_MS;
  return isOverdue || !["ready", "busy"].includes(cameras.find(sequence.camera)?.state ?? "");
}

export const sequences = new Sequences();
