// The form of a method: its params, sending them, and what came of it.
import type { ProgressParams } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { bytes } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { notices } from "../core/notices.ts";
import { grant, whyForbidden } from "../service/grant.ts";
import { texts } from "../texts.ts";
import type { Contract, Example, Method } from "./contract.ts";
import { type Draft, draftOf, type FieldDraft, paramsOf, read, type Reading } from "./draft.ts";
import type { Exchange } from "./exchange.ts";
import type { ExplorerSession } from "./explorer-session.ts";
import { faultsIn } from "./param-faults.ts";
import "../parts/icon.ts";
import "./exchange.ts";
import "./param-field.ts";

const t = texts.explorer;
const IRREVERSIBLE = /^delete_/; // the contract has no word for it, but such a name

/** `<rc-try .method .contract .explorer .draft>`; says `change` with each new draft. */
@customElement("rc-try")
export class TryForm extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      form,
      .fields,
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      textarea {
        width: 100%;
        min-height: 10rem;
        font: 0.9em var(--mono);
        resize: vertical;
      }
      .fault {
        color: var(--bad);
        font-weight: 550;
      }
      progress {
        width: 12rem;
        max-width: 100%;
      }
      .examples button {
        min-height: 30px;
        padding: 0 10px;
        font-size: 0.88rem;
      }
      dialog form {
        gap: 12px;
      }
    `,
  ];

  @property({ attribute: false }) method!: Method;
  @property({ attribute: false }) contract!: Contract;
  @property({ attribute: false }) explorer!: ExplorerSession;
  @property({ attribute: false }) draft!: Draft;
  /** What a look at the form found; shown once it was sent, or what was said of it then. */
  @state() private faults: Record<string, string> = {};
  @state() private exchange: Exchange | undefined;
  @state() private progress: ProgressParams | undefined;
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  private giveUp: AbortController | undefined;

  override firstUpdated(): void {
    this.watch(this.explorer.isConnected, grant);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.giveUp?.abort();
  }

  override render() {
    return html`<form novalidate @submit=${this.submit} @keydown=${this.onKey}>
        ${this.examples()} ${this.ways()} ${this.draft.isJson ? this.wholeField() : this.fields()}
        ${this.actions()}
      </form>
      ${this.exchange === undefined ? nothing : html`<rc-exchange .exchange=${this.exchange}></rc-exchange>`}
      <dialog aria-labelledby="confirm">
        <form method="dialog">
          <h2 id="confirm">${t.confirm}</h2>
          <p>${t.confirmLead(this.method.name)}</p>
          <div class="row">
            <button type="button" class="danger" @click=${this.confirmed}>${t.confirmGo}</button>
            <button autofocus>${texts.cancel}</button>
          </div>
        </form>
      </dialog>`;
  }

  private examples() {
    const examples = (this.method.examples ?? []).filter(({ params }) => params.length > 0);
    const refused = (this.method["x-error-examples"] ?? []).filter(({ params }) => Object.keys(params).length > 0);
    if (this.method.params.length === 0 || examples.length + refused.length === 0) {
      return nothing;
    }
    return html`<div class="row examples"><span class="label">${t.fill}</span>
      ${examples.map((example) => html`<button type="button" @click=${() => this.fill(example)}>${example.name}</button>`)}
      ${refused.map(({ name, params }) => html`<button type="button" @click=${() => this.put(params)}>${name}</button>`)}
    </div>`;
  }

  private ways() {
    return this.method.params.length === 0
      ? html`<p class="muted">${t.noParams}</p>`
      : html`<div role="group" class="row" aria-label=${t.how}>
          ${[false, true].map((isJson) => html`<button type="button" aria-pressed=${this.draft.isJson === isJson} @click=${() => this.switch(isJson)}>
            ${isJson ? t.asJson : t.asForm}</button>`)}
        </div>`;
  }

  private fields() {
    return html`<div class="fields">${this.method.params.map((param) => html`<rc-param .param=${param} .contract=${this.contract}
      .draft=${this.draft.fields[param.name]} .fault=${this.faults[param.name]}
      @change=${({ detail }: CustomEvent<FieldDraft>) => this.change(param.name, detail)}></rc-param>`)}</div>`;
  }

  private wholeField() {
    const faults = Object.entries(this.faults);
    return html`<div>
      <label for="whole">${t.params}</label>
      <textarea id="whole" spellcheck="false" aria-invalid=${faults.length > 0} aria-describedby="faults" .value=${this.draft.json}
        @input=${(event: Event) => this.say({ ...this.draft, json: (event.target as HTMLTextAreaElement).value })}></textarea>
      <div id="faults" role="alert">${faults.map(([name, fault]) => html`<p class="fault">${name ? html`<code>${name}</code>: ` : nothing}${fault}</p>`)}</div>
    </div>`;
  }

  private actions() {
    const isLost = !this.explorer.isConnected.value;
    const { isBusy, forbidden } = this;
    return html`<div class="row">
        <button class="primary" title=${t.sendKey} ?disabled=${isLost || isBusy || forbidden !== undefined} aria-describedby="state">${t.send}</button>
        ${isBusy ? html`<button type="button" @click=${() => this.giveUp?.abort()}>${texts.cancel}</button>` : nothing}
        <span class="muted" id="state">${isLost ? t.lost : forbidden !== undefined ? forbidden : isBusy ? this.progressWords() : nothing}</span>
        ${isBusy && this.progress?.total ? html`<progress aria-label=${this.progress.stage} max=${this.progress.total} value=${this.progress.done}></progress>` : nothing}
      </div>`;
  }

  private get forbidden(): string | undefined {
    return whyForbidden(this.method["x-scope"] ?? "view");
  }

  private get isBusy(): boolean {
    return this.exchange !== undefined && this.exchange.tookS === undefined;
  }

  private progressWords(): string {
    if (this.progress === undefined) {
      return t.sending;
    }
    const { stage, done, total, unit } = this.progress;
    const amount = (count: number) => (unit === "bytes" ? bytes(count) : `${Math.round(count * 10) / 10}`);
    return `${stage}: ${amount(done)}${total == null ? "" : ` / ${amount(total)}`} ${unit === "bytes" ? "" : unit}`;
  }

  // ---- the draft

  private fill(example: Example): void {
    this.put(paramsOf(this.method, example, this.contract));
  }

  private put(params: Record<string, unknown>): void {
    this.say(draftOf(this.method, params, this.draft.isJson, this.contract));
    this.faults = {};
  }

  private switch(isJson: boolean): void {
    const { params, faults } = this.reading();
    if (isJson !== this.draft.isJson) {
      this.faults = "" in faults ? faults : {};
      this.say("" in faults ? this.draft : draftOf(this.method, params, isJson, this.contract));
    }
  }

  private change(name: string, field: FieldDraft): void {
    const { [name]: _, ...others } = this.faults;
    this.faults = others;
    this.say({ ...this.draft, fields: { ...this.draft.fields, [name]: field } });
  }

  private reading(): Reading {
    return read(this.method, this.draft, this.contract);
  }

  private say(draft: Draft): void {
    this.dispatchEvent(new CustomEvent<Draft>("change", { detail: draft }));
  }

  // ---- the call

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      this.submit(event);
    }
  };

  private submit(event: Event): void {
    event.preventDefault();
    if (this.isBusy || this.forbidden !== undefined || !this.explorer.isConnected.value) {
      return;
    }
    const { params, faults } = this.reading();
    this.faults = faults;
    if (Object.keys(faults).length > 0) {
      void this.showFault();
    } else if (IRREVERSIBLE.test(this.method.name)) {
      this.dialog.showModal();
    } else {
      void this.send(params);
    }
  }

  private confirmed(): void {
    this.dialog.close();
    void this.send(this.reading().params);
  }

  private async send(params: Record<string, unknown>): Promise<void> {
    const { name: method } = this.method;
    const giveUp = (this.giveUp = new AbortController());
    const started = performance.now();
    const tookS = () => (performance.now() - started) / 1000;
    this.progress = undefined;
    this.exchange = { method, params };
    try {
      const result = await this.explorer.call(method, params, { signal: giveUp.signal, onProgress: (step) => (this.progress = step) });
      this.exchange = { method, params, tookS: tookS(), result };
    } catch (error) {
      this.exchange = { method, params, tookS: tookS(), error };
      this.faults = faultsIn(error);
      await this.showFault();
    }
    notices.say(`${t.answer} ${t.took(`${tookS().toFixed(1)} s`)}`);
  }

  private async showFault(): Promise<void> {
    await this.updateComplete;
    const first = this.method.params.findIndex(({ name }) => name in this.faults);
    this.renderRoot.querySelectorAll<HTMLElement>("rc-param")[first]?.focus();
  }
}
