// The list of keys, which `?` shows.
import { css, html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";

const NAMES: Record<string, string> = { " ": "Space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };

@customElement("rc-key-list")
export class KeyList extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 8px 16px;
        margin: 16px 0;
      }
      kbd {
        padding: 2px 8px;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        font: 0.9em var(--mono);
      }
    `,
  ];

  @query("dialog") private readonly dialog!: HTMLDialogElement;

  constructor() {
    super();
    this.watch(keys);
  }

  /** Show the list, or hide it. */
  toggle(): void {
    this.dialog.open ? this.dialog.close() : this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${texts.keys.title}</h2>
      <dl>
        ${keys.value.map(({ key, label }) => html`<dt><kbd>${NAMES[key] ?? key}</kbd></dt><dd>${label}</dd>`)}
      </dl>
      <form method="dialog"><button>${texts.close}</button></form>
    </dialog>`;
  }
}
