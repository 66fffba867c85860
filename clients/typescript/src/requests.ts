// Sends requests on the connection there is.
import { type Calls, lossOf, type PendingCall } from "./calls.ts";
import { ConnectionLost } from "./failures.ts";
import type { Link } from "./link.ts";
import { requestText } from "./messages.ts";

/** `link` is the connection; undefined between two. */
export class Requests {
  link: Link | undefined;
  private readonly calls: Calls;
  private nextId = 1;

  constructor(calls: Calls) {
    this.calls = calls;
  }

  /** Send the request of `call`. An error is thrown when it has what JSON cannot carry, or there is no connection. */
  send(call: PendingCall): void {
    const id = this.nextId++;
    const text = requestText(id, call.method, call.params);
    const { link } = this;
    if (link === undefined || !link.isOpen) {
      throw lossOf(new ConnectionLost(1006, ""), call);
    }
    this.calls.add(id, call);
    if (call.progress !== undefined) {
      this.tell("subscribe", { events: ["progress"] }); // each time, as the user may unsubscribe
    }
    link.send(text);
  }

  /** Send a request whose answer nobody waits for. */
  tell(method: string, params: object): void {
    this.link?.send(requestText(this.nextId++, method, params));
  }

  /** Reject `call` with `reason`, and cancel its request, unless it was answered. */
  giveUp(call: PendingCall, reason: unknown): void {
    call.reject(reason);
    if (call.id !== undefined && this.calls.remove(call)) {
      this.tell("cancel_request", { request_id: call.id });
    }
  }
}
