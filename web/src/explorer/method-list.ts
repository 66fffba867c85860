// All methods by their tags, and the notifications, with a search over both.
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { href } from "../core/route.ts";
import { texts } from "../texts.ts";
import type { Contract } from "./contract.ts";

interface Entry {
  name: string;
  summary?: string;
  description?: string;
  isUnsafe: boolean;
}

const t = texts.explorer;

/** `<rc-method-list .contract .current>`. */
@customElement("rc-method-list")
export class MethodList extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        padding: 0 12px 12px;
      }
      input {
        width: 100%;
      }
      .search {
        position: sticky;
        top: 0;
        z-index: 1;
        margin: 0 -12px;
        padding: 12px;
        background: var(--surface);
      }
      h2 {
        margin: 12px 8px 4px;
        color: var(--muted);
        font-size: 0.82rem;
      }
      a {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 30px;
        padding: 2px 8px;
        border-radius: 6px;
        color: var(--text);
        font: 0.88rem var(--mono);
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      a:hover {
        background: var(--sunken);
      }
      a[aria-current="page"] {
        background: var(--sunken);
        color: var(--accent);
        font-weight: 600;
      }
      .legend {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 8px 0;
        font-size: 0.82rem;
      }
      a .mark {
        margin-left: auto;
      }
      .mark {
        width: 8px;
        height: 8px;
        flex: none;
        border: 2px solid var(--warn);
        border-radius: 2px;
      }
      [role="status"] {
        padding: 12px 8px;
      }
      @media (pointer: coarse) {
        a {
          min-height: var(--tap);
        }
      }
    `,
  ];

  @property({ attribute: false }) contract!: Contract;
  @property({ attribute: false }) current: string | undefined;
  @state() private words: readonly string[] = [];
  @query("input") private readonly input!: HTMLInputElement;

  constructor() {
    super();
    new Keys(this, [{ key: "/", label: t.searchKey, run: () => this.input.focus() }]);
  }

  override render() {
    const { groups, notifications } = this.contract;
    const all: [string, Entry[]][] = [
      ...[...groups].map(([tag, methods]): [string, Entry[]] => [tag, methods.map((one) => ({ ...one, isUnsafe: one["x-safe"] === false }))]),
      [t.notifications, notifications.map((one) => ({ ...one, isUnsafe: false }))],
    ];
    const found = all.map(([tag, entries]) => [tag, entries.filter((entry) => this.isFound(tag, entry))] as const).filter(([, entries]) => entries.length > 0);
    return html`<div class="search"><input type="search" aria-label=${t.search} placeholder=${`${t.search} (/)`} @input=${this.search} />
        <p class="muted legend" aria-hidden="true"><span class="mark"></span>${t.changes}</p></div>
      <nav aria-label=${t.list}>${found.map(([tag, entries]) => html`<h2>${tag}</h2><ul>${entries.map((entry) => this.entry(entry))}</ul>`)}</nav>
      ${found.length === 0 ? html`<p class="muted" role="status">${t.nothingFound}</p>` : nothing}`;
  }

  private entry({ name, summary, isUnsafe }: Entry) {
    return html`<li><a href=${href("explorer", name)} title=${summary ?? ""} aria-current=${name === this.current ? "page" : nothing}>
      ${name}${isUnsafe ? html`<span class="mark" title=${t.changes}></span><span class="visually-hidden">${t.changes}</span>` : nothing}
    </a></li>`;
  }

  private isFound(tag: string, { name, summary = "", description = "" }: Entry): boolean {
    const text = `${tag} ${name} ${summary} ${description}`.toLowerCase();
    return this.words.every((word) => text.includes(word));
  }

  private search(): void {
    this.words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
  }
}
