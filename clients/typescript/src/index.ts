/**
 * A client for rpc-camera, for browsers, Node, Deno and Bun: `Session.connect`, and what comes of it.
 *
 * Node before 22 has no WebSocket of its own: pass one, `{ token, WebSocket }`, from the package `ws`.
 */
export type { DiscoveredService } from "./announced.ts";
export type { Backoff } from "./backoff.ts";
export { discover } from "./discovery.ts";
export { type ErrorDetails, RpcCameraError } from "./errors.ts";
export { CallTimedOut, ConnectFailed, ConnectionLost, HandshakeRefused, SessionClosed } from "./failures.ts";
export type { EventStream, SessionEvent } from "./feed.ts";
export type { FileOptions } from "./files.ts";
export { type FolderCopy, FolderIncomplete } from "./folder.ts";
export type { EventsMissedNotification, EventsMissedParams } from "./gap.ts";
export * from "./generated.ts";
export { type GroupCopy, GroupIncomplete } from "./group.ts";
export type { MissingFile } from "./group-manifest.ts";
export type { Frame, LiveViewOptions } from "./live-view.ts";
export { attached } from "./messages.ts";
export type { CallOptions, ConnectOptions, Report } from "./options.ts";
export { Session } from "./session.ts";
export type { WebSocketClass, WebSocketLike } from "./socket.ts";
