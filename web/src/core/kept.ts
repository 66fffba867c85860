// What a person has chosen on the page, kept for the tab.
import { Watched } from "./watched.ts";

/** Return a value that a reload of the tab does not change; `fallback` until it is set. */
export function kept(name: string, fallback: boolean): Watched<boolean>;
export function kept(name: string, fallback: number): Watched<number>;
export function kept(name: string, fallback: string): Watched<string>;
export function kept(name: string, fallback: unknown): Watched<any> {
  const key = `rpc-camera ${name}`;
  const value = new Watched(read(key, fallback));
  value.subscribe(() => sessionStorage.setItem(key, JSON.stringify(value.value)));
  return value;
}

function read(key: string, fallback: unknown): unknown {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return typeof found === typeof fallback ? found : fallback;
  } catch {
    return fallback; // not written by this version of the page
  }
}
