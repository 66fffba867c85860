// Calls that wait for their answers.
import { ConnectionLost } from "./failures.ts";
import { type ProgressParams, SAFE_METHODS } from "./generated.ts";
import type { Handler } from "./handler.ts";
import { type Message, refusalOf } from "./messages.ts";

interface PendingCall {
  method: string;
  resolve(result: any): void;
  reject(reason: unknown): void;
  progress: Handler<ProgressParams> | undefined;
}

/** The calls of one session, by the ids of their requests. */
export class Calls {
  private readonly pending = new Map<unknown, PendingCall>();

  add(id: number, call: PendingCall): void {
    this.pending.set(id, call);
  }

  /** Wait no more; return the call if its answer had not come yet. */
  remove(id: number): PendingCall | undefined {
    const call = this.pending.get(id);
    this.pending.delete(id);
    return call;
  }

  /** Give an answer to the call that it is for, if that still waits. */
  settle({ id, error, result }: Message): void {
    const call = this.remove(id as number);
    if (error === undefined) {
      call?.resolve(result);
    } else {
      call?.reject(refusalOf(error));
    }
  }

  /** Give progress to the call that it is of. */
  progress(progress: ProgressParams): void {
    this.pending.get(progress.request_id)?.progress?.put(progress);
  }

  /** Fail all that wait. */
  fail(failure: Error): void {
    this.pending.forEach(({ method, reject }) => reject(lossOf(failure, method, SAFE_METHODS.has(method))));
    this.pending.clear();
  }
}

/** Return what a call is rejected with when its connection ends: whether repeating is safe is the call's own. */
export function lossOf(failure: Error, method: string, isSafeToRepeat: boolean): Error {
  return failure instanceof ConnectionLost ? failure.whileCalling(method, isSafeToRepeat) : failure;
}
