// What downloads and uploads share: requests by HTTP to addresses that the service has signed.
import { after } from "./deadlines.ts";
import { RpcCameraError } from "./errors.ts";
import { CallTimedOut, ConnectFailed, ConnectionLost } from "./failures.ts";
import { DigestMismatch } from "./generated.ts";
import { refusalOf } from "./messages.ts";
import type { Target } from "./socket.ts";

const DIGEST = /sha-256=:([A-Za-z0-9+/=]+):/;

/** Makes requests until `signal` aborts. */
export class Http {
  readonly signal: AbortSignal | undefined;
  private readonly base: string;
  private readonly headers: Record<string, string>;

  constructor({ url, headers }: Target, signal?: AbortSignal) {
    this.base = url.replace(/^ws/, "http").replace(/(\/rpc)?\/?$/, "");
    this.headers = headers;
    this.signal = signal;
  }

  /**
   * Return what `use` makes of the answer to a request; `path` is what the service signed.
   *
   * `use` has to call `alive` when something comes; without that for `silenceS`, or when the network fails otherwise, it is
   * a ConnectFailed. RpcCameraError: the service refuses.
   */
  async request<Result>(
    path: string,
    init: RequestInit,
    silenceS: number,
    use: (response: Response, alive: () => void) => Promise<Result>,
  ): Promise<Result> {
    const control = new AbortController();
    const abort = () => control.abort(this.signal?.reason);
    let cancel = () => {};
    const alive = () => {
      cancel();
      cancel = after(silenceS, () => control.abort(new Error(`nothing came for ${silenceS} s`)));
    };
    this.signal?.throwIfAborted();
    this.signal?.addEventListener("abort", abort);
    try {
      alive();
      const isElsewhere = /^https?:/.test(path); // in a rig, at another host, which has no business with these headers
      const headers = { ...(isElsewhere ? {} : this.headers), ...init.headers };
      // A browser's cache would answer for the service, without the digest that is asked for.
      const sent = fetch(isElsewhere ? path : this.base + path, { cache: "no-store", ...init, headers, signal: control.signal });
      const response = await this.network(sent);
      await check(response);
      return await use(response, alive);
    } finally {
      cancel();
      this.signal?.removeEventListener("abort", abort);
      control.abort(); // what was not read of the answer is not wanted
    }
  }

  /** Return what comes; ConnectFailed: the network failed. */
  async network<Result>(coming: Promise<Result>): Promise<Result> {
    try {
      return await coming;
    } catch (cause) {
      this.signal?.throwIfAborted();
      const { message, cause: deeper } = cause as { message: string; cause?: { message?: string } };
      throw new ConnectFailed(`The file's address at ${this.base} failed (${deeper?.message ?? message}).`, { cause });
    }
  }

  /** Return the SHA-256 in base64 of the file at an address, as its service computes it. */
  digestAt(path: string, silenceS: number): Promise<string | undefined> {
    const init = { method: "HEAD", headers: { "Want-Repr-Digest": "sha-256=1" } };
    return this.request(path, init, silenceS, async ({ headers }) => DIGEST.exec(headers.get("Repr-Digest") ?? "")?.[1]);
  }
}

/** Write a digest as HTTP's fields do. */
export function base64(digest: Uint8Array): string {
  return btoa(String.fromCharCode(...digest));
}

/** Say whether the same can succeed later; the same bytes never have another digest. */
export function mayPass(error: unknown): boolean {
  if (error instanceof RpcCameraError) {
    return error.retryable && !(error instanceof DigestMismatch);
  }
  return [ConnectFailed, ConnectionLost, CallTimedOut].some((kind) => error instanceof kind);
}

/** Throw what a status other than success stands for; the body says it as JSON-RPC's errors do. */
async function check(response: Response): Promise<void> {
  if (response.ok) {
    return;
  }
  const text = await response.text().catch(() => "");
  let error: unknown;
  try {
    error = JSON.parse(text);
  } catch {
    const words = `The file's address is answered with HTTP ${response.status}.`;
    throw new RpcCameraError(words, response.status, { retryable: [502, 503, 504].includes(response.status) });
  }
  throw refusalOf(error);
}
