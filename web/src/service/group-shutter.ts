// Several cameras that fire as one.
import type { GroupManifest, GroupMember } from "rpc-camera-client";
import { RpcCameraError } from "rpc-camera-client";
import { countDown } from "../core/countdown.ts";
import { explain, type Failure, isAbort, told } from "../core/failure.ts";
import { notices } from "../core/notices.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import { cameras } from "./cameras.ts";
import { session } from "./connection.ts";

export type GroupPhase = { kind: "idle" } | { kind: "counting"; left: number } | { kind: "taking" };

/** What became of the last shot: its manifest, or why nothing was fired; and of each camera that failed, why. */
export interface GroupOutcome {
  manifest?: GroupManifest;
  failure?: Failure;
  /** Of a shot that was refused, those that could not be made ready. */
  refused?: readonly GroupMember[];
  failures: ReadonlyMap<string, Failure>;
}

/** Fires the cameras that take part. */
export class GroupShutter {
  readonly phase = new Watched<GroupPhase>({ kind: "idle" });
  readonly outcome = new Watched<GroupOutcome | undefined>(undefined);
  /** The ids of those that do not take part. */
  readonly left = new Watched<ReadonlySet<string>>(new Set());
  private countdown: AbortController | undefined;

  /** Return the ids of those that take part. */
  get members(): readonly string[] {
    return (cameras.list.value ?? []).map(({ id }) => id).filter((id) => !this.left.value.has(id));
  }

  /** Have a camera take part, or not. */
  choose(id: string, takesPart: boolean): void {
    this.chooseAll([id], takesPart);
  }

  /** Have cameras take part, or not. */
  chooseAll(ids: readonly string[], takesPart: boolean): void {
    const left = new Set(this.left.value);
    ids.forEach((id) => (takesPart ? left.delete(id) : left.add(id)));
    this.left.value = left;
  }

  /** Fire all that take part after the self-timer; with `partial` also if one of them cannot. */
  async fire(delayS: number, partial: boolean): Promise<void> {
    const { members } = this;
    this.outcome.value = undefined;
    this.countdown = new AbortController();
    try {
      await countDown(delayS, this.countdown.signal, (left) => (this.phase.value = { kind: "counting", left }));
      this.phase.value = { kind: "taking" };
      const manifest = await session().captureGroup({ cameras: [...members], partial });
      this.outcome.value = { manifest, failures: failuresOf(manifest.cameras) };
      notices.say(summary(manifest));
    } catch (error) {
      if (!isAbort(error)) {
        const { failures } = error instanceof RpcCameraError ? (error.data as { failures?: GroupMember[] }) : {};
        this.outcome.value = { failure: explain(error), refused: failures ?? [], failures: failuresOf(failures ?? []) };
      }
    } finally {
      this.phase.value = { kind: "idle" };
    }
  }

  /** Give up the self-timer. */
  cancel(): void {
    this.countdown?.abort();
  }
}

/** Return what became of a shot, in a sentence. */
export function summary({ complete, failed, fewer_files: fewer, cameras: members, skew_ms: skew, uncertainty_ms: uncertainty }: GroupManifest): string {
  const within = skew === null ? undefined : texts.wall.within(skew, uncertainty);
  if (!complete) {
    const released = members.filter(({ files, released_ms: at }) => files === undefined && at !== undefined);
    return texts.wall.incomplete(failed, members.length, released.length, within);
  }
  return fewer.length === 0 ? texts.wall.complete(members.length, within) : texts.wall.uneven(fewer.length, members.length, within);
}

function failuresOf(members: readonly GroupMember[]): ReadonlyMap<string, Failure> {
  return new Map(members.flatMap(({ camera, error }) => (error === undefined ? [] : [[camera, told(error)] as const])));
}

export const groupShutter = new GroupShutter();
