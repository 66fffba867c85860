// Opens WebSockets, of whatever class the platform or the user has.
import { after } from "./deadlines.ts";
import { ConnectFailed, HandshakeRefused } from "./failures.ts";

/** What the client needs of a WebSocket; those of browsers, of Node, Deno and Bun, and of `ws` have it. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  binaryType: string;
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  /** Of `ws`: end without the closing handshake. */
  terminate?(): void;
  /** Of `ws`: an HTTP response came instead of a WebSocket. */
  once?(event: "unexpected-response", handler: (request: any, response: any) => void): unknown;
}

export type WebSocketClass = new (url: string, options?: any) => WebSocketLike;

/** Where the service is, and how to get there. */
export interface Target {
  url: string;
  WebSocket: WebSocketClass | undefined;
  headers: Record<string, string>;
  keepaliveS: number;
  connectS: number;
}

// How Deno and Bun end what they say of a handshake that is answered otherwise.
const STATUS = /(?:server response|status code): (\d{3})$/;

/** Open it. Rejected with ConnectFailed, or its HandshakeRefused where the platform says the HTTP status. */
export async function openSocket(target: Target, signal: AbortSignal): Promise<WebSocketLike> {
  const { url, connectS } = target;
  const socket = created(target);
  socket.binaryType = "arraybuffer";
  const clear: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop);
      clear.push(() => signal.removeEventListener("abort", stop));
      clear.push(after(connectS, () => reject(failureOf(url, `nothing came within ${connectS} s`))));
      socket.once?.("unexpected-response", (_request, { statusCode, headers }) => {
        const seconds = String(headers?.["retry-after"] ?? "");
        reject(new HandshakeRefused(url, statusCode, /^\d+$/.test(seconds) ? Number(seconds) : undefined));
      });
      socket.onopen = () => resolve();
      socket.onerror = (event) => reject(failureOf(url, String(event?.message ?? "")));
      socket.onclose = () => reject(failureOf(url, ""));
    });
  } catch (error) {
    socket.onopen = socket.onclose = null;
    socket.onerror = () => undefined;
    socket.close();
    throw error;
  } finally {
    clear.forEach((each) => each());
  }
  return socket;
}

function created({ url, WebSocket: given, headers }: Target): WebSocketLike {
  const Socket = given ?? (globalThis as { WebSocket?: WebSocketClass }).WebSocket;
  if (Socket === undefined) {
    throw new Error("There is no global WebSocket here: `npm install ws`, and pass its WebSocket in the options.");
  }
  if (Object.keys(headers).length === 0) {
    return new Socket(url);
  }
  try {
    return new Socket(url, { headers });
  } catch (error) {
    throw new TypeError("The WebSocket of this platform, as that of browsers, sends no headers of yours.", { cause: error });
  }
}

function failureOf(url: string, words: string): ConnectFailed {
  const status = STATUS.exec(words)?.[1];
  if (status !== undefined) {
    return new HandshakeRefused(url, Number(status));
  }
  const why = words === "" ? "" : ` (${words})`;
  return new ConnectFailed(`No answer from ${url}: see that \`rpc-camera serve\` runs there${why}.`);
}
