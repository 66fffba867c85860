// The bar above all views: which camera, how it is, and the connection.
import type { Camera, CameraDetails } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { bytes } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { ALL, href, route } from "../core/route.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { grant, may } from "../service/grant.ts";
import { texts } from "../texts.ts";
import type { LabelDialog } from "./label-dialog.ts";
import "../parts/icon.ts";
import "./label-dialog.ts";

@customElement("rc-top-bar")
export class TopBar extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--gap);
        min-height: 56px;
        padding: 6px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .facts {
        display: flex;
        gap: 16px;
        color: var(--muted);
        font-size: 0.88rem;
        white-space: nowrap;
      }
      .fact {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        white-space: nowrap;
      }
      .state::before {
        content: "";
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--muted);
      }
      .state.ready::before {
        background: var(--good);
      }
      .state.busy::before {
        background: var(--accent);
      }
      .state.lost::before,
      .state.failed::before {
        background: var(--bad);
      }
      .token {
        display: inline-flex;
        gap: 6px;
        min-width: 0;
        padding: 2px 10px;
        border: 1px solid var(--line-strong);
        border-radius: 999px;
        font-size: 0.82rem;
        white-space: nowrap;
      }
      .token .name {
        max-width: 10rem;
        overflow: hidden;
        text-overflow: ellipsis;
        font-weight: 550;
      }
      .token .words {
        color: var(--muted);
      }
      select {
        min-width: 8rem;
        max-width: 20rem;
        font-weight: 550;
      }
      @media (max-width: 900px) {
        .wide {
          display: none;
        }
        .facts {
          gap: 10px;
        }
      }
      @media (max-width: 480px) {
        header {
          padding: 6px 10px;
          gap: 8px;
        }
        select {
          flex: 1 2 11rem;
          min-width: 5rem;
          max-width: 11rem;
        }
        .token {
          flex: none;
          padding: 2px 7px;
          font-size: 0.75rem;
        }
        .token .name {
          display: none;
        }
        .state {
          display: block;
          min-width: 4.2rem; /* for "Ready" */
          overflow: hidden;
          text-overflow: ellipsis;
        }
        .state::before {
          display: inline-block;
          margin-right: 6px;
        }
      }
    `,
  ];

  /** The camera that the view is about; undefined for none. */
  @property({ attribute: false }) camera: Camera | undefined;
  @query("rc-label-dialog") private readonly labelDialog!: LabelDialog;
  @property({ attribute: false }) showKeys: () => void = () => undefined;

  constructor() {
    super();
    this.watch(cameras.list, cameras.details, connection.state, grant, route);
  }

  override render() {
    return html`<header>
      ${this.picker()}
      ${this.camera === undefined || this.isAll ? nothing : this.facts(this.camera, cameras.details.value.get(this.camera.id))}
      <span class="grow"></span>
      ${this.token()}
      <button class="quiet icon wide" aria-label=${texts.keys.show} title=${texts.keys.show} @click=${() => this.showKeys()}>
        <rc-icon name="key"></rc-icon>
      </button>
      <button class="quiet icon" aria-label=${texts.signIn.out} title=${texts.signIn.out} @click=${() => connection.signOut()}>
        <rc-icon name="out"></rc-icon>
      </button>
    </header>
    <rc-label-dialog></rc-label-dialog>`;
  }

  private get isAll(): boolean {
    return route.value.view === "camera" && route.value.rest === ALL;
  }

  private picker() {
    const list = cameras.list.value ?? [];
    if (list.length === 0) {
      return html`<strong>${texts.name}</strong>`;
    }
    return html`<select aria-label=${texts.cameras.pick} @change=${this.pick}>
      ${list.length > 1 ? html`<option value=${ALL} .selected=${this.isAll}>${texts.cameras.all}</option>` : nothing}
      ${list.map(({ id }) => html`<option value=${id} .selected=${!this.isAll && id === this.camera?.id}>${cameras.nameOf(id)}</option>`)}
    </select>`;
  }

  private pick(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    location.hash = href(route.value.view === "pictures" && value !== ALL ? "pictures" : "camera", value);
  }

  private facts(camera: Camera, details: CameraDetails | undefined) {
    const storage = details?.storage.find(({ free_bytes }) => free_bytes !== undefined);
    const percent = details?.battery_percent;
    const { state, state_reason: reason } = camera;
    const isKnown = connection.state.value.kind === "connected";
    const word = isKnown ? texts.cameras.states[state] : texts.cameras.unknown;
    return html`<span class="state ${isKnown ? state : ""}" title=${isKnown ? (reason ?? "") : texts.connection.lost}>${word}</span>
      ${may("operate") ? this.labelButton(camera) : nothing}
      <span class="facts">
        ${percent === undefined ? nothing : html`<span class="fact"><rc-icon name="battery"></rc-icon>
          <span class="visually-hidden">${texts.cameras.battery(percent)}</span><span aria-hidden="true">${percent} %</span></span>`}
        ${storage?.free_bytes === undefined ? nothing : html`<span class="fact wide"><rc-icon name="card"></rc-icon>
          ${texts.cameras.space(bytes(storage.free_bytes), storage.free_images)}</span>`}
        ${details?.lens ? html`<span class="fact wide"><rc-icon name="lens"></rc-icon>${details.lens}</span>` : nothing}
      </span>`;
  }

  private labelButton(camera: Camera) {
    const { title } = texts.label;
    return html`<button class="quiet icon" aria-label=${title} title=${[title, camera.place].filter(Boolean).join(" · ")}
      @click=${() => void this.labelDialog.ask(camera)}><rc-icon name="tag"></rc-icon></button>`;
  }

  /** Return what the token is good for, where it is not good for everything. */
  private token() {
    const { value } = grant;
    if (value === undefined || (value.scope === "admin" && value.cameras === undefined)) {
      return nothing;
    }
    const words = texts.grant.scopes[value.scope];
    const all = texts.grant.token(value.name, words) + (value.cameras === undefined ? "" : texts.grant.cameras(value.cameras));
    return html`<span class="token" title=${all}><span class="name">${value.name}</span><span class="words">${words}</span></span>`;
  }
}
