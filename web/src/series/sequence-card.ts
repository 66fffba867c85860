// A sequence that is under way: how far it is, when the next picture comes, what went wrong, and its end.
import type { Sequence } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { clock, timeOfDay } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { serviceClock } from "../service/clock.ts";
import { dueMs, missed, picturesPerFrame } from "../service/sequences.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import { nameOf, planOf } from "./describe.ts";
import "./stop-button.ts";

const TICK_MS = 250;

/** `<rc-sequence-card .sequence=${sequence}>` */
@customElement("rc-sequence-card")
export class SequenceCard extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      header {
        display: flex;
        gap: 12px;
        align-items: flex-start;
      }
      .state {
        flex: none;
        padding: 1px 10px;
        border: 1px solid var(--line-strong);
        border-radius: 999px;
        font-size: 0.82rem;
        font-weight: 550;
      }
      .state.waiting {
        border-color: var(--warn);
        background: var(--warn-ground);
        color: var(--warn);
      }
      .state.running {
        border-color: var(--good);
        background: var(--good-ground);
        color: var(--good);
      }
      progress {
        width: 100%;
        height: 8px;
        border: 0;
        border-radius: 4px;
        background: var(--sunken);
        overflow: clip;
      }
      progress::-webkit-progress-bar {
        background: var(--sunken);
      }
      progress::-webkit-progress-value {
        background: var(--accent-ground);
      }
      progress::-moz-progress-bar {
        background: var(--accent-ground);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(max(7.5rem, 28%), 1fr));
        gap: 10px 16px;
      }
      dt {
        color: var(--muted);
        font-size: 0.82rem;
      }
      dd {
        font-weight: 550;
        font-variant-numeric: tabular-nums;
      }
      dd.large {
        font-size: 1.35rem;
        line-height: 1.2;
      }
      dd.at {
        font-size: 0.88rem;
        font-weight: 400;
      }
      .bad {
        color: var(--bad);
      }
      .away {
        padding: 10px 12px;
        border-radius: 4px;
        background: var(--warn-ground);
        color: var(--warn);
      }
      details li {
        display: grid;
        gap: 2px;
        padding: 8px 0;
        border-bottom: 1px solid var(--line);
      }
      summary {
        cursor: pointer;
        font-weight: 550;
      }
    `,
  ];

  @property({ attribute: false }) sequence!: Sequence;
  private ticking: number | undefined;

  constructor() {
    super();
    this.watch(cameras.list);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ticking = setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.ticking);
  }

  override render() {
    const { series } = texts;
    const { sequence } = this;
    const { frames, frames_taken, state } = sequence;
    const name = nameOf(sequence);
    const each = picturesPerFrame(sequence);
    const progress = frames === null ? String(frames_taken * each) : series.progress(frames_taken * each, frames * each);
    return html`<article class="card" aria-label=${name}>
      <header>
        <div class="grow">
          <h3>${name}</h3>
          <p class="muted">${cameras.nameOf(sequence.camera)}</p>
          <p class="muted">${planOf(sequence)}</p>
        </div>
        <span class="state ${state}">${series.states[state]}</span>
      </header>
      ${frames === null ? nothing : html`<progress aria-label=${series.taken} max=${frames} value=${this.slotsOver}></progress>`}
      ${this.facts(progress)}
      ${state === "waiting" ? this.why() : nothing}
      ${this.failures()}
      <rc-stop-button .sequence=${sequence} .left=${this.left === undefined ? undefined : this.left * each}></rc-stop-button>
    </article>`;
  }

  private get now(): number {
    return serviceClock.now();
  }

  private get slotsOver(): number {
    const { frames_taken, frames_failed } = this.sequence;
    return frames_taken + frames_failed + missed(this.sequence, this.now);
  }

  private get left(): number | undefined {
    const { frames } = this.sequence;
    return frames === null ? undefined : Math.max(0, frames - this.slotsOver);
  }

  private facts(progress: string) {
    const { series } = texts;
    const { frames_failed, drift_last_s, drift_max_s, interval_s, bracket } = this.sequence;
    const missing = missed(this.sequence, this.now);
    const drift = drift_last_s === null || drift_max_s === null ? series.noDrift : `${series.ms(drift_last_s)} / ${series.ms(drift_max_s)}`;
    return html`<dl>
      <div><dt>${series.next}</dt><dd class=${this.sequence.state === "waiting" ? "" : "large"}>${this.next()}</dd></div>
      <div><dt>${series.taken}</dt><dd class="large">${progress}</dd></div>
      <div><dt>${series.left}</dt>${this.end()}</div>
      <div><dt>${bracket ? series.missedBrackets : series.missed}</dt><dd class=${missing > 0 ? "bad" : ""}>${missing}</dd></div>
      <div><dt>${bracket ? series.failedBrackets : series.failed}</dt><dd class=${frames_failed > 0 ? "bad" : ""}>${frames_failed}</dd></div>
      ${interval_s > 0 ? html`<div><dt>${series.drift}</dt><dd>${drift}</dd></div>` : nothing}
    </dl>`;
  }

  private next(): string {
    const { series } = texts;
    const due = dueMs(this.sequence);
    if (this.sequence.state === "waiting") {
      return series.nextBack;
    }
    if (this.sequence.state === "stopping" || this.left === 0) {
      return series.nextNone;
    }
    if (due === undefined) {
      return series.nextFree;
    }
    return due - this.now > 500 ? clock((due - this.now) / 1000) : series.nextNow;
  }

  private end() {
    const { frames, interval_s, started_at } = this.sequence;
    if (frames === null || interval_s === 0) {
      return html`<dd>${frames === null ? texts.series.leftOpen : texts.series.noDrift}</dd>`;
    }
    const endMs = Date.parse(started_at) + (frames - 1) * interval_s * 1000;
    return html`<dd class="large">${clock((endMs - this.now) / 1000)}</dd><dd class="muted at">${timeOfDay(new Date(endMs))}</dd>`;
  }

  private why() {
    const camera = cameras.find(this.sequence.camera);
    return html`<p class="away">${camera?.state_reason ?? texts.series.notConnected} ${texts.series.away}</p>`;
  }

  private failures() {
    const { failures, bracket } = this.sequence;
    const one = bracket ? texts.series.bracketNumber : texts.series.picture;
    return failures.length === 0 ? nothing : html`<details>
      <summary>${bracket ? texts.series.bracketFailures(failures.length) : texts.series.failures(failures.length)}</summary>
      <ul>${failures.toReversed().map(({ frame, at, error }) => html`<li>
        <span><strong>${one(frame)}</strong>, ${timeOfDay(at)}: ${error.message}</span>
        <span class="muted">${withCode(error.remedy)}</span>
      </li>`)}</ul>
    </details>`;
  }
}
