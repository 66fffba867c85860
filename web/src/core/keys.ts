// Keys that do something on the view that is shown; `?` lists them.
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { Watched } from "./watched.ts";

export interface Key {
  /** As `KeyboardEvent.key` has it: " ", "ArrowLeft", "?". */
  key: string;
  /** What it does, for the list. */
  label: string;
  run(event: KeyboardEvent): void;
}

/** The keys that work now. */
export const keys = new Watched<readonly Key[]>([]);

/** Has `own` work as long as its host is on the page. */
export class Keys implements ReactiveController {
  private readonly own: readonly Key[];

  constructor(host: ReactiveControllerHost, own: readonly Key[]) {
    this.own = own;
    host.addController(this);
  }

  hostConnected(): void {
    keys.value = [...keys.value, ...this.own];
  }

  hostDisconnected(): void {
    keys.value = keys.value.filter((key) => !this.own.includes(key));
  }
}

/** Run the key that was pressed, unless it is meant for what has the focus. */
export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTakenByFocus(event)) {
    return;
  }
  const found = keys.value.findLast(({ key }) => key === event.key);
  if (found !== undefined) {
    event.preventDefault();
    found.run(event);
  }
}

function isTakenByFocus(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  const isPressed = event.key === "Enter" && target.matches("button, a, summary, [role=button]");
  const isPressedBySpace = event.key === " " && target.matches("button, summary, [role=button]"); // links are not
  return isPressed || isPressedBySpace || target.matches("input, select, textarea, [contenteditable]") || target.closest("dialog") !== null;
}
