// What all elements of the page are.
import { type CSSResultGroup, LitElement } from "lit";
import { baseStyles } from "./base-styles.ts";
import { type Watched, Watching } from "./watched.ts";

/** An element with the page's styles; its own are `static styles = [PageElement.styles, css`…`]`. */
export class PageElement extends LitElement {
  static override styles: CSSResultGroup = baseStyles;

  /** Draw this element anew whenever one of `values` changes; for the constructor. */
  protected watch(...values: readonly Watched<any>[]): void {
    new Watching(this, ...values);
  }
}
