// What the service says, which sets names in backquotes.
import { html } from "lit";

/** Return a text with what is between backquotes as code. */
export function withCode(text = ""): unknown[] {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
}
