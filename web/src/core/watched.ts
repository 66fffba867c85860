// A value that elements show: they are drawn anew when it changes.
import type { ReactiveController, ReactiveControllerHost } from "lit";

type Listener = () => void;

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

/** Has its host drawn anew when one of the values changes, as long as the host is on the page. */
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
    this.ends = this.values.map((value) => value.subscribe(() => this.host.requestUpdate()));
    this.host.requestUpdate(); // what changed while it was away
  }

  hostDisconnected(): void {
    this.ends.splice(0).forEach((end) => end());
  }
}
