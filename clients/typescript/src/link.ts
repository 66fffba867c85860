// One WebSocket to the service, from the handshake to the end.
import { after } from "./deadlines.ts";
import { ConnectionLost } from "./failures.ts";
import { openSocket, type Target, type WebSocketLike } from "./socket.ts";

const OPEN = 1;
const ABNORMAL = 1006;
const GOODBYE_S = 3;

/** What a link has others do. */
export interface LinkUser {
  /** Sort a message. */
  receive(data: unknown): void;
  /** Ask for anything that is answered at once; return for how many seconds nothing may come then. */
  probe(): number;
  /** Know that the connection has ended. */
  lost(loss: ConnectionLost): void;
}

/**
 * An open WebSocket. Where nothing has come for `keepaliveS`, the user is to ask for something: browsers have no ping.
 *
 * When still nothing comes, it is lost, whatever the platform believes of it.
 */
export class Link {
  private readonly socket: WebSocketLike;
  private readonly user: LinkUser;
  private readonly keepaliveS: number;
  private lastNews = performance.now();
  private isOver = false;
  private isAsking = false;
  private cancelTimer = () => {};

  private constructor(socket: WebSocketLike, user: LinkUser, keepaliveS: number) {
    this.socket = socket;
    this.user = user;
    this.keepaliveS = keepaliveS;
    socket.onmessage = ({ data }) => {
      this.lastNews = performance.now();
      if (this.isAsking) {
        this.cancelTimer();
        this.watch();
      }
      user.receive(data);
    };
    socket.onclose = ({ code, reason }) => this.end(new ConnectionLost(Number(code), String(reason)));
    socket.onerror = () => undefined; // the close comes after it
    this.watch();
  }

  /** Connect. Rejected with ConnectFailed, or HandshakeRefused, which says why that cannot be. */
  static async open(target: Target, user: LinkUser, signal: AbortSignal): Promise<Link> {
    return new Link(await openSocket(target, signal), user, target.keepaliveS);
  }

  /** Whether messages go out. */
  get isOpen(): boolean {
    return !this.isOver && this.socket.readyState === OPEN;
  }

  /** Send a text message, if it goes out. */
  send(text: string): void {
    if (this.isOpen) {
      this.socket.send(text);
    }
  }

  /** Close with the closing handshake, or without it when that is slow; `lost` is called at once. */
  close(): void {
    this.end(new ConnectionLost(ABNORMAL, ""));
    this.socket.close();
  }

  private end(loss: ConnectionLost): void {
    if (this.isOver) {
      return;
    }
    this.isOver = true;
    this.cancelTimer();
    this.socket.onmessage = null;
    const cancel = after(GOODBYE_S, () => this.socket.terminate?.());
    this.socket.onclose = cancel;
    if (this.socket.readyState > OPEN + 1) {
      cancel();
    }
    this.user.lost(loss);
  }

  private watch(): void {
    const silentS = (performance.now() - this.lastNews) / 1000;
    this.isAsking = silentS >= this.keepaliveS;
    if (!this.isAsking) {
      this.cancelTimer = after(this.keepaliveS - silentS, () => this.watch());
      return;
    }
    const limitS = this.user.probe();
    const half = (over: () => void) => (this.cancelTimer = after(limitS / 2, over));
    half(() => half(() => this.giveUp())); // in two steps: after the program was busy, timers run before messages
  }

  private giveUp(): void {
    const silentS = Math.round((performance.now() - this.lastNews) / 100) / 10;
    this.end(new ConnectionLost(ABNORMAL, `nothing came for ${silentS} s`));
    (this.socket.terminate ?? this.socket.close).call(this.socket);
  }
}
