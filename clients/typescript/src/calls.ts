// Calls that wait for their answers.
import { ConnectionLost } from "./failures.ts";
import { type ProgressParams, TRAITS } from "./generated.ts";
import type { Handler } from "./handler.ts";
import { type Message, refusalOf } from "./messages.ts";

/** One call, from before it is sent. `onResult` is called with its result before anything that came later. */
export class PendingCall {
  readonly method: string;
  readonly params: object;
  readonly onResult: ((result: any) => void) | undefined;
  readonly progress: Handler<ProgressParams> | undefined;
  readonly answer: Promise<any>;
  resolve!: (result: unknown) => void;
  reject!: (reason: unknown) => void;
  /** Its request's, once that was sent. */
  id: number | undefined;

  constructor(method: string, params: object, onResult?: (result: any) => void, progress?: Handler<ProgressParams>) {
    this.method = method;
    this.params = params;
    this.onResult = onResult;
    this.progress = progress;
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** Whether it cannot have changed anything yet. */
  get isSafeToRepeat(): boolean {
    return this.id === undefined || (TRAITS.get(this.method)?.isSafe ?? false);
  }
}

/** The calls of one session, by the ids of their requests. */
export class Calls {
  private readonly pending = new Map<unknown, PendingCall>();

  /** The methods that were called, and have not been answered. */
  get methods(): string[] {
    return [...this.pending.values()].map(({ method }) => method);
  }

  /** Have `call` wait for the answer to the request `id`. */
  add(id: number, call: PendingCall): void {
    call.id = id;
    this.pending.set(id, call);
  }

  /** Wait no more; say whether the answer had not come yet. */
  remove(call: PendingCall): boolean {
    return this.pending.delete(call.id);
  }

  /** Give an answer to the call that it is for, if that still waits. */
  settle({ id, error, result }: Message): void {
    const call = this.pending.get(id);
    if (call === undefined) {
      return;
    }
    this.remove(call);
    if (error !== undefined) {
      call.reject(refusalOf(error));
      return;
    }
    try {
      call.onResult?.(result);
    } finally {
      call.resolve(result);
    }
  }

  /** Give progress to the call that it is of. */
  report(progress: ProgressParams): void {
    this.pending.get(progress.request_id)?.progress?.put(progress);
  }

  /** Fail all that wait. */
  fail(failure: Error): void {
    this.pending.forEach((call) => call.reject(lossOf(failure, call)));
    this.pending.clear();
  }
}

/** Return what `call` is rejected with when its connection ends: whether repeating is safe is the call's own. */
export function lossOf<Failure>(failure: Failure, { method, isSafeToRepeat }: PendingCall): Failure | ConnectionLost {
  return failure instanceof ConnectionLost ? failure.whileCalling(method, isSafeToRepeat) : failure;
}
