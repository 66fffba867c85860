/**
 * A client for rpc-camera, for browsers, Node, Deno and Bun: `Session.connect`, and what comes of it.
 *
 * Node before 22 has no WebSocket of its own: pass one, `{ token, WebSocket }`, from the package `ws`.
 */
export { type ErrorDetails, RpcCameraError } from "./errors.ts";
export { ConnectFailed, ConnectionLost, HandshakeRefused, SessionClosed } from "./failures.ts";
export type { EventsMissedNotification, EventsMissedParams, EventStream, SessionEvent } from "./feed.ts";
export * from "./generated.ts";
export { attached } from "./messages.ts";
export type { CallOptions, ConnectOptions, Report } from "./options.ts";
export { Session } from "./session.ts";
export type { WebSocketClass, WebSocketLike } from "./socket.ts";
