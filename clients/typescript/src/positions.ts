// Which events a session has had: each is passed on once, whatever comes twice.

/**
 * For each event's name that is subscribed to, the number up to which nothing is missing.
 *
 * The service sends the events of a connection in the order of their numbers. So one that comes also says that there are
 * none before it that were not sent, of whatever name.
 */
export class Positions {
  logId: string | undefined;
  private readonly reached = new Map<string, number | undefined>(); // undefined: its `subscribe` is not answered yet

  /** The names subscribed to. */
  get names(): string[] {
    return this.answered().map(([name]) => name);
  }

  /** The number after which events may be missing; undefined when there is nothing to miss. */
  get since(): number | undefined {
    const reached = this.answered().map(([, seq]) => seq);
    return reached.length === 0 ? undefined : Math.min(...reached);
  }

  /** Note that `subscribe` is being sent for `names`: their events may come before the answer. */
  expect(names: Iterable<string>): void {
    for (const name of names) {
      this.reached.set(name, this.reached.get(name));
    }
  }

  /** Note that `subscribe` was answered: newer events than `lastSeq` are due from now on. */
  subscribe(names: Iterable<string>, lastSeq: number, logId: string): void {
    this.logId = logId;
    for (const name of names) {
      this.reached.set(name, this.reached.get(name) ?? lastSeq);
    }
  }

  /** Note that events of `names` are not due any more. */
  unsubscribe(names: Iterable<string>): void {
    for (const name of names) {
      this.reached.delete(name);
    }
  }

  /** Drop those of `names` whose `subscribe` was not answered. */
  forgetUnanswered(names: Iterable<string>): void {
    for (const name of names) {
      if (this.reached.get(name) === undefined) {
        this.reached.delete(name);
      }
    }
  }

  /** Say whether the event is new, and note that it has come. */
  accept(name: string, seq: number): boolean {
    const reached = this.reached.get(name);
    if (reached !== undefined && seq <= reached) {
      return false;
    }
    if (this.reached.has(name)) {
      this.reached.set(name, seq);
      this.catchUp(seq);
    }
    return true;
  }

  /** Note that nothing is missing up to `seq`. */
  catchUp(seq: number): void {
    this.answered().forEach(([name, reached]) => this.reached.set(name, Math.max(reached, seq)));
  }

  /** Note that another log has begun: all its events are new. */
  beginLog(logId: string): void {
    this.logId = logId;
    this.answered().forEach(([name]) => this.reached.set(name, 0));
  }

  private answered(): [string, number][] {
    return [...this.reached].filter((each): each is [string, number] => each[1] !== undefined);
  }
}
