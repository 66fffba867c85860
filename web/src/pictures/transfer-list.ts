// What is on its way, and what did not arrive and why.
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { bytes } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { type Transfer, transfers } from "../service/transfers.ts";
import { texts } from "../texts.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";

@customElement("rc-transfers")
export class TransferList extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      ul {
        max-height: 40vh;
        padding: 0 16px;
        overflow: auto;
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 4px 10px;
        padding: 6px 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .name {
        display: flex;
        gap: 4px 12px;
        flex-wrap: wrap;
        overflow-wrap: anywhere;
      }
      progress {
        width: 100%;
      }
      .wide {
        grid-column: 2 / -1;
      }
    `,
  ];

  private readonly resizing = new ResizeObserver(() => tellHeight(this.offsetHeight));

  constructor() {
    super();
    this.watch(transfers.list);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
    tellHeight(0);
  }

  override render() {
    const { value } = transfers.list;
    return value.length === 0 ? nothing : html`<ul aria-label=${texts.pictures.transfers}>
      ${repeat(value, ({ id }) => id, (transfer) => this.item(transfer))}
    </ul>`;
  }

  private item(transfer: Transfer) {
    const { id, kind, name, state, failure } = transfer;
    const isOver = state === "done" || state === "failed" || state === "browser";
    const label = isOver ? texts.dismiss : texts.pictures.giveUp(name);
    return html`<li>
      <rc-icon name=${state === "done" ? "check" : state === "failed" ? "warning" : kind}></rc-icon>
      <span class="name"><strong>${name}</strong><span class="muted">${this.words(transfer)}</span></span>
      <button class="quiet icon" aria-label=${label} title=${label} @click=${() => transfers.dismiss(id)}><rc-icon name="close"></rc-icon></button>
      ${state === "running" ? this.bar(transfer) : nothing}
      ${failure === undefined ? nothing : html`<rc-failure class="wide" .failure=${failure}></rc-failure>`}
    </li>`;
  }

  private bar({ name, done, total }: Transfer) {
    return total === undefined
      ? html`<progress class="wide" aria-label=${name}></progress>`
      : html`<progress class="wide" aria-label=${name} max=${total} .value=${done}></progress>`;
  }

  private words({ kind, state, done, total }: Transfer): string {
    if (state === "running" && total !== undefined) {
      return texts.pictures.loaded(bytes(done), bytes(total));
    }
    return texts.pictures.transferStates[kind][state];
  }
}

/** Notices stand above the list, not on it. */
function tellHeight(pixels: number): void {
  document.documentElement.style.setProperty("--transfers", `${pixels}px`);
}
