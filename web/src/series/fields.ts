// Fields of the forms here: a label, a control, a hint, and what is wrong with it.
import { css, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

export const fieldStyles = css`
  .field {
    display: grid;
    gap: 4px;
    align-content: start;
    min-width: 0;
  }
  fieldset {
    display: grid;
    gap: 6px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-bottom: 4px;
    padding: 0;
    font-size: 0.82rem;
    font-weight: 550;
    color: var(--muted);
  }
  .hint {
    color: var(--muted);
    font-size: 0.82rem;
  }
  .wrong {
    color: var(--bad);
    font-size: 0.88rem;
  }
  [aria-invalid="true"] {
    border-color: var(--bad);
  }
  .check {
    display: grid;
    grid-template-columns: 18px 1fr;
    gap: 2px 10px;
    align-items: center;
  }
  .check label {
    color: var(--text);
    font-size: inherit;
    font-weight: 400;
  }
  .check .hint {
    grid-column: 2;
  }
  .segments {
    display: flex;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    overflow: clip;
  }
  .segments label {
    position: relative;
    flex: 1 1 auto;
    display: grid;
    place-items: center;
    min-height: 36px;
    padding: 4px 10px;
    color: var(--text);
    font-size: 0.9rem;
    text-align: center;
    line-height: 1.15;
    cursor: pointer;
  }
  .segments label + label {
    border-left: 1px solid var(--line-strong);
  }
  .segments label:has(:checked) {
    background: var(--text);
    color: var(--ground);
  }
  .segments label:has(:focus-visible) {
    outline: 3px solid var(--focus);
    outline-offset: -3px;
  }
  .segments input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    .check label {
      align-content: center;
    }
    .segments label,
    .check label {
      min-height: var(--tap);
    }
  }
`;

/** Return a field; `control` gets what its element needs to name hint and error. */
export function field(
  id: string,
  label: string,
  control: (about: { id: string; describedBy: string; isWrong: boolean }) => TemplateResult,
  { hint, wrong }: { hint?: string; wrong?: string | undefined } = {},
) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${control({ id, describedBy: `${id}-about`, isWrong: wrong !== undefined })}
    ${about(id, hint, wrong)}
  </div>`;
}

/** Return a checkbox with its label and a hint. */
export function checkbox(
  id: string,
  label: string,
  { isChecked, isDisabled = false, isWrong = false, hint }: { isChecked: boolean; isDisabled?: boolean; isWrong?: boolean; hint?: string },
  change: (isChecked: boolean) => void,
) {
  return html`<div class="check">
    <input type="checkbox" id=${id} .checked=${live(isChecked)} ?disabled=${isDisabled} aria-invalid=${isWrong}
      aria-describedby="${id}-about" @change=${(event: Event) => change((event.target as HTMLInputElement).checked)} />
    <label for=${id}>${label}</label>
    ${hint === undefined ? nothing : html`<span class="hint" id="${id}-about">${hint}</span>`}
  </div>`;
}

/** Return a choice of one among a few, side by side. */
export function segments<Value extends string>(
  name: string,
  legend: string,
  choices: Readonly<Record<Value, string>>,
  chosen: Value,
  choose: (value: Value) => void,
) {
  return html`<fieldset>
    <legend>${legend}</legend>
    <div class="segments">
      ${(Object.entries(choices) as [Value, string][]).map(([value, label]) => html`<label>
        <input type="radio" name=${name} .value=${value} .checked=${value === chosen} @change=${() => choose(value)} />${label}
      </label>`)}
    </div>
  </fieldset>`;
}

function about(id: string, hint: string | undefined, wrong: string | undefined) {
  return hint === undefined && wrong === undefined
    ? nothing
    : html`<div id="${id}-about" class="field">
        ${wrong === undefined ? nothing : html`<p class="wrong">${wrong}</p>`}
        ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`}
      </div>`;
}
