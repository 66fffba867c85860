// Tethering of one camera: on or off, what is saved, what waits, and what is in the way.
import type { SaveTrouble, Tethering } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { explain, type Failure } from "../core/failure.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection, session } from "../service/connection.ts";
import { grant, may, whyForbidden } from "../service/grant.ts";
import { tetherings } from "../service/tethering.ts";
import { texts } from "../texts.ts";
import { checkbox, field, fieldStyles } from "./fields.ts";
import "../parts/failure-box.ts";

/** `<rc-tether-card camera="ID" .tethering=${tethering}>`; undefined: it never was. */
@customElement("rc-tether-card")
export class TetherCard extends PageElement {
  static override styles = [
    PageElement.styles,
    fieldStyles,
    css`
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
      .head {
        display: flex;
        gap: var(--gap);
        align-items: flex-start;
      }
      [role="switch"] {
        flex: none;
        min-width: 84px;
        justify-content: flex-start;
        padding: 0 12px 0 8px;
        border-radius: 999px;
      }
      [role="switch"]::before {
        content: "";
        width: 18px;
        height: 18px;
        border: 2px solid var(--line-strong);
        border-radius: 50%;
      }
      [role="switch"][aria-checked="true"] {
        flex-direction: row-reverse;
        background: var(--good-ground);
        border-color: var(--good);
        color: var(--good);
      }
      [role="switch"][aria-checked="true"]::before {
        border-color: var(--good);
        background: var(--good);
      }
      .counts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 16px;
        font-variant-numeric: tabular-nums;
      }
      .warn {
        color: var(--warn);
      }
      form {
        display: grid;
        gap: 12px;
        padding-top: 12px;
      }
      input:not([type]) {
        width: 100%;
        font-family: var(--mono);
        font-size: 0.9em;
      }
      summary {
        cursor: pointer;
        color: var(--muted);
      }
    `,
  ];

  @property() camera = "";
  @property({ attribute: false }) tethering: Tethering | undefined;
  @state() private changingTo: boolean | undefined;
  @state() private failure: Failure | undefined;
  @state() private isApplied = false;
  @state() private template: string | undefined;
  @state() private deletes: boolean | undefined;

  constructor() {
    super();
    this.watch(cameras.list, connection.state, grant);
  }

  override render() {
    const { series } = texts;
    const { tethering, changingTo } = this;
    const isOn = changingTo ?? tethering?.active ?? false;
    const name = cameras.nameOf(this.camera);
    const hindrance = this.hindrance();
    return html`<article class="card" aria-label=${series.tether(name)}>
      <div class="head">
        <div class="grow">
          <h3>${name}</h3>
          ${hindrance === undefined ? nothing : html`<p class="hint" id="why">${hindrance}</p>`}
        </div>
        <button role="switch" aria-checked=${isOn} aria-label=${series.tether(name)} aria-describedby="why" title=${hindrance ?? ""}
          ?disabled=${hindrance !== undefined || changingTo !== undefined} @click=${() => void this.toggle(!isOn)}>
          ${isOn ? series.on : series.off}
        </button>
      </div>
      ${changingTo === undefined ? nothing : html`<p class="muted" role="status">${changingTo ? series.tetherStarting : series.tetherStopping}</p>`}
      ${tethering === undefined ? nothing : this.counts(tethering)}
      ${alike(tethering?.failing ?? []).map((troubles) => this.trouble(troubles))}
      <rc-failure .failure=${this.failure}></rc-failure>
      ${tethering === undefined || !may("operate") ? nothing : this.options(tethering, hindrance)}
    </article>`;
  }

  private hindrance(): string | undefined {
    if (connection.state.value.kind !== "connected") {
      return texts.series.noConnection;
    }
    const camera = cameras.find(this.camera);
    if (camera === undefined) {
      return texts.series.notConnected;
    }
    const { active = false, delete_after = false } = this.tethering ?? {};
    return whyForbidden(delete_after && !active ? "admin" : "operate"); // what was set is set again with the switch
  }

  private counts({ saved, pending, saving, delete_after, name_template }: Tethering) {
    const { series } = texts;
    return html`<p class="counts">
        <span>${series.saved(saved)}</span>
        <span class=${pending > 0 ? "warn" : "muted"}>${series.pending(pending)}</span>
        ${saving === undefined ? nothing : html`<span>${series.savingNow(saving.filename)}</span>`}
        ${delete_after ? html`<span class="warn">${series.deletes}</span>` : nothing}
      </p>
      <p class="mono muted">${name_template}</p>`;
  }

  private trouble([{ file, error, tries }, ...others]: Alike) {
    const message = file === undefined ? error.message : `${texts.series.files(file.filename, others.length)}: ${error.message}`;
    return html`<div class="field">
      <rc-failure .failure=${{ message, remedy: error.remedy }}></rc-failure>
      <p class="hint">${texts.series.trouble(tries)}</p>
    </div>`;
  }

  private options(tethering: Tethering, hindrance: string | undefined) {
    const { series } = texts;
    const noDeleting = whyForbidden("admin");
    const why = hindrance ?? (tethering.delete_after ? noDeleting : undefined) ?? (tethering.active ? undefined : series.optionsOff);
    const isOff = why !== undefined;
    return html`<details>
      <summary>${series.options}</summary>
      <form @submit=${this.apply}>
        ${field("template", series.template, ({ id, describedBy }) => html`<input id=${id} autocomplete="off" spellcheck="false" maxlength="500"
          .value=${this.template ?? tethering.name_template} ?disabled=${isOff} aria-describedby=${describedBy} @input=${this.typed} />`,
          { hint: series.templateHint })}
        ${checkbox("delete", series.deleteAfter, { isChecked: this.deletes ?? tethering.delete_after, isDisabled: isOff || noDeleting !== undefined, hint: noDeleting ?? series.deleteAfterHint }, this.ticked)}
        <div class="row">
          <button ?disabled=${isOff} title=${why ?? ""}>${series.apply}</button>
          <button type="button" class="quiet" ?disabled=${isOff} title=${why ?? ""} @click=${() => void this.set({})}>${series.serversOwn}</button>
          ${this.isApplied ? html`<span role="status">${series.applied}</span>` : nothing}
        </div>
        ${isOff ? html`<p class="hint">${why}</p>` : nothing}
      </form>
    </details>`;
  }

  private readonly typed = (event: Event): void => {
    this.template = (event.target as HTMLInputElement).value;
    this.isApplied = false;
  };

  private readonly ticked = (isChecked: boolean): void => {
    this.deletes = isChecked;
    this.isApplied = false;
  };

  private readonly apply = (event: Event): void => {
    event.preventDefault();
    const { tethering } = this;
    if (tethering !== undefined) {
      void this.set({ name_template: this.template ?? tethering.name_template, delete_after: this.deletes ?? tethering.delete_after });
    }
  };

  private async set(options: { name_template?: string; delete_after?: boolean }): Promise<void> {
    this.isApplied = await this.call(() => session().startTethering({ camera: this.camera, ...options }));
    if (this.isApplied) {
      this.template = this.deletes = undefined;
    }
  }

  private async toggle(isToBeOn: boolean): Promise<void> {
    const { camera, tethering } = this;
    // What is left out would be set to the service's own options again.
    const kept = tethering === undefined ? {} : { name_template: tethering.name_template, delete_after: tethering.delete_after };
    this.changingTo = isToBeOn;
    await this.call(() => (isToBeOn ? session().startTethering({ camera, ...kept }) : session().stopTethering({ camera })));
    this.changingTo = undefined;
  }

  private async call(run: () => Promise<Tethering>): Promise<boolean> {
    this.failure = undefined;
    try {
      tetherings.put(await run());
      return true;
    } catch (error) {
      this.failure = explain(error);
      return false;
    }
  }
}

type Alike = [SaveTrouble, ...SaveTrouble[]];

/** Return what is in the way by what it is: a full disk is in the way of many files. */
function alike(troubles: readonly SaveTrouble[]): Alike[] {
  const found = new Map<string, Alike>();
  for (const trouble of troubles) {
    const key = `${trouble.file === undefined} ${trouble.error.message}`;
    const others = found.get(key);
    others === undefined ? found.set(key, [trouble]) : others.push(trouble);
  }
  return [...found.values()];
}
