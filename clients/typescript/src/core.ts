// A session's work: connects, and again; restores what the service knew of the connection before.
import { askedS, type Backoff, isFinal, sleep, waits } from "./backoff.ts";
import { lossOf, PendingCall } from "./calls.ts";
import { CatchUp } from "./catch-up.ts";
import { after, checkedS, defaultDeadlineS } from "./deadlines.ts";
import { CallTimedOut, ConnectFailed, ConnectionLost, SessionClosed } from "./failures.ts";
import { TRAITS } from "./generated.ts";
import { Handler, MOST_STEPS } from "./handler.ts";
import type { Inbox } from "./inbox.ts";
import { Known } from "./known.ts";
import { Link, type LinkUser } from "./link.ts";
import type { CallOptions } from "./options.ts";
import { Requests } from "./requests.ts";
import type { Target } from "./socket.ts";

const SILENCE_WITH_FILES_S = 60; // a large message comes as a whole, and what is asked meanwhile is answered after it
const MOST_CALLS = 60; // with more under way, the service may read no further

/** What all views of a session share. */
export class Core implements LinkUser {
  readonly target: Target;
  readonly inbox: Inbox;
  readonly closeHandlers = new Set<Handler<Error>>();
  readonly connectionHandlers = new Set<Handler<boolean>>();
  private readonly token: string | undefined;
  private readonly backoff: Backoff | false;
  private readonly deadlinesS: Record<string, number>;
  private readonly requests: Requests;
  private readonly known: Known;
  private readonly catchUp: CatchUp;
  private readonly closing = new AbortController();
  private isReady = false;
  private waiting: (() => void)[] = []; // for that, or the end
  private ended: Error | undefined;

  constructor(target: Target, inbox: Inbox, token: string | undefined, backoff: Backoff | false, deadlinesS: Record<string, number>) {
    this.target = target;
    this.inbox = inbox;
    this.token = token;
    this.backoff = backoff;
    this.deadlinesS = deadlinesS;
    this.requests = new Requests(inbox.calls);
    this.known = new Known(inbox);
    this.catchUp = new CatchUp(inbox, (method, params) => this.ask(method, params));
  }

  /** Whether calls go out at once. */
  get isConnected(): boolean {
    return this.isReady;
  }

  /** End the session; calls that wait are rejected with SessionClosed. */
  close(): void {
    this.end(new SessionClosed(), undefined);
    this.inbox.stopHandlers();
    this.requests.link?.close();
  }

  /** Return the result of `method`, sent as soon as there is a connection. */
  async call(method: string, params: object, { signal, onProgress, deadlineS }: CallOptions): Promise<any> {
    signal?.throwIfAborted();
    const progress = onProgress && new Handler(onProgress, MOST_STEPS, this.inbox.report);
    const call = new PendingCall(method, params, this.known.noting(method, params), progress);
    const limitS = checkedS(deadlineS ?? this.deadlinesS[method] ?? defaultDeadlineS(method, params), "A deadline");
    const abort = () => this.requests.giveUp(call, signal?.reason);
    signal?.addEventListener("abort", abort);
    const cancel = after(limitS, () =>
      this.requests.giveUp(call, new CallTimedOut(method, limitS, call.isSafeToRepeat)),
    );
    let isGivenUp = false;
    try {
      this.dispatch(call, () => isGivenUp).catch((error) => call.reject(lossOf(error, call)));
      const result = await call.answer;
      await progress?.finish();
      return result;
    } finally {
      isGivenUp = true;
      cancel();
      signal?.removeEventListener("abort", abort);
      progress?.stop();
    }
  }

  private async dispatch(call: PendingCall, isGivenUp: () => boolean): Promise<void> {
    while (!this.isReady && this.ended === undefined) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    if (this.ended !== undefined) {
      throw this.ended;
    }
    if (this.known.lacksSelection) {
      await this.known.restoreSelection(call, (name, params) => this.ask(name, params));
    }
    if (!isGivenUp()) {
      await this.request(call);
    }
  }

  /** Call a method for the session's own sake. */
  private ask(method: string, params: object): Promise<any> {
    return this.request(new PendingCall(method, params, this.known.noting(method, params)));
  }

  private request(call: PendingCall): Promise<any> {
    return this.known.expecting(call, () => {
      this.requests.send(call);
      return call.answer;
    });
  }

  // ---- the connection

  /** Connect, and have the service know of this connection what it knew of the last one. */
  async open(): Promise<void> {
    const link = await Link.open(this.target, this, this.closing.signal);
    this.requests.link = link;
    const { url, connectS } = this.target;
    const words = `${url} lets in, but has not answered within ${connectS} s.`;
    let failure: Error | undefined;
    const cancel = after(connectS, () => {
      failure = new ConnectFailed(words);
      link.close();
    });
    try {
      await this.restore();
      if (!link.isOpen) {
        throw new ConnectionLost(1006, "");
      }
    } catch (error) {
      link.close();
      throw failure ?? error;
    } finally {
      cancel();
    }
    this.isReady = true;
    this.wake();
    this.connectionHandlers.forEach((handler) => handler.put(true));
  }

  private async restore(): Promise<void> {
    this.inbox.hold();
    const ask = (method: string, params: object) => this.ask(method, params);
    if (this.token !== undefined) {
      await ask("authenticate", { token: this.token });
    }
    await this.known.restore(ask, (method, params) => this.request(new PendingCall(method, params)));
    await this.catchUp.run();
  }

  receive(data: unknown): void {
    this.inbox.receive(data);
  }

  probe(): number {
    const { methods } = this.inbox.calls;
    if (methods.length < MOST_CALLS) {
      this.requests.tell("get_server_info", {});
    }
    const isLarge = methods.length >= MOST_CALLS || methods.some((method) => TRAITS.get(method)?.tag === "files");
    return isLarge ? SILENCE_WITH_FILES_S : this.target.keepaliveS / 2;
  }

  lost(loss: ConnectionLost): void {
    const wasReady = this.isReady;
    this.isReady = false;
    this.inbox.dropHeld();
    this.inbox.calls.fail(this.ended ?? loss);
    if (wasReady && this.ended === undefined) {
      this.connectionHandlers.forEach((handler) => handler.put(false));
      void this.openAgain(loss);
    }
  }

  private async openAgain(loss: ConnectionLost): Promise<void> {
    const next = waits(this.backoff || {});
    let failure: Error = loss;
    let asked = 0;
    while (this.backoff !== false && !isFinal(failure) && this.ended === undefined) {
      await sleep(Math.max(next(), asked), this.closing.signal);
      try {
        this.closing.signal.throwIfAborted();
        await this.open();
        return;
      } catch (error) {
        failure = error as Error;
        asked = askedS(error);
      }
    }
    this.end(failure, failure);
  }

  private end(why: Error, forReaders: Error | undefined): void {
    if (this.ended !== undefined) {
      return;
    }
    this.ended = why;
    this.isReady = false;
    this.closing.abort(why);
    this.inbox.calls.fail(why);
    this.inbox.feed.end(forReaders);
    this.wake();
    this.closeHandlers.forEach((handler) => handler.put(why));
  }

  private wake(): void {
    this.waiting.splice(0).forEach((resolve) => resolve());
  }
}
