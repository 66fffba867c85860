// What a user can set, for a session and for a call.
import type { Backoff } from "./backoff.ts";
import type { ProgressParams } from "./generated.ts";
import type { WebSocketClass } from "./socket.ts";

/** Is given what goes wrong where no call can say it: in a handler, or in a message that makes no sense. */
export type Report = (message: string, error: unknown) => void;

export interface ConnectOptions {
  /** The service's token. */
  token?: string;
  /** Sent with the handshake, and with downloads and uploads. The WebSocket of browsers cannot. */
  headers?: Record<string, string>;
  /** How long to wait before each new try to connect; with `false`, the session ends with its first connection. */
  reconnect?: Backoff | false;
  /**
   * After so many seconds in which nothing came, 5 if left out, the service is asked for something. The connection is lost
   * if nothing comes in half of that; in 60 s, while files are on their way over it.
   */
  keepaliveS?: number;
  /** How many seconds a connection may take, 20 if left out: once until it is open, and once until all is restored. */
  connectS?: number;
  /** How many seconds a call of a method may take, by the method's name in the contract. */
  deadlinesS?: Record<string, number>;
  /** The WebSocket class to use; the global one if it is left out. */
  WebSocket?: WebSocketClass;
  /** Called with what goes wrong in handlers, and with messages that make no sense; `console.error` if it is left out. */
  report?: Report;
}

export interface CallOptions {
  /**
   * Gives the call up: it is rejected at once with the signal's reason, as `fetch` is, and the request is cancelled. What
   * waits is not begun, a download ends, and a bulb exposure is closed; what the camera cannot stop, such as a capture
   * once released, is finished, and the event log has its files.
   */
  signal?: AbortSignal;
  /**
   * Called with how far this call is; it has the connection subscribed to `progress`. It may be async: the call returns
   * after the last of them has.
   */
  onProgress?: (progress: ProgressParams) => unknown;
  /** How many seconds the call may take, the wait for a connection included; without it, as long as is usual. */
  deadlineS?: number;
}
