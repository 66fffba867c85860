// A session with the service: for now on one connection, with which it ends.
import { Calls, lossOf } from "./calls.ts";
import { ConnectionLost, SessionClosed } from "./failures.ts";
import { EventFeed, type EventStream, type SessionEvent } from "./feed.ts";
import { Methods, type Notifications, type ProgressParams } from "./generated.ts";
import { Handler } from "./handler.ts";
import { type Message, objectOf, parse, requestText } from "./messages.ts";
import type { CallOptions, ConnectOptions, Report } from "./options.ts";
import { openSocket, type WebSocketLike } from "./socket.ts";

const FOR_HANDLERS_ONLY: ReadonlySet<unknown> = new Set(["preview_frame", "progress"]);
const MOST_WAITING = 10_000;
const MOST_FRAMES = 2; // that wait for a slow handler: live view is for the newest
const MOST_STEPS = 100; // of progress, which wait for a slow callback; each says all that those before it said

/**
 * All that the service can do, a method for each; calls run at the same time, and each gets its own answer.
 *
 *     const session = await Session.connect("ws://localhost:8765/rpc", { token: "…" });
 *     const { files } = await session.captureImage();
 *
 * Every call can be given up, and says how far it is: `session.downloadImage({ path }, { signal, onProgress })`. When the
 * connection ends, the calls under way are rejected with ConnectionLost, which says whether repeating them is safe.
 */
export class Session extends Methods {
  private readonly socket: WebSocketLike;
  private readonly report: Report;
  private readonly calls = new Calls();
  private readonly feed = new EventFeed();
  private readonly handlers = new Map<unknown, Set<Handler<any>>>();
  private readonly closeHandlers = new Set<Handler<Error>>();
  private nextId = 1;
  private ended: Error | undefined;

  private constructor(socket: WebSocketLike, report: Report) {
    super();
    this.socket = socket;
    this.report = report;
    socket.onmessage = ({ data }) => this.receive(data);
    socket.onclose = ({ code, reason }) => this.end(new ConnectionLost(Number(code), String(reason)));
    socket.onerror = () => undefined; // the close comes after it
  }

  /**
   * Open `url`, which ends in `/rpc`, and authenticate when there is a token.
   *
   * Rejected with ConnectFailed when no service answers there, with its HandshakeRefused when an HTTP status comes instead,
   * and with an RpcCameraError when the service refuses, as it does with Unauthorized when the token is wrong.
   */
  static async connect(url: string, options: ConnectOptions = {}): Promise<Session> {
    const socket = await openSocket(url, options.WebSocket);
    const session = new Session(socket, options.report ?? ((message, error) => console.error(message, error)));
    if (options.token !== undefined) {
      try {
        await session.authenticate({ token: options.token });
      } catch (error) {
        session.close();
        throw error;
      }
    }
    return session;
  }

  /** End the session: calls that wait are rejected with SessionClosed, and iterators over events end. */
  close(): void {
    this.end(new SessionClosed());
    this.socket.close();
  }

  /**
   * Return the result of `method`; rejected with an RpcCameraError when the service refuses.
   *
   * ConnectionLost says whether repeating is safe. TypeError: the params have what JSON cannot carry.
   */
  async call<Result = unknown>(method: string, params: object, options: CallOptions = {}): Promise<Result> {
    const { signal, onProgress } = options;
    signal?.throwIfAborted();
    if (this.ended !== undefined) {
      throw lossOf(this.ended, method, true);
    }
    const id = this.nextId++;
    const text = requestText(id, method, params);
    const progress = onProgress && new Handler(onProgress, MOST_STEPS, this.report);
    const abort = () => this.abort(id, signal?.reason);
    signal?.addEventListener("abort", abort);
    try {
      const result = await new Promise<Result>((resolve, reject) => {
        this.calls.add(id, { method, resolve, reject, progress });
        if (progress !== undefined) {
          // Each time, as the user may unsubscribe; nobody waits for its answer.
          this.send("subscribe", { events: ["progress"] });
        }
        this.socket.send(text);
      });
      await progress?.finish();
      return result;
    } finally {
      this.calls.remove(id);
      signal?.removeEventListener("abort", abort);
    }
  }

  /**
   * Return an iterator over all that is subscribed to, beginning with the first that no iterator has had.
   *
   * Of several at the same time each gets every event. It ends with `close`; rejected with what ends the session otherwise.
   * Frames of live view and progress are left out: they come to handlers.
   */
  events(): EventStream {
    return this.feed.stream();
  }

  /** Call `handler`, which may be async, with the params of each event of that name; returns a function that ends it. */
  on<Name extends keyof Notifications>(name: Name, handler: (params: Notifications[Name]) => unknown): () => void {
    const handlers = this.handlers.get(name) ?? new Set();
    this.handlers.set(name, handlers);
    return this.added(handlers, new Handler(handler, name === "preview_frame" ? MOST_FRAMES : MOST_WAITING, this.report));
  }

  /** Call `handler` with why, once the session has ended; returns a function that ends that. */
  onClose(handler: (why: Error) => unknown): () => void {
    return this.added(this.closeHandlers, new Handler(handler, 1, this.report));
  }

  private added<Value>(handlers: Set<Handler<Value>>, handler: Handler<Value>): () => void {
    handlers.add(handler);
    return () => {
      handlers.delete(handler);
      handler.stop();
    };
  }

  private send(method: string, params: object): void {
    this.socket.send(requestText(this.nextId++, method, params));
  }

  private abort(id: number, reason: unknown): void {
    const call = this.calls.remove(id);
    if (call !== undefined) {
      call.reject(reason);
      this.send("cancel_request", { request_id: id });
    }
  }

  /** Sort a message; one that makes no sense is reported, and ends nothing. */
  private receive(data: unknown): void {
    try {
      const message = parse(data);
      if (message["method"] === undefined) {
        this.calls.settle(message);
      } else {
        this.publish(message);
      }
    } catch (error) {
      this.report("Ignored a message that makes no sense.", error);
    }
  }

  private publish({ method, params }: Message): void {
    const event = { method, params: objectOf(params) } as unknown as SessionEvent;
    if (event.method === "progress") {
      this.calls.progress(event.params as ProgressParams);
    }
    if (!FOR_HANDLERS_ONLY.has(method)) {
      this.feed.append(event);
    }
    this.handlers.get(method)?.forEach((handler) => handler.put(event.params));
  }

  private end(why: Error): void {
    if (this.ended !== undefined) {
      return;
    }
    this.ended = why;
    this.calls.fail(why);
    const isWanted = why instanceof SessionClosed;
    if (isWanted) {
      this.socket.onmessage = null;
      this.handlers.forEach((handlers) => handlers.forEach((handler) => handler.stop()));
    }
    this.feed.end(isWanted ? undefined : why);
    this.closeHandlers.forEach((handler) => handler.put(why));
  }
}
