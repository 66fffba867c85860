// What lies over a view has an entry of the browser's history, so that Back closes it and the view stays.

interface Entry {
  isOver: true;
}

let close: (() => void) | undefined; // what lies there, once its entry is made
let wanted: (() => void) | undefined;
let gone: Promise<void> = Promise.resolve(); // once the entry of what was closed before is gone

/** Call `closing` when the person goes back; to be told by `leaveOver` when it closes otherwise. */
export function goOver(closing: () => void): void {
  wanted = closing;
  void gone.then(() => {
    if (wanted === closing && close !== closing) {
      close = closing;
      history.pushState({ isOver: true } satisfies Entry, "");
    }
  });
}

/** Take the entry away again, as if nothing had been opened. */
export function leaveOver(closing: () => void): void {
  if (wanted === closing) {
    wanted = undefined;
  }
  if (close === closing) {
    close = undefined;
    takeBack();
  }
}

addEventListener("popstate", () => {
  if (isEntry()) {
    if (close === undefined) {
      takeBack(); // Forward: there is nothing to open again
    }
    return;
  }
  const closing = close;
  close = wanted = undefined;
  closing?.();
});

if (isEntry()) {
  takeBack(); // the page was loaded anew
}

function isEntry(): boolean {
  return (history.state as Partial<Entry> | null)?.isOver === true;
}

function takeBack(): void {
  if (isEntry()) {
    gone = new Promise((resolve) => addEventListener("popstate", () => resolve(), { once: true }));
    history.back();
  }
}
