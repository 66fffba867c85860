// The form for a new series, on one camera or several.
import type { Camera } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { explain, type Failure } from "../core/failure.ts";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection, session } from "../service/connection.ts";
import { exposures } from "../service/exposures.ts";
import { sequences } from "../service/sequences.ts";
import { texts } from "../texts.ts";
import { bracketPreview } from "./bracket-preview.ts";
import { cameraPicker, hindrance } from "./camera-picker.ts";
import { estimateLine } from "./estimate-line.ts";
import { field, fieldStyles, segments } from "./fields.ts";
import { bracketFor, canResume, type Draft, EMPTY, hasInterval, needsExposure, paramsOf, type Problems, problemsOf } from "./plan.ts";
import "../parts/failure-box.ts";

const SHOTS = [3, 5, 7, 9];
const STEPS_EV: readonly [number, string][] = [[1 / 3, "⅓ EV"], [2 / 3, "⅔ EV"], [1, "1 EV"], [4 / 3, "1⅓ EV"], [2, "2 EV"], [3, "3 EV"]];

@customElement("rc-new-series")
export class NewSeries extends PageElement {
  static override styles = [
    PageElement.styles,
    fieldStyles,
    css`
      form {
        display: grid;
        gap: 14px;
      }
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 12px;
      }
      .with-unit {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
      }
      .endless {
        align-self: start;
        min-height: 36px;
        margin-top: 1.4rem;
      }
      input:not([type]),
      select {
        width: 100%;
      }
      .values {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .values li {
        padding: 2px 10px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-variant-numeric: tabular-nums;
      }
      .estimate {
        padding: 10px 12px;
        border-radius: var(--radius);
        background: var(--sunken);
        font-size: 0.9rem;
        font-variant-numeric: tabular-nums;
      }
      .primary {
        width: 100%;
      }
    `,
  ];

  @state() private draft: Draft = EMPTY;
  @state() private picked: readonly string[] | undefined;
  @state() private isChecked = false;
  @state() private isStarting = false;
  @state() private refusals: readonly (Failure & { camera: Camera })[] = [];

  constructor() {
    super();
    this.watch(cameras.list, connection.state, exposures.byCamera, sequences.list);
  }

  override render() {
    const { series } = texts;
    const { draft, isStarting } = this;
    const chosen = this.chosen();
    const problems = this.isChecked ? problemsOf(draft, chosen) : {};
    const isConnected = connection.state.value.kind === "connected";
    return html`<form class="card" aria-labelledby="title" novalidate @submit=${this.submit}>
      <h2 id="title">${series.newSeries}</h2>
      ${segments("kind", series.kind, series.kindsShort, draft.kind, (kind) => this.change({ kind }))}
      ${cameraPicker(draft, chosen, (picked) => (this.picked = picked), problems.cameras)}
      ${this.fieldsOf(draft, problems)}
      ${this.text("name", series.name, { hint: series.nameHint, wrong: undefined })}
      ${canResume(draft) ? this.resume() : nothing}
      ${estimateLine(draft)}
      ${this.refusals.map(({ camera, ...failure }) => html`
        ${(cameras.list.value?.length ?? 0) > 1 ? html`<h3>${camera.name} (${camera.id})</h3>` : nothing}
        <rc-failure .failure=${failure}></rc-failure>`)}
      <button class="primary" ?disabled=${isStarting || !isConnected} title=${isConnected ? "" : series.noConnection}>
        ${isStarting ? series.starting : chosen.length > 1 ? series.startCount(chosen.length) : series.start}
      </button>
    </form>`;
  }

  override updated(): void {
    if (needsExposure(this.draft)) {
      this.chosen().filter((id) => !exposures.byCamera.value.has(id)).forEach((id) => void exposures.refresh(id));
    }
  }

  private fieldsOf(draft: Draft, problems: Problems) {
    switch (draft.kind) {
      case "interval":
        return this.intervalFields(draft, problems);
      case "bracket":
        return this.bracketFields(draft, problems);
      case "focus":
        return this.focusFields(draft, problems);
    }
  }

  private intervalFields(draft: Draft, problems: Problems) {
    const { series } = texts;
    const hasBulb = cameras.list.value?.some(({ abilities }) => abilities.includes("bulb")) ?? false;
    return html`
      ${this.interval(problems)}
      <div class="pair">
        ${this.text("frames", series.frames, { isDisabled: draft.isEndless, wrong: problems.frames })}
        <label class="check endless"><input type="checkbox" .checked=${draft.isEndless} @change=${this.tick("isEndless")} />${series.endless}</label>
      </div>
      ${hasBulb ? this.text("bulb", series.bulb, { hint: series.bulbHint, wrong: problems.bulb }) : nothing}`;
  }

  private bracketFields(draft: Draft, problems: Problems) {
    const { series } = texts;
    return html`
      ${segments("varied", series.varied, series.variedBy, draft.varied, (varied) => this.change({ varied }))}
      <div class="pair">
        ${field("shots", series.shots, ({ id }) => html`<select id=${id} @change=${this.choose("shots")}>
          ${SHOTS.map((count) => html`<option .value=${String(count)} ?selected=${count === draft.shots}>${count}</option>`)}
        </select>`)}
        ${field("stepEv", series.stepEv, ({ id }) => html`<select id=${id} @change=${this.choose("stepEv")}>
          ${STEPS_EV.map(([ev, name]) => html`<option .value=${String(ev)} ?selected=${ev === draft.stepEv}>${name}</option>`)}
        </select>`)}
      </div>
      ${bracketPreview(draft, this.chosen())}
      <div class="pair">
        ${this.text("brackets", series.brackets, { hint: series.bracketsHint, wrong: problems.brackets })}
        ${hasInterval(draft) ? this.interval(problems) : nothing}
      </div>`;
  }

  private focusFields(draft: Draft, problems: Problems) {
    const { series } = texts;
    return html`
      ${segments("direction", series.direction, series.directions, draft.direction, (direction) => this.change({ direction }))}
      <div class="pair">
        ${this.text("pictures", series.pictures, { wrong: problems.pictures })}
        ${this.text("steps", series.steps, { wrong: problems.steps })}
      </div>
      <p class="hint">${series.stepsHint} ${series.focusHint}</p>
      ${this.interval(problems)}`;
  }

  private interval(problems: Problems) {
    const { series } = texts;
    return field("interval", series.interval, ({ id, describedBy, isWrong }) => html`<div class="with-unit">
      <input id=${id} inputmode="decimal" autocomplete="off" .value=${this.draft.interval} aria-describedby=${describedBy}
        aria-invalid=${isWrong} @input=${this.type("interval")} />
      <select aria-label=${series.unit} @change=${(event: Event) => this.change({ unit: valueOf(event) as Draft["unit"] })}>
        ${(["s", "min"] as const).map((unit) => html`<option value=${unit} ?selected=${unit === this.draft.unit}>${series.units[unit]}</option>`)}
      </select>
    </div>`, { hint: series.intervalHint, wrong: problems.interval });
  }

  private resume() {
    return html`<label class="check">
      <input type="checkbox" .checked=${this.draft.resume} @change=${this.tick("resume")} />${texts.series.resume}
      <span class="hint">${texts.series.resumeHint}</span>
    </label>`;
  }

  private text(
    name: TextField,
    label: string,
    { hint, wrong, isDisabled = false }: { hint?: string; wrong: string | undefined; isDisabled?: boolean },
  ) {
    const about = { wrong, ...(hint !== undefined && { hint }) };
    return field(name, label, ({ id, describedBy, isWrong }) => html`<input id=${id} autocomplete="off"
      inputmode=${name === "name" ? "text" : "decimal"} maxlength="100" .value=${this.draft[name]} ?disabled=${isDisabled}
      aria-describedby=${describedBy} aria-invalid=${isWrong} @input=${this.type(name)} />`, about);
  }

  /** The cameras that are picked and can do it; the only one there is, without asking. */
  private chosen(): readonly string[] {
    const usable = (cameras.list.value ?? []).filter((camera) => hindrance(this.draft, camera) === undefined).map(({ id }) => id);
    const isAlone = cameras.list.value?.length === 1;
    return isAlone ? usable : usable.filter((id) => this.picked?.includes(id));
  }

  private change(some: Partial<Draft>): void {
    this.draft = { ...this.draft, ...some };
    this.refusals = [];
  }

  private type(name: TextField) {
    return (event: Event) => this.change({ [name]: valueOf(event) });
  }

  private choose(name: "shots" | "stepEv") {
    return (event: Event) => this.change({ [name]: Number(valueOf(event)) });
  }

  private tick(name: "isEndless" | "resume") {
    return (event: Event) => this.change({ [name]: (event.target as HTMLInputElement).checked });
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.isChecked = true;
    const chosen = this.chosen();
    const isWrong = Object.keys(problemsOf(this.draft, chosen)).length > 0;
    if (this.isStarting || isWrong) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    this.isStarting = true;
    this.refusals = [];
    await Promise.all(chosen.map((id) => this.start(id)));
    this.isStarting = this.isChecked = false;
  }

  private async start(id: string): Promise<void> {
    const { draft } = this;
    const camera = cameras.find(id);
    try {
      if (needsExposure(draft)) {
        await exposures.refresh(id); // a body that does not report its dials may have been turned meanwhile
      }
      const exposure = exposures.byCamera.value.get(id);
      if (draft.kind === "bracket") {
        const bracket = bracketFor(draft, exposure);
        if (bracket === undefined || "problem" in bracket) {
          throw new Error(bracket?.problem ?? texts.series.bracket.asking);
        }
      }
      const { sequence } = await session().startSequence(paramsOf(draft, id, exposure));
      sequences.put(sequence);
      notices.say(texts.series.started(camera?.name ?? id));
      this.dispatchEvent(new CustomEvent("series-started"));
    } catch (error) {
      if (camera !== undefined) {
        this.refusals = [...this.refusals, { camera, ...explain(error) }];
      }
    }
  }
}

type TextField = "frames" | "interval" | "bulb" | "brackets" | "pictures" | "steps" | "name";

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
