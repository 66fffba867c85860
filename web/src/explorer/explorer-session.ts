// The explorer's own connection: what is tried on it, such as `unsubscribe`, leaves the page's alone.
import { attached, type CallOptions, type Notifications, type Session } from "rpc-camera-client";
import { explain, type Failure } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
import { connection } from "../service/connection.ts";
import { Contract } from "./contract.ts";

/** A notification that came. */
export interface Received {
  at: Date;
  params: object;
  bytes: Uint8Array | undefined;
}

const MOST_RECEIVED = 20; // of each kind
const DRAWN_EVERY_MS = 200; // frames of live view come faster than anybody reads

/** One session with the service, from `start` to `end`. */
export class ExplorerSession {
  readonly contract = new Watched<Contract | undefined>(undefined);
  /** Why there is no contract. */
  readonly failure = new Watched<Failure | undefined>(undefined);
  readonly isConnected = new Watched(false);
  /** The names that this connection is subscribed to. */
  readonly subscribed = new Watched<ReadonlySet<string>>(new Set());
  /** What came last, by name, the newest first. */
  readonly received = new Watched<ReadonlyMap<string, readonly Received[]>>(new Map());
  private session: Session | undefined;
  private isWanted = false;
  private isOpening = false;
  private readonly heard = new Set<string>();
  private readonly pending = new Map<string, readonly Received[]>();
  private timer: number | undefined;
  private stopWatching: () => void = () => undefined;

  start(): void {
    this.isWanted = true;
    this.stopWatching = connection.state.subscribe(() => void this.open());
    void this.open();
  }

  end(): void {
    this.isWanted = false;
    this.stopWatching();
    clearTimeout(this.timer);
    this.session?.close();
    this.session = undefined;
    this.isConnected.value = false;
  }

  /** Return the result of a method. */
  async call(method: string, params: object, options: CallOptions): Promise<unknown> {
    if (this.session === undefined) {
      await this.open();
    }
    if (this.session === undefined) {
      throw new Error(this.failure.value?.message);
    }
    const result = await this.session.call(method, params, options);
    if (method === "subscribe" || method === "unsubscribe") {
      this.subscribed.value = new Set((result as { events: string[] }).events);
    }
    return result;
  }

  private async open(): Promise<void> {
    if (this.session !== undefined || this.isOpening || connection.state.value.kind !== "connected") {
      return;
    }
    this.isOpening = true;
    try {
      const opened = await connection.another();
      if (!this.isWanted) {
        opened.close();
        return;
      }
      this.use(opened);
      await this.discover(opened);
    } catch (error) {
      this.failure.value = explain(error);
    } finally {
      this.isOpening = false;
    }
  }

  private use(opened: Session): void {
    this.session = opened;
    this.isConnected.value = true;
    this.subscribed.value = new Set();
    this.heard.clear();
    opened.onConnection((isConnected) => {
      this.isConnected.value = isConnected;
      if (isConnected) {
        this.discover(opened).catch((error) => (this.failure.value = explain(error))); // it may be another version by now
      }
    });
    opened.onClose(() => {
      this.session = undefined;
      this.isConnected.value = false;
    });
  }

  private async discover(opened: Session): Promise<void> {
    const contract = new Contract(await opened.rpcDiscover());
    contract.notifications.filter(({ name }) => !this.heard.has(name)).forEach(({ name }) => this.listen(opened, name));
    this.contract.value = contract;
    this.failure.value = undefined;
  }

  private listen(opened: Session, name: string): void {
    this.heard.add(name);
    opened.on(name as keyof Notifications, (params) => {
      const one = { at: new Date(), params, bytes: bytesOf(params) };
      this.pending.set(name, [one, ...(this.pending.get(name) ?? [])].slice(0, MOST_RECEIVED));
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.received.value = new Map(this.pending);
      }, DRAWN_EVERY_MS);
    });
  }
}

/** Return the bytes that came with a result or a notification, if it was asked for with `binary`. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  try {
    return attached(value as object);
  } catch {
    return undefined;
  }
}
