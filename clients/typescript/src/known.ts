// What the service knows of a session's connection, so that it can be restored on the next one.
import type { PendingCall } from "./calls.ts";
import { RpcCameraError } from "./errors.ts";
import { TRAITS } from "./generated.ts";
import type { Inbox } from "./inbox.ts";

const PROGRESS = "progress";

/** Sends a call, and returns its result. */
export type Send = (method: string, params: object) => Promise<any>;

/** The camera that is selected, and the names that are subscribed to. */
export class Known {
  private readonly inbox: Inbox;
  private selected: string | undefined;
  private isSelectionRestored = true;

  constructor(inbox: Inbox) {
    this.inbox = inbox;
  }

  /** Return what notes the result of a call that changes what the service knows. */
  noting(method: string, params: object): ((result: any) => void) | undefined {
    const { events = [] } = params as { events?: string[] };
    switch (method) {
      case "select_camera":
        return ({ camera }) => {
          this.selected = camera.id;
          this.isSelectionRestored = true;
        };
      case "subscribe":
        return ({ last_seq: lastSeq, log_id: logId }) => {
          this.inbox.wantsProgress ||= events.includes(PROGRESS);
          this.inbox.positions.subscribe(withoutProgress(events), lastSeq, logId);
        };
      case "unsubscribe":
        return () => {
          this.inbox.wantsProgress &&= !events.includes(PROGRESS);
          this.inbox.positions.unsubscribe(events);
        };
      default:
        return undefined;
    }
  }

  /** Return the result of `call`, which `send` sends; events of a `subscribe` may come before its answer. */
  async expecting(call: PendingCall, send: () => Promise<any>): Promise<any> {
    const { positions } = this.inbox;
    const { events } = call.params as { events?: string[] };
    const names = call.method === "subscribe" ? withoutProgress(events) : [];
    positions.expect(names);
    try {
      return await send();
    } finally {
      positions.forgetUnanswered(names);
    }
  }

  /** Select the camera again that a call without `camera` means: another must not stand in for it. */
  async restoreSelection({ method, params }: PendingCall, send: Send): Promise<void> {
    const { camera, cameras } = params as { camera?: unknown; cameras?: unknown };
    if (!this.isSelectionRestored && camera == null && cameras == null && TRAITS.get(method)?.takesCamera === true) {
      await send("select_camera", { camera: this.selected });
    }
  }

  /** Say whether `restoreSelection` has something to do for some calls. */
  get lacksSelection(): boolean {
    return !this.isSelectionRestored;
  }

  /** Have a new connection as the last one was. `again` is what sends a call whose result is not noted. */
  async restore(send: Send, again: Send): Promise<void> {
    if (this.selected !== undefined) {
      this.isSelectionRestored = false;
      try {
        await send("select_camera", { camera: this.selected });
      } catch (error) {
        if (!(error instanceof RpcCameraError)) {
          throw error;
        } // it may come later: calls that mean it try again
      }
    }
    const events = [...this.inbox.positions.names, ...(this.inbox.wantsProgress ? [PROGRESS] : [])];
    if (events.length > 0) {
      await again("subscribe", { events }); // its answer changes no position
    }
  }
}

function withoutProgress(events: string[] = []): string[] {
  return events.filter((name) => name !== PROGRESS);
}
