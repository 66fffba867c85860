// Which pictures are selected.
import { Watched } from "../core/watched.ts";

/** A set of keys, and from where a range goes. */
export class Selection {
  readonly keys = new Watched<ReadonlySet<string>>(new Set());
  private anchor: string | undefined;

  has(key: string): boolean {
    return this.keys.value.has(key);
  }

  /** Select `key`, or do not; a range begins here. */
  toggle(key: string): void {
    const keys = new Set(this.keys.value);
    keys.delete(key) || keys.add(key);
    this.anchor = key;
    this.keys.value = keys;
  }

  /** Select all from where the last one was to `key`, in the order of `all`. */
  extend(key: string, all: readonly string[]): void {
    const from = this.anchor === undefined ? -1 : all.indexOf(this.anchor);
    const to = all.indexOf(key);
    if (from < 0) {
      this.toggle(key);
    } else {
      const range = all.slice(Math.min(from, to), Math.max(from, to) + 1);
      this.keys.value = new Set([...this.keys.value, ...range]);
    }
  }

  /** Begin a range here. */
  begin(key: string): void {
    this.anchor = key;
  }

  set(keys: Iterable<string>): void {
    this.keys.value = new Set(keys);
  }

  clear(): void {
    this.anchor = undefined;
    this.set([]);
  }

  /** Forget some of them. */
  drop(keys: readonly string[]): void {
    this.set([...this.keys.value].filter((key) => !keys.includes(key)));
  }

  /** Forget those that are not there any more. */
  keep(there: ReadonlySet<string>): void {
    const kept = [...this.keys.value].filter((key) => there.has(key));
    if (kept.length < this.keys.value.size) {
      this.set(kept);
    }
  }
}
