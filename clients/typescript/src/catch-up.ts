// Brings back the events that did not come, from the service's log.
import { RpcCameraError } from "./errors.ts";
import { logEnded, logFull, readerTooSlow } from "./gap.ts";
import type { GetEventsResult } from "./generated.ts";
import type { Inbox } from "./inbox.ts";
import type { Send } from "./known.ts";

/** Fetches what is missing while `inbox` holds what comes. */
export class CatchUp {
  private readonly inbox: Inbox;
  private readonly ask: Send;
  private isRunning = false;
  private isDue = false;

  constructor(inbox: Inbox, ask: Send) {
    this.inbox = inbox;
    this.ask = ask;
    inbox.onDropped = () => this.noteDrop();
  }

  /**
   * Pass on the events that are missing, each once and in order, then those that the inbox held meanwhile.
   *
   * Rejected when the connection ends; what was not passed on is still missing.
   */
  async run(): Promise<void> {
    this.isDue = true;
    if (this.isRunning) {
      return;
    }
    this.isRunning = true;
    try {
      while (this.isDue) {
        this.isDue = false;
        await this.fetch();
      }
    } finally {
      this.isRunning = false;
    }
    this.inbox.release();
  }

  /** Do the same for events that the service had no room to send. */
  private noteDrop(): void {
    this.isDue = true; // at once: what comes next must not be passed on by a run that is about to end
    if (!this.isRunning) {
      void this.runAfterDrop();
    }
  }

  private async runAfterDrop(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      if (error instanceof RpcCameraError) {
        this.inbox.publish(readerTooSlow());
        this.inbox.release();
      } // else the next connection fetches them
    }
  }

  private async fetch(): Promise<void> {
    const { positions } = this.inbox;
    let { since } = positions;
    while (since !== undefined) {
      const page: GetEventsResult = await this.ask("get_events", { since, log_id: positions.logId });
      if (page.log_id !== positions.logId) {
        positions.beginLog(page.log_id);
        this.inbox.publish(logEnded(since));
      } else if (page.gap) {
        this.inbox.publish(logFull(since, page.oldest_seq));
      }
      this.passOn(page.events);
      const reached = page.more ? (page.events.at(-1)?.seq ?? page.last_seq) : page.last_seq;
      positions.catchUp(reached);
      since = page.more ? reached : undefined;
    }
  }

  private passOn(events: GetEventsResult["events"]): void {
    const wanted = new Set<string>(this.inbox.positions.names);
    for (const { event, params } of events) {
      if (wanted.has(event)) {
        this.inbox.deliver(event, params);
      }
    }
  }
}
