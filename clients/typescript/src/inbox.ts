// What comes on a session's connections: answers go to their calls, and events to handlers and readers, each once.
import { Calls } from "./calls.ts";
import { EventFeed, MOST_KEPT, type SessionEvent } from "./feed.ts";
import { readerTooSlow } from "./gap.ts";
import type { ProgressParams } from "./generated.ts";
import { Handler } from "./handler.ts";
import { type Message, objectOf, parse } from "./messages.ts";
import type { Report } from "./options.ts";
import { Positions } from "./positions.ts";

const FRAME = "preview_frame";
const MISSED = "events_missed";
const MOST_FRAMES = 2; // that wait for a slow handler: live view is for the newest

/** Sorts messages. Between `hold` and `release`, events wait, while older ones are fetched. */
export class Inbox {
  readonly calls = new Calls();
  readonly feed = new EventFeed();
  readonly positions = new Positions();
  readonly report: Report;
  wantsProgress = false;
  /** Called when the service has dropped events that it had no room to send; they are held from then on. */
  onDropped: () => void = () => undefined;
  private readonly handlers = new Map<string, Set<Handler<any>>>();
  private held: { name: string; params: Message }[] | undefined;

  constructor(report: Report) {
    this.report = report;
  }

  /** Sort a message; one that makes no sense is reported, and ends nothing. */
  receive(data: unknown): void {
    try {
      const message = parse(data);
      if (message["method"] === undefined) {
        this.calls.settle(message);
      } else {
        this.notify(String(message["method"]), objectOf(message["params"]));
      }
    } catch (error) {
      this.report("Ignored a message that makes no sense.", error);
    }
  }

  /** Have events wait from now on. */
  hold(): void {
    this.held ??= [];
  }

  /** Pass on the events that waited, as far as they did not come otherwise. */
  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    held.forEach(({ name, params }) => this.deliver(name, params));
  }

  /** Forget the events that wait: their connection is gone, and they will be fetched. */
  dropHeld(): void {
    this.held = undefined;
  }

  /** Pass on a notification, unless it is an event that has come already. */
  deliver(name: string, params: Message): void {
    const { seq } = params;
    if (typeof seq !== "number" || this.positions.accept(name, seq)) {
      this.publish({ method: name, params } as unknown as SessionEvent);
    }
  }

  /** Pass on an event to all handlers and readers. */
  publish(event: SessionEvent): void {
    if (event.method !== FRAME) {
      this.feed.append(event);
    }
    this.handlers.get(event.method)?.forEach((handler) => handler.put(event.params));
  }

  /** Have `callback` called with the params of each event `name`; return what ends that. */
  addHandler(name: string, callback: (params: any) => unknown): () => void {
    const onDrop = name === FRAME || name === MISSED ? undefined : () => this.publish(readerTooSlow());
    const handler = new Handler(callback, name === FRAME ? MOST_FRAMES : MOST_KEPT, this.report, onDrop);
    const handlers = this.handlers.get(name) ?? new Set();
    this.handlers.set(name, handlers.add(handler));
    return () => {
      handlers.delete(handler);
      handler.stop();
    };
  }

  /** Call handlers no more with what waits for them. */
  stopHandlers(): void {
    this.handlers.forEach((handlers) => handlers.forEach((handler) => handler.stop()));
  }

  private notify(name: string, params: Message): void {
    if (name === "progress") {
      this.calls.report(params as unknown as ProgressParams);
      if (this.wantsProgress) {
        this.publish({ method: name, params } as unknown as SessionEvent);
      }
    } else if (name === "events_dropped") {
      this.hold();
      this.onDropped();
    } else if (this.held !== undefined && "seq" in params) {
      this.held.push({ name, params });
    } else {
      this.deliver(name, params);
    }
  }
}
