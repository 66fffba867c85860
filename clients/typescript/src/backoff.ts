// How long to wait before each new try to connect, and when it is of no use.
import { RpcCameraError } from "./errors.ts";
import { ConnectFailed, ConnectionLost, HandshakeRefused } from "./failures.ts";
import { Forbidden, Unauthorized } from "./generated.ts";

/**
 * Waits of `firstS` seconds, 0.2 if left out, then twice as long from try to try, up to `mostS`, 10 if left out.
 *
 * Each is shortened by up to a third, so that the many clients of a service that restarts come one after another.
 */
export interface Backoff {
  firstS?: number;
  mostS?: number;
}

/** Return a function that returns one wait after another, in seconds. */
export function waits({ firstS = 0.2, mostS = 10 }: Backoff = {}): () => number {
  let next = firstS;
  return () => {
    const wait = next * (2 / 3 + Math.random() / 3);
    next = Math.min(2 * next, mostS);
    return wait;
  };
}

/** Say whether it is of no use to try again: the service does not want this client, or it is no matter of the network. */
export function isFinal(error: unknown): boolean {
  if (error instanceof HandshakeRefused) {
    return error.status === 401 || error.status === 403;
  }
  if (error instanceof RpcCameraError) {
    return error instanceof Unauthorized || error instanceof Forbidden;
  }
  return !(error instanceof ConnectFailed || error instanceof ConnectionLost);
}

/** Return how long the service asks to wait, in seconds. */
export function askedS(error: unknown): number {
  if (error instanceof HandshakeRefused) {
    return error.retryAfterS ?? 0;
  }
  const { retry_after_s: asked } = error instanceof RpcCameraError ? (error.data as { retry_after_s?: unknown }) : {};
  return typeof asked === "number" ? asked : 0;
}

/** Wait, in seconds, or until the signal aborts. */
export async function sleep(seconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) {
    return;
  }
  await new Promise<void>((resolve) => {
    const timer = setTimeout(over, seconds * 1000);
    function over() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", over);
      resolve();
    }
    signal?.addEventListener("abort", over);
  });
}
