// The service's event log, as far back as the service has it, and what comes.
import type { EventName, GetEventsResult, Session } from "rpc-camera-client";
import { explain, type Failure } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import { connection } from "./connection.ts";

/** An event of the log. */
export interface LogEvent {
  key: number;
  seq: number;
  /** When it happened, as RFC 3339. */
  at: string;
  name: string;
  camera: string | undefined;
  params: Readonly<Record<string, unknown>>;
}

/** A place where events are missing. */
export interface LogGap {
  key: number;
  gap: string;
}

export type LogLine = LogEvent | LogGap;

export const MOST_LINES = 2_000;
const PAGE = 1_000;
const SHOWN_MS = 150; // between two looks at what comes: nobody reads faster, and each moves all rows
const MANY = 50; // lines in one look, which nobody reads at all
const MANY_SHOWN_MS = 600;

/** Reads the log from the moment that somebody looks at it first. */
export class Events {
  /** The newest first. */
  readonly lines = new Watched<readonly LogLine[]>([]);
  /** Whether the log was read to its end; until then `lines` may lack events. */
  readonly isComplete = new Watched(false);
  /** Why the log cannot be read. */
  readonly failure = new Watched<Failure | undefined>(undefined);
  private isStarted = false;
  private session: Session | undefined;
  private logId: string | undefined;
  private lastSeq = 0;
  private lastKey = 0;
  private isReading = false;
  private isToReadAgain = false;
  private readonly fresh: LogLine[] = []; // that `lines` is still to get, the oldest first
  private timer: number | undefined;

  start(): void {
    if (!this.isStarted) {
      this.isStarted = true;
      connection.session.subscribe(() => this.follow(connection.session.value));
      this.follow(connection.session.value);
    }
  }

  private follow(session: Session | undefined): void {
    this.session = session;
    this.lines.value = [];
    this.fresh.length = 0;
    this.logId = undefined;
    this.lastSeq = 0;
    this.isComplete.value = false;
    if (session === undefined) {
      return;
    }
    session.onConnection((isConnected) => {
      if (session === this.session) {
        this.isComplete.value = false;
        if (isConnected) {
          void this.read(session);
        }
      }
    });
    session.onEventsMissed(() => void this.read(session));
    void this.listen(session);
  }

  private async listen(session: Session): Promise<void> {
    try {
      const { events } = await session.getServerInfo();
      events.forEach((name) => session.on(name, (params) => this.hear(session, name, params)));
    } catch (error) {
      this.failure.value = explain(error);
    }
    await this.read(session);
  }

  private hear(session: Session, name: EventName, params: { seq: number; at: string }): void {
    if (session !== this.session) {
      return;
    }
    if (this.isComplete.value && params.seq === this.lastSeq + 1) {
      this.lastSeq = params.seq;
      this.add([this.lineOf(params.seq, name, params)]);
    } else if (!this.isComplete.value || params.seq > this.lastSeq) {
      void this.read(session);
    }
  }

  /** Read on from where `lines` ends, to the end of the log. */
  private async read(session: Session): Promise<void> {
    if (this.isReading) {
      this.isToReadAgain = true;
      return;
    }
    this.isReading = true;
    try {
      do {
        this.isToReadAgain = false;
        await this.readToTheEnd(session);
      } while (this.isToReadAgain && session === this.session);
      clearTimeout(this.timer);
      this.show();
      this.isComplete.value = session === this.session;
      this.failure.value = undefined;
    } catch (error) {
      this.failure.value = session.isConnected ? explain(error) : undefined; // without a connection it is read again after
    } finally {
      this.isReading = false;
    }
    if (session !== this.session && this.session !== undefined) {
      await this.read(this.session);
    }
  }

  private async readToTheEnd(session: Session): Promise<void> {
    for (let more = true; more; ) {
      const log = this.logId === undefined ? {} : { log_id: this.logId };
      const answer = await session.getEvents({ since: this.lastSeq, limit: PAGE, ...log });
      if (session !== this.session) {
        return;
      }
      this.take(answer);
      more = answer.more;
    }
  }

  private take({ log_id, events, gap, last_seq }: GetEventsResult): void {
    const words = this.gapWords(log_id, gap, events[0]?.seq);
    this.add(words === undefined ? [] : [{ key: ++this.lastKey, gap: words }]);
    this.add(events.map(({ seq, event, params }) => this.lineOf(seq, event, params)));
    this.logId = log_id;
    this.lastSeq = events.at(-1)?.seq ?? last_seq;
  }

  private gapWords(logId: string, isGap: boolean, first: number | undefined): string | undefined {
    if (this.logId !== undefined && this.logId !== logId) {
      return texts.log.restarted;
    }
    return isGap ? texts.log.forgotten(first) : undefined;
  }

  private lineOf(seq: number, name: string, params: object): LogEvent {
    const { at, camera } = params as { at: string; camera?: string };
    return { key: ++this.lastKey, seq, at, name, camera, params: params as Record<string, unknown> };
  }

  /** Add lines, the oldest first: at once, or soon where others have just been added. */
  private add(added: readonly LogLine[]): void {
    this.fresh.push(...added);
    if (this.timer === undefined) {
      this.show();
    }
  }

  private readonly show = (): void => {
    this.timer = undefined;
    if (this.fresh.length > 0) {
      this.lines.value = [...this.fresh.toReversed(), ...this.lines.value].slice(0, MOST_LINES);
      this.timer = setTimeout(this.show, this.fresh.length > MANY ? MANY_SHOWN_MS : SHOWN_MS);
      this.fresh.length = 0;
    }
  };
}

export const events = new Events();
