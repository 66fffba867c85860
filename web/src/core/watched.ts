// A value that elements show: they are drawn anew when it changes.
import type { ReactiveController, ReactiveControllerHost } from "lit";

type Listener = () => void;

const UNSEEN_MS = 250; // a page that nobody sees has no frames
const waiting = new Set<ReactiveControllerHost>();

/** A value with listeners. */
export class Watched<Value> {
  private current: Value;
  private readonly listeners = new Set<Listener>();

  constructor(value: Value) {
    this.current = value;
  }

  get value(): Value {
    return this.current;
  }

  set value(value: Value) {
    if (!Object.is(value, this.current)) {
      this.current = value;
      this.listeners.forEach((listener) => listener());
    }
  }

  /** Call `listener` after each change; returns a function that ends that. */
  subscribe(listener: Listener): Listener {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

/** Has its host drawn anew at the next frame after one of the values has changed, as long as the host is on the page. */
export class Watching implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly values: readonly Watched<any>[];
  private ends: Listener[] = [];

  constructor(host: ReactiveControllerHost, ...values: readonly Watched<any>[]) {
    this.host = host;
    this.values = values;
    host.addController(this);
  }

  hostConnected(): void {
    this.ends = this.values.map((value) => value.subscribe(() => drawSoon(this.host)));
    this.host.requestUpdate(); // what changed while it was away
  }

  hostDisconnected(): void {
    this.ends.splice(0).forEach((end) => end());
  }
}

/** Have `host` drawn at the next frame, once for all that changes until then: events may come faster than a screen shows them. */
function drawSoon(host: ReactiveControllerHost): void {
  waiting.add(host);
  if (waiting.size === 1) {
    const frame = requestAnimationFrame(() => draw());
    const timer = setTimeout(() => draw(), UNSEEN_MS);
    const draw = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      const hosts = [...waiting];
      waiting.clear();
      hosts.forEach((each) => each.requestUpdate());
    };
  }
}
