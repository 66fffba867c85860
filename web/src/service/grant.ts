// What the page's token is good for.
import type { Grant, Scope } from "rpc-camera-client";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";

const SCOPES: readonly Scope[] = ["view", "operate", "admin"]; // each is good for what those before it are good for

/** What the service says of the token that the page has shown; undefined before it was asked. */
export const grant = new Watched<Grant | undefined>(undefined);

/** Return why the token is not good for what needs this scope, in a sentence; undefined where it is. */
export function whyForbidden(needed: Scope): string | undefined {
  const { value } = grant;
  const isEnough = value === undefined || SCOPES.indexOf(value.scope) >= SCOPES.indexOf(needed);
  return isEnough ? undefined : texts.grant.forbidden(value.name, texts.grant.scopes[value.scope]);
}

/** Whether the token is good for what needs this scope: what it is not good for is not shown. */
export function may(needed: Scope): boolean {
  return whyForbidden(needed) === undefined;
}
