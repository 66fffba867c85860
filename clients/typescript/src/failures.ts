// What goes wrong between the client and the service, in words; what the service itself refuses is in errors.ts.

const CLOSE_CODES: Readonly<Record<number, string>> = {
  1000: "it was done",
  1001: "it is going away",
  1005: "it said no reason",
  1006: "no reason came",
  1008: "it refuses this client",
  1009: "a message was too large",
  1011: "it has a fault",
};
const HANDSHAKES: Readonly<Record<number, string>> = {
  401: "it, or a proxy before it, wants another token or login",
  403: "it, or a proxy before it, serves neither this client nor this name: see its --allow-host and --allow-origin",
  404: "there is nothing at this path: the service's own ends in /rpc",
  426: "there is no WebSocket at this path, or a proxy does not pass it on",
  502: "the proxy before it does not reach it",
  503: "it has no room for more clients now, or the proxy before it does not reach it",
};

/** There is no connection: nobody answers at the address, or not as the service does. */
export class ConnectFailed extends Error {
  override name = "ConnectFailed";
}

/** The address answers with an HTTP `status` and no WebSocket. Browsers do not say so: there it is a ConnectFailed. */
export class HandshakeRefused extends ConnectFailed {
  override name = "HandshakeRefused";
  readonly status: number;
  /** When to try again, in seconds, if the address says so, and the platform passes that on. */
  readonly retryAfterS: number | undefined;

  constructor(url: string, status: number, retryAfterS?: number) {
    const again = retryAfterS === undefined ? "" : `; try again in ${retryAfterS} s`;
    super(`${url} refuses the connection: ${HANDSHAKES[status] ?? "unknown status"} (HTTP ${status})${again}.`);
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * The connection ended, with the WebSocket close `code` and `reason`, while `method` waited for its answer.
 *
 * `isSafeToRepeat`: the call was not sent, or only reads. Otherwise the service may have carried it out, and the answer is
 * what was lost.
 */
export class ConnectionLost extends Error {
  override name = "ConnectionLost";
  readonly code: number;
  readonly reason: string;
  readonly method: string;
  readonly isSafeToRepeat: boolean;

  constructor(code: number, reason: string, method = "", isSafeToRepeat = false) {
    const lost = code === 1006 ? "The connection broke off" : "The service closed the connection";
    const words = reason || (CLOSE_CODES[code] ?? "unknown close code");
    super(`${lost}: ${words} (${code}).${advice(method, isSafeToRepeat)}`);
    this.code = code;
    this.reason = reason;
    this.method = method;
    this.isSafeToRepeat = isSafeToRepeat;
  }

  /** Return the same loss, as it is for one call. */
  whileCalling(method: string, isSafeToRepeat: boolean): ConnectionLost {
    return new ConnectionLost(this.code, this.reason, method, isSafeToRepeat);
  }
}

/** The session was closed by its user. */
export class SessionClosed extends Error {
  override name = "SessionClosed";

  constructor() {
    super("The session is closed.");
  }
}

/**
 * No answer to `method` came within `deadlineS` seconds; the request was cancelled, as far as it could be.
 *
 * `isSafeToRepeat` as that of ConnectionLost.
 */
export class CallTimedOut extends Error {
  override name = "CallTimedOut";
  readonly method: string;
  readonly deadlineS: number;
  readonly isSafeToRepeat: boolean;

  constructor(method: string, deadlineS: number, isSafeToRepeat: boolean) {
    super(`No answer to ${method} came within ${deadlineS} s.${advice(method, isSafeToRepeat)}`);
    this.method = method;
    this.deadlineS = deadlineS;
    this.isSafeToRepeat = isSafeToRepeat;
  }
}

function advice(method: string, isSafeToRepeat: boolean): string {
  if (method === "") {
    return "";
  }
  return isSafeToRepeat
    ? ` It is safe to repeat ${method}.`
    : ` ${method} may have been carried out: look before you repeat it.`;
}
