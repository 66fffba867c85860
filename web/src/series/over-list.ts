// The sequences that are over, the last first.
import type { Sequence } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { dateAndTime } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { isUnderWay, picturesPerFrame, sequences } from "../service/sequences.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import { nameOf, planOf } from "./describe.ts";

const SHOWN = 8;

@customElement("rc-over-list")
export class OverList extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .card {
        padding: 4px 16px;
      }
      li {
        display: grid;
        gap: 2px;
        padding: 10px 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .state {
        font-weight: 550;
      }
      .state.failed,
      .state.interrupted {
        color: var(--bad);
      }
      .state.completed {
        color: var(--good);
      }
      .head {
        gap: 2px 12px;
      }
      .small {
        font-size: 0.88rem;
      }
      button {
        margin: 8px 0;
      }
    `,
  ];

  @state() private showsAll = false;

  constructor() {
    super();
    this.watch(sequences.list, sequences.unreadable, cameras.list);
  }

  override render() {
    const { series } = texts;
    const over = (sequences.list.value ?? []).filter((each) => !isUnderWay(each)).toReversed();
    const unreadable = sequences.unreadable.value;
    return html`
      ${over.length === 0
        ? html`<p class="muted">${series.noneOver}</p>`
        : html`<ul class="card">${over.slice(0, this.showsAll ? over.length : SHOWN).map((each) => this.item(each))}</ul>`}
      ${over.length > SHOWN && !this.showsAll
        ? html`<button @click=${() => (this.showsAll = true)}>${series.showAll(over.length)}</button>`
        : nothing}
      ${unreadable.length > 0 ? html`<p class="muted small">${series.unreadable(unreadable.join(", "))}</p>` : nothing}`;
  }

  private item(sequence: Sequence) {
    const { series } = texts;
    const { state, frames, frames_taken, frames_failed, slots_missed, ended_at, reason, not_restored } = sequence;
    const why = reason ?? (state === "interrupted" ? { message: series.interrupted, remedy: undefined } : undefined);
    return html`<li>
      <div class="row spread head">
        <span><strong>${nameOf(sequence)}</strong> <span class="muted small">${cameras.nameOf(sequence.camera)} · ${planOf(sequence)}</span></span>
        ${ended_at === undefined ? nothing : html`<span class="muted small">${dateAndTime(ended_at)}</span>`}
      </div>
      <p><span class="state ${state}">${series.states[state]}</span>: ${series.counts(frames_taken, frames, slots_missed, frames_failed, picturesPerFrame(sequence))}</p>
      ${why === undefined ? nothing : html`<p class="small">${withCode(why.message)} <span class="muted">${withCode(why.remedy)}</span></p>`}
      ${not_restored === undefined ? nothing : html`<p class="small">${series.notRestored(not_restored.join(", "))}</p>`}
    </li>`;
  }
}
