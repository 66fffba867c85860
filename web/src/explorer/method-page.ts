// One method: what it is, a form to try it, the same call as code, and what comes back.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import type { CatalogueError, Contract, Method } from "./contract.ts";
import { type Draft, emptyDraft, missingOf, read } from "./draft.ts";
import type { ExplorerSession } from "./explorer-session.ts";
import { typeWords } from "./rules.ts";
import "./code-samples.ts";
import "../parts/json-text.ts";
import "./schema-tree.ts";
import "./try-form.ts";

const t = texts.explorer;

/** `<rc-method .method .contract .explorer .drafts>`; `drafts` keeps what was typed in, by method. */
@customElement("rc-method")
export class MethodPage extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 20px;
      }
      h1 {
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }
      .badge {
        padding: 2px 8px;
        border: 1px solid var(--line-strong);
        border-radius: 99px;
        font-size: 0.82rem;
        font-weight: 550;
      }
      .changes {
        border-color: var(--warn);
        background: var(--warn-ground);
        color: var(--warn);
      }
      header,
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        min-width: 0;
      }
      .halves {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 20px;
        align-items: start;
      }
      .half {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 20px;
        min-width: 0;
      }
      @media (max-width: 1200px) {
        .halves {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      .errors li {
        padding: 8px 0;
        border-top: 1px solid var(--line);
        font-size: 0.92em;
        overflow-wrap: anywhere;
      }
      .errors li:first-child {
        border-top: 0;
      }
      summary {
        cursor: pointer;
        font-size: 0.92rem;
      }
      details[open] summary {
        margin-bottom: 8px;
      }
    `,
  ];

  @property({ attribute: false }) method!: Method;
  @property({ attribute: false }) contract!: Contract;
  @property({ attribute: false }) explorer!: ExplorerSession;
  @property({ attribute: false }) drafts!: Map<string, Draft>;
  @state() private draft: Draft | undefined;

  override render() {
    const { method, contract } = this;
    const draft = this.draft ?? this.drafts.get(method.name) ?? emptyDraft();
    const reading = read(method, draft, contract);
    const isSafe = method["x-safe"];
    return html`<header>
        <div class="row">
          <h1>${method.name}</h1>
          ${isSafe === undefined ? nothing : html`<span class="badge ${isSafe ? "" : "changes"}" title=${isSafe ? t.safeWhy : t.changesWhy}>${isSafe ? t.safe : t.changes}</span>`}
        </div>
        <p>${withCode(method.summary)}</p>
        ${method.description ? html`<p class="muted">${withCode(method.description)}</p>` : nothing}
      </header>
      <div class="halves">
        <div class="half">
          <section class="card" aria-label=${t.tryIt}><h2>${t.tryIt}</h2>
            <rc-try .method=${method} .contract=${contract} .explorer=${this.explorer} .draft=${draft} @change=${this.keep}></rc-try>
          </section>
          <section class="card"><h2>${t.code}</h2>
            <rc-code .method=${method} .params=${reading.params} .missing=${missingOf(method, reading)}></rc-code>
          </section>
        </div>
        <div class="half">${this.result()} ${this.errors()}</div>
      </div>`;
  }

  private result() {
    const { result, examples = [] } = this.method;
    return result === undefined
      ? nothing
      : html`<section class="card"><h2>${t.result}</h2>
          <p class="muted"><code>${typeWords(result.schema, this.contract)}</code> ${withCode(result.description)}</p>
          <rc-schema .schema=${result.schema} .contract=${this.contract}></rc-schema>
          ${examples.map(({ name, description, result: shown }) => shown === undefined ? nothing
            : this.folded(`${t.exampleResult}: ${name}`, shown.value, description))}
        </section>`;
  }

  private errors() {
    const errors = this.contract.errorsOf(this.method);
    const examples = this.method["x-error-examples"] ?? [];
    return html`<section class="card"><h2>${t.errors}</h2>
      <ul class="errors">${errors.map((error) => this.error(error))}</ul>
      ${examples.map(({ name, error }) => this.folded(`${t.exampleError}: ${name}`, error))}
    </section>`;
  }

  private error({ code, message, data }: CatalogueError) {
    return html`<li>
      <code>${data?.name ?? code}</code> ${data === undefined ? nothing : html`<span class="muted mono">${code}</span>`}
      <p>${message}${data?.retryable ? html` <span class="muted">(${t.retryable})</span>` : nothing}</p>
      ${data === undefined ? nothing : html`<p class="muted">${withCode(data.remedy)}</p>`}
    </li>`;
  }

  private folded(title: string, value: unknown, description = "") {
    return html`<details><summary>${title}</summary><rc-json label=${title} note=${description} .value=${value}></rc-json></details>`;
  }

  private keep({ detail }: CustomEvent<Draft>): void {
    this.draft = detail;
    this.drafts.set(this.method.name, detail);
  }
}
