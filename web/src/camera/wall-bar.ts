// The bar above the wall: which cameras are shown, how they are grouped, and what is done with all of them.
import { css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { grant, may } from "../service/grant.ts";
import { groupShutter } from "../service/group-shutter.ts";
import { texts } from "../texts.ts";
import { choices, chosenGrouping, grouping, GROUPINGS, type StateChoice, stateChoice, STATES, words } from "./wall-choice.ts";
import "../parts/icon.ts";

const t = texts.wall;
const FEW = 6; // cameras, of one host: all are in sight, and there is nothing to look for

/** `<rc-wall-bar .ids=${those that are shown}>`; a `walk` event where somebody wants to name them. */
@customElement("rc-wall-bar")
export class WallBar extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        padding: 8px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .bar {
        gap: 8px;
      }
      input {
        flex: 1 1 12rem;
        min-width: 8rem;
        max-width: 22rem;
      }
      select {
        flex: 0 1 auto;
        min-width: 0;
      }
      .count {
        min-width: 7.5rem;
        white-space: nowrap;
      }
      .away {
        display: flex;
        gap: 8px;
        margin-top: 8px;
        color: var(--bad);
        font-weight: 550;
      }
      @media (max-width: 700px) {
        :host {
          padding: 6px 8px;
        }
        .bar {
          gap: 6px;
        }
        input {
          flex-basis: calc(100% - 60px);
          max-width: none;
        }
        .walk {
          order: -1;
          width: var(--tap);
          padding: 0;
        }
        input {
          order: -2;
        }
        .words {
          display: none;
        }
        select {
          flex: 1 1 8rem;
        }
        .grow {
          flex-basis: 0;
        }
      }
    `,
  ];

  /** The ids of the cameras that are shown. */
  @property({ attribute: false }) ids: readonly string[] = [];
  @query("input") private readonly input!: HTMLInputElement | null;

  constructor() {
    super();
    this.watch(...choices, cameras.hosts, grant);
    new Keys(this, [{ key: "/", label: t.searchKey, run: () => this.input?.focus() }]);
  }

  override render() {
    const count = cameras.list.value?.length ?? 0;
    const away = cameras.hosts.value.filter(({ reachable }) => !reachable).map(({ host }) => host);
    return html`<div class="bar row">
        ${count > FEW || cameras.hosts.value.length > 1 ? this.filters() : nothing}
        <span class="count muted" role="status">${t.shown(this.ids.length, count)}</span>
        <span class="grow"></span>
        ${may("operate") ? this.forAll() : nothing}
      </div>
      <div role="status">${away.length === 0 ? nothing : html`<p class="away"><rc-icon name="warning"></rc-icon>${t.hostsAway(away)}</p>`}</div>`;
  }

  private forAll() {
    return html`<button class="quiet" title=${t.tickWhat} @click=${() => groupShutter.chooseAll(this.ids, true)}>${t.tickAll}</button>
        <button class="quiet" title=${t.tickWhat} @click=${() => groupShutter.chooseAll(this.ids, false)}>${t.tickNone}</button>
        <button class="walk" aria-label=${t.walk.open} title=${t.walk.openWhat} ?disabled=${this.ids.length === 0} @click=${() => this.dispatchEvent(new CustomEvent("walk"))}>
          <rc-icon name="tag"></rc-icon><span class="words">${t.walk.open}</span>
        </button>`;
  }

  private filters() {
    const now = grouping();
    return html`<input type="search" aria-label=${t.searchWhat} placeholder=${`${t.search} (/)`} title=${t.searchWhat} .value=${words.value}
        @input=${(event: Event) => (words.value = (event.target as HTMLInputElement).value)} />
      <select aria-label=${t.state} @change=${(event: Event) => (stateChoice.value = (event.target as HTMLSelectElement).value as StateChoice)}>
        ${STATES.map((each) => html`<option value=${each} .selected=${each === stateChoice.value}>${t.states[each]}</option>`)}
      </select>
      <select aria-label=${t.grouping} @change=${(event: Event) => (chosenGrouping.value = (event.target as HTMLSelectElement).value)}>
        ${GROUPINGS.map((each) => html`<option value=${each} .selected=${each === now}>${t.groupings[each]}</option>`)}
      </select>`;
  }
}
