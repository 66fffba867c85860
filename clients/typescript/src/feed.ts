// The events of a session, kept until they are read, for any number of readers.
import { type EventsMissedNotification, readerTooSlow } from "./gap.ts";
import type { Notification } from "./generated.ts";

export const MOST_KEPT = 10_000;

export type SessionEvent = Notification | EventsMissedNotification;

/** Events by their index from the session's start; those that all readers have had are forgotten. */
export class EventFeed {
  private readonly kept: SessionEvent[] = [];
  private first = 0; // the index of the first that is kept
  private unread = 0; // the index of the first that no reader has had
  private readonly streams = new Set<EventStream>();
  private ended = false;
  private failure: Error | undefined;

  /** Add an event; of too many that wait, the oldest is dropped. */
  append(event: SessionEvent): void {
    this.kept.push(event);
    if (this.kept.length > MOST_KEPT) {
      this.drop();
    }
    this.wake();
  }

  /** Have all readers end after the last event, with `failure` if there is one. */
  end(failure: Error | undefined): void {
    this.ended = true;
    this.failure = failure;
    this.wake();
  }

  /** Return a reader that begins with the first event that no reader has had. */
  stream(): EventStream {
    const stream = new EventStream(this, this.unread);
    this.streams.add(stream);
    return stream;
  }

  /** Return the event at `index` and the index of the next, or why there is none. */
  read(index: number): { event: SessionEvent; next: number } | "wait" | "end" {
    if (index < this.first) {
      return { event: readerTooSlow(), next: this.first };
    }
    const event = this.kept[index - this.first];
    if (event !== undefined) {
      return { event, next: index + 1 };
    }
    if (this.failure !== undefined) {
      throw this.failure;
    }
    return this.ended ? "end" : "wait";
  }

  /** Forget what all readers have had, now that one has had all before `index`. */
  noteRead(index: number): void {
    this.unread = Math.max(this.unread, index);
    const needed = Math.min(this.unread, ...[...this.streams].map((stream) => stream.index));
    while (this.first < needed) {
      this.drop();
    }
  }

  /** Keep nothing for `stream` any more. */
  remove(stream: EventStream): void {
    this.streams.delete(stream);
    this.noteRead(this.unread);
  }

  private drop(): void {
    this.kept.shift();
    this.first += 1;
  }

  private wake(): void {
    this.streams.forEach((stream) => stream.wake());
  }
}

/** An iterator over events. It ends when the session is closed; rejected with what else ends the session. */
export class EventStream implements AsyncIterableIterator<SessionEvent> {
  index: number;
  private readonly feed: EventFeed;
  private readonly wakes: (() => void)[] = [];
  private done = false;

  constructor(feed: EventFeed, index: number) {
    this.feed = feed;
    this.index = index;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<SessionEvent, undefined>> {
    while (!this.done) {
      const found = this.feed.read(this.index);
      if (found === "end") {
        break;
      }
      if (found !== "wait") {
        this.index = found.next;
        this.feed.noteRead(this.index);
        return { value: found.event, done: false };
      }
      await new Promise<void>((resolve) => this.wakes.push(resolve));
    }
    return { value: undefined, done: true };
  }

  /** Need no more events, as `break` does; what this reader has not had is not kept for it. */
  async return(): Promise<IteratorResult<SessionEvent, undefined>> {
    this.done = true;
    this.feed.remove(this);
    this.wake();
    return { value: undefined, done: true };
  }

  /** Look again whether an event is there. */
  wake(): void {
    this.wakes.splice(0).forEach((resolve) => resolve());
  }
}
