// The form for a new series, on one camera or several.
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { explain, type Failure } from "../core/failure.ts";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { exposures } from "../service/exposures.ts";
import { sequences } from "../service/sequences.ts";
import { texts } from "../texts.ts";
import { bracketPreview } from "./bracket-preview.ts";
import { cameraPicker, hindranceOf } from "./camera-picker.ts";
import { draft, picked } from "./draft.ts";
import { estimateLine } from "./estimate-line.ts";
import { checkbox, field, fieldStyles, segments } from "./fields.ts";
import { canResume, type Draft, hasInterval, needsExposure, type Problems, problemsOf } from "./plan.ts";
import { startOn } from "./start.ts";
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
        display: grid;
        min-height: 36px;
        margin-top: 1.45rem;
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

  @state() private isChecked = false;
  @state() private isStarting = false;
  @state() private refusals: readonly (Failure & { camera: string })[] = [];

  constructor() {
    super();
    this.watch(draft, picked, cameras.list, connection.state, exposures.byCamera, sequences.list);
  }

  override render() {
    const { series } = texts;
    const { isStarting } = this;
    const { value } = draft;
    const chosen = this.chosen();
    const problems = this.isChecked ? problemsOf(value, chosen) : {};
    const hindrance = this.hindrance();
    return html`<form class="card" aria-labelledby="title" novalidate @submit=${this.submit}>
      <h2 id="title">${series.newSeries}</h2>
      ${segments("kind", series.kind, series.kindsShort, value.kind, (kind) => this.choose(kind))}
      ${cameraPicker(value, chosen, (ids) => (picked.value = ids), problems.cameras)}
      ${this.fieldsOf(value, problems)}
      ${this.text("name", series.name, { hint: series.nameHint, wrong: undefined })}
      ${canResume(value) ? this.resume() : nothing}
      ${estimateLine(value)}
      ${this.refusals.map(({ camera, ...failure }) => html`
        ${(cameras.list.value?.length ?? 0) > 1 ? html`<h3>${cameras.nameOf(camera)}</h3>` : nothing}
        <rc-failure .failure=${failure}></rc-failure>`)}
      <button class="primary" ?disabled=${isStarting || hindrance !== undefined} title=${hindrance ?? ""}>
        ${isStarting ? series.starting : chosen.length > 1 ? series.startCount(chosen.length) : series.start}
      </button>
    </form>`;
  }

  override updated(): void {
    if (needsExposure(draft.value)) {
      this.chosen().filter((id) => !exposures.byCamera.value.has(id)).forEach((id) => void exposures.refresh(id));
    }
  }

  private fieldsOf(value: Draft, problems: Problems) {
    switch (value.kind) {
      case "interval":
        return this.intervalFields(value, problems);
      case "bracket":
        return this.bracketFields(value, problems);
      case "focus":
        return this.focusFields(value, problems);
    }
  }

  private intervalFields(value: Draft, problems: Problems) {
    const { series } = texts;
    const hasBulb = cameras.list.value?.some(({ abilities }) => abilities.includes("bulb")) ?? false;
    return html`
      ${this.interval(problems)}
      <div class="pair">
        ${this.text("frames", series.frames, { isDisabled: value.isEndless, wrong: problems.frames })}
        <div class="endless">${checkbox("endless", series.endless, { isChecked: value.isEndless }, (isEndless) => this.change({ isEndless }))}</div>
      </div>
      ${hasBulb ? this.text("bulb", series.bulb, { hint: series.bulbHint, wrong: problems.bulb }) : nothing}`;
  }

  private bracketFields(value: Draft, problems: Problems) {
    const { series } = texts;
    return html`
      ${segments("varied", series.varied, series.variedBy, value.varied, (varied) => this.change({ varied }))}
      <div class="pair">
        ${field("shots", series.shots, ({ id }) => html`<select id=${id} @change=${this.pick("shots")}>
          ${SHOTS.map((count) => html`<option .value=${String(count)} ?selected=${count === value.shots}>${count}</option>`)}
        </select>`)}
        ${field("stepEv", series.stepEv, ({ id }) => html`<select id=${id} @change=${this.pick("stepEv")}>
          ${STEPS_EV.map(([ev, name]) => html`<option .value=${String(ev)} ?selected=${ev === value.stepEv}>${name}</option>`)}
        </select>`)}
      </div>
      ${bracketPreview(value, this.chosen())}
      ${this.text("brackets", series.brackets, { hint: series.bracketsHint, wrong: problems.brackets })}
      ${hasInterval(value) ? this.interval(problems) : nothing}`;
  }

  private focusFields(value: Draft, problems: Problems) {
    const { series } = texts;
    return html`
      ${segments("direction", series.direction, series.directions, value.direction, (direction) => this.change({ direction }))}
      <div class="pair">
        ${this.text("pictures", series.pictures, { wrong: problems.pictures })}
        ${this.text("steps", series.steps, { wrong: problems.steps })}
      </div>
      <p class="hint">${series.stepsHint} ${series.focusHint}</p>
      ${this.interval(problems)}`;
  }

  private interval(problems: Problems) {
    const { series } = texts;
    const { kind, interval, unit } = draft.value;
    return field("interval", series.interval, ({ id, describedBy, isWrong }) => html`<div class="with-unit">
      <input id=${id} inputmode="decimal" autocomplete="off" .value=${interval[kind]} aria-describedby=${describedBy}
        aria-invalid=${isWrong} @input=${(event: Event) => this.change({ interval: { ...interval, [kind]: valueOf(event) } })} />
      <select aria-label=${series.unit} @change=${(event: Event) => this.change({ unit: { ...unit, [kind]: valueOf(event) } })}>
        ${(["s", "min"] as const).map((each) => html`<option value=${each} ?selected=${each === unit[kind]}>${series.units[each]}</option>`)}
      </select>
    </div>`, { hint: series.intervalHint[kind], wrong: problems.interval });
  }

  private resume() {
    const { resume, resumeHint } = texts.series;
    return checkbox("resume", resume, { isChecked: draft.value.resume, hint: resumeHint }, (isOn) => this.change({ resume: isOn }));
  }

  private text(
    name: TextField,
    label: string,
    { hint, wrong, isDisabled = false }: { hint?: string; wrong: string | undefined; isDisabled?: boolean },
  ) {
    const about = { wrong, ...(hint !== undefined && { hint }) };
    return field(name, label, ({ id, describedBy, isWrong }) => html`<input id=${id} autocomplete="off"
      inputmode=${name === "name" ? "text" : "decimal"} maxlength="100" .value=${draft.value[name]} ?disabled=${isDisabled}
      aria-describedby=${describedBy} aria-invalid=${isWrong} @input=${this.type(name)} />`, about);
  }

  /** Why nothing can be started at all; what hinders one camera among several is said at that. */
  private hindrance(): string | undefined {
    if (connection.state.value.kind !== "connected") {
      return texts.series.noConnection;
    }
    const reasons = (cameras.list.value ?? []).map((camera) => hindranceOf(draft.value, camera));
    return reasons.includes(undefined) ? undefined : (reasons[0] ?? texts.cameras.noneLead);
  }

  /** The cameras that are picked and can do it; the only one there is, without asking. */
  private chosen(): readonly string[] {
    const usable = (cameras.list.value ?? []).filter((camera) => hindranceOf(draft.value, camera) === undefined).map(({ id }) => id);
    const isAlone = cameras.list.value?.length === 1;
    return isAlone ? usable : usable.filter((id) => picked.value.includes(id));
  }

  private change(some: Partial<Draft>): void {
    draft.value = { ...draft.value, ...some };
    this.refusals = [];
  }

  private type(name: TextField) {
    return (event: Event) => this.change({ [name]: valueOf(event) });
  }

  private choose(kind: Draft["kind"]): void {
    this.isChecked = false; // nobody has asked for this one yet
    this.change({ kind });
  }

  private pick(name: "shots" | "stepEv") {
    return (event: Event) => this.change({ [name]: Number(valueOf(event)) });
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    this.isChecked = true;
    const chosen = this.chosen();
    const isWrong = Object.keys(problemsOf(draft.value, chosen)).length > 0;
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
    try {
      sequences.put(await startOn(id, draft.value));
      notices.say(texts.series.started(cameras.nameOf(id)));
      this.dispatchEvent(new CustomEvent("series-started"));
    } catch (error) {
      this.refusals = [...this.refusals, { ...explain(error), camera: id }];
    }
  }
}

type TextField = "frames" | "bulb" | "brackets" | "pictures" | "steps" | "name";

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
