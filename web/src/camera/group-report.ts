// What became of the last group: in a sentence, who is missing and why, and how to get its files.
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { collectCommand, downloadGroup } from "../service/group-files.ts";
import { groupShutter, summary } from "../service/group-shutter.ts";
import { type Wrong, wrongsOf } from "../service/group-wrongs.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import "../parts/copy-button.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";

const t = texts.wall;
const MOST_NAMES = 12; // of one fault; more are counted, and the wall shows them

/** `<rc-group-report>`; nothing before the first group. */
@customElement("rc-group-report")
export class GroupReport extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      section {
        position: relative;
        display: grid;
        justify-items: center;
        gap: 8px;
        max-height: 40vh;
        margin-bottom: 8px;
        padding: 0 44px;
        overflow: auto;
      }
      .outcome {
        text-align: center;
        font-weight: 550;
      }
      .good {
        color: var(--good);
      }
      .bad {
        color: var(--bad);
      }
      .close {
        position: absolute;
        top: 0;
        right: 0;
      }
      ul,
      rc-failure {
        width: min(100%, 48rem);
      }
      li {
        padding: 6px 0 6px 12px;
        border-left: 3px solid var(--bad);
        overflow-wrap: anywhere;
      }
      li + li {
        margin-top: 8px;
      }
      .files {
        justify-content: center;
        gap: 8px 12px;
      }
      @media (max-width: 480px) {
        section {
          padding: 0 36px 0 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.watch(groupShutter.outcome, groupShutter.phase, cameras.list, connection.state);
  }

  override render() {
    const outcome = groupShutter.outcome.value;
    if (outcome === undefined) {
      return nothing;
    }
    const { manifest, failure, refused } = outcome;
    const wrongs = wrongsOf(manifest?.cameras ?? refused ?? [], manifest);
    const wrong = wrongs.reduce((sum, { cameras: { length } }) => sum + length, 0);
    const others = (manifest?.cameras.length ?? 0) - wrong;
    return html`<section tabindex="0" aria-label=${t.wrongs}>
      ${manifest === undefined ? nothing : html`<p class="outcome ${wrong === 0 ? "good" : "bad"}">${summary(manifest)}</p>`}
      ${failure === undefined ? nothing : html`<rc-failure .failure=${failure}></rc-failure>`}
      ${wrongs.length === 0 ? nothing : html`<ul aria-label=${manifest === undefined ? t.refused : t.wrongs}>${wrongs.map((each) => this.item(each))}</ul>`}
      ${wrong === 0 || others === 0 || manifest === undefined ? nothing : html`<p class="muted">${t.others(others)}</p>`}
      ${this.files()}
      <button class="quiet icon close" aria-label=${t.closeReport} title=${t.closeReport} @click=${() => (groupShutter.outcome.value = undefined)}>
        <rc-icon name="close"></rc-icon>
      </button>
    </section>`;
  }

  private item({ cameras: ids, labels, host, message, remedy }: Wrong) {
    const names = ids.slice(0, MOST_NAMES).map((id) => (cameras.find(id) === undefined ? (labels.get(id) ?? id) : cameras.nameOf(id)));
    const more = ids.length - names.length;
    return html`<li>
      <strong>${names.join(", ")}</strong>${more > 0 ? ` ${t.andOthers(more)}` : nothing}
      ${host === undefined ? nothing : html`<span class="muted">${t.onHost(host)}</span>`}
      <p>${withCode(message)}</p>
      ${remedy ? html`<p class="muted">${withCode(remedy)}</p>` : nothing}
    </li>`;
  }

  private files() {
    const manifest = groupShutter.outcome.value?.manifest;
    const count = manifest?.cameras.reduce((sum, { files }) => sum + (files?.length ?? 0), 0) ?? 0;
    if (manifest === undefined || count === 0) {
      return nothing;
    }
    const command = collectCommand(manifest.group_id);
    const isLost = connection.state.value.kind !== "connected";
    return html`<div class="row files">
      <button ?disabled=${isLost} title=${isLost ? texts.connection.lost : t.download(count)} @click=${() => void downloadGroup(manifest)}>
        <rc-icon name="download"></rc-icon>${t.download(count)}
      </button>
      <span class="muted">${t.collect}</span>
      <code>${command}</code><rc-copy what=${t.collectWhat} .text=${() => command}></rc-copy>
    </div>`;
  }
}
