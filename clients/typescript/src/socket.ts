// Opens WebSockets, of whatever class the platform or the user has.
import { ConnectFailed, HandshakeRefused } from "./failures.ts";

/** What the client needs of a WebSocket; those of browsers, of Node, Deno and Bun, and of `ws` have it. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  binaryType: string;
  send(text: string): void;
  close(): void;
}

// How `ws`, Deno and Bun end what they say of a handshake that is answered otherwise.
const STATUS = /(?:server response|status code): (\d{3})$/;

export type WebSocketClass = new (url: string) => WebSocketLike;

/** Open `url`. Rejected with ConnectFailed, or its HandshakeRefused where the platform says the HTTP status. */
export async function openSocket(url: string, given?: WebSocketClass): Promise<WebSocketLike> {
  const Socket = given ?? (globalThis as { WebSocket?: WebSocketClass }).WebSocket;
  if (Socket === undefined) {
    throw new Error("There is no global WebSocket here: `npm install ws`, and pass its WebSocket in the options.");
  }
  const socket = new Socket(url);
  socket.binaryType = "arraybuffer";
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = (event) => reject(failureOf(url, String(event?.message ?? "")));
    socket.onclose = () => reject(failureOf(url, ""));
  });
  return socket;
}

function failureOf(url: string, words: string): ConnectFailed {
  const status = STATUS.exec(words)?.[1];
  if (status !== undefined) {
    return new HandshakeRefused(url, Number(status));
  }
  const why = words === "" ? "" : ` (${words})`;
  return new ConnectFailed(`No answer from ${url}: see that \`rpc-camera serve\` runs there${why}.`);
}
