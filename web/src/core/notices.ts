// What the page tells in passing: on the screen for a while, and to screen readers.
import { explain, type Failure, isAbort } from "./failure.ts";
import { Watched } from "./watched.ts";

export interface Notice extends Failure {
  id: number;
  kind: "good" | "bad" | "plain";
}

const MOST = 4;
const SHOWN_MS = { good: 5_000, plain: 6_000, bad: 15_000 };

/** The notices that are on the screen, the newest last. */
export class Notices {
  readonly shown = new Watched<readonly Notice[]>([]);
  /** The last text for screen readers that no notice shows. */
  readonly spoken = new Watched<string>("");
  private lastId = 0;

  /** Show `message` for a while. */
  tell(message: string, kind: Notice["kind"] = "plain"): void {
    this.add({ message, kind });
  }

  /** Show what was thrown, with what to do about it; a call that was given up on purpose is no news. */
  fail(error: unknown): void {
    if (!isAbort(error)) {
      this.add({ ...explain(error), kind: "bad" });
    }
  }

  /** Have screen readers say `text`. */
  say(text: string): void {
    this.spoken.value = text;
  }

  dismiss(id: number): void {
    this.shown.value = this.shown.value.filter((notice) => notice.id !== id);
  }

  private add(notice: Omit<Notice, "id">): void {
    const id = ++this.lastId;
    const others = this.shown.value.filter(({ message }) => message !== notice.message); // said again, it is shown once
    this.shown.value = [...others, { ...notice, id }].slice(-MOST);
    setTimeout(() => this.dismiss(id), SHOWN_MS[notice.kind]);
  }
}

export const notices = new Notices();
