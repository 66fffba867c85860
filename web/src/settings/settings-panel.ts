// A camera's settings: those that matter most, then all others by section and by search.
import type { Widget } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { bytes } from "../core/format.ts";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { grant, whyForbidden } from "../service/grant.ts";
import { whySilent } from "../service/readiness.ts";
import { type CameraSettings, QUICK, type QuickName, settings } from "../service/settings.ts";
import { texts } from "../texts.ts";
import "../parts/failure-box.ts";
import type { QuickSetting } from "./quick-setting.ts";
import "./quick-setting.ts";
import "./setting-row.ts";

const MOST_FOUND = 40;
// As tethering programs have them: the key goes to the setting, and up and down change it.
const KEYS: Partial<Record<QuickName, string>> = {
  mode: "m",
  shutter_s: "s",
  aperture: "a",
  iso: "i",
  exposure_compensation: "e",
  white_balance: "w",
  quality: "q",
};

@customElement("rc-settings-panel")
export class SettingsPanel extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .facts {
        display: none;
        padding: 12px 16px 0;
        font-size: 0.88rem;
      }
      @media (max-width: 900px) {
        .facts {
          display: block;
        }
      }
      .forbidden {
        padding: 14px 16px 0;
        font-size: 0.88rem;
      }
      .quick {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
        padding: 14px 16px 16px;
      }
      .all {
        padding: 0 16px 24px;
      }
      .search {
        position: relative;
        margin-bottom: 8px;
      }
      .search input {
        width: 100%;
        padding-left: 36px;
      }
      .search rc-icon {
        position: absolute;
        left: 9px;
        top: calc(50% - 10px);
        color: var(--muted);
        pointer-events: none;
      }
      details {
        border-top: 1px solid var(--line);
      }
      summary {
        padding: 10px 0;
        font-weight: 550;
        cursor: pointer;
      }
      .rows {
        display: grid;
        gap: 10px;
        padding: 4px 0 14px;
      }
      .note {
        margin: 16px;
      }
      h2 {
        padding: 14px 16px 0;
      }
    `,
  ];

  /** The camera's id. */
  @property({ attribute: false }) camera!: string;
  @state() private search = "";
  @state() private open: ReadonlySet<string> = new Set();
  private settings: CameraSettings | undefined;

  constructor() {
    super();
    this.watch(cameras.list, cameras.details, connection.state, grant);
    const own = QUICK.filter((name) => KEYS[name] !== undefined);
    new Keys(this, own.map((name) => ({ key: KEYS[name]!, label: texts.settings.goTo(texts.settings.quick[name]), run: () => this.goTo(name) })));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.settings = settings.of(this.camera);
    const { widgets, common, failure, refused, pending } = this.settings;
    this.watch(widgets, common, failure, refused, pending);
  }

  override render() {
    const found = this.settings?.widgets.value;
    if (this.settings === undefined || found === undefined) {
      if (cameras.find(this.camera)?.shutter_open) {
        return html`<p class="note muted" role="status">${texts.settings.shutterOpen}</p>`;
      }
      const failure = this.settings?.failure.value;
      return failure === undefined
        ? html`<p class="note muted" role="status">${texts.settings.loading}</p>`
        : html`<rc-failure class="note" .failure=${failure}></rc-failure>`;
    }
    const forbidden = whyForbidden("operate");
    const why = forbidden ?? whySilent(this.camera);
    return html`
      <h2 class="visually-hidden">${texts.settings.title}</h2>
      ${this.facts()}
      ${forbidden === undefined ? nothing : html`<p class="forbidden muted">${forbidden}</p>`}
      <div class="quick">${QUICK.map((name) => this.quick(name, found, why))}</div>
      <div class="all">
        <div class="search">
          <rc-icon name="search"></rc-icon>
          <input type="search" aria-label=${texts.settings.search} placeholder=${texts.settings.search}
            @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)} />
        </div>
        ${this.search.trim() === "" ? this.sections(found, why) : this.results(found, why)}
      </div>
    `;
  }

  /** Return what the bar above has no room for on a narrow screen: the card's room, and the lens. */
  private facts() {
    const details = cameras.details.value.get(this.camera);
    const storage = details?.storage.find(({ free_bytes }) => free_bytes !== undefined);
    const room = storage?.free_bytes === undefined ? undefined : texts.cameras.space(bytes(storage.free_bytes), storage.free_images);
    const words = [room, details?.lens].filter(Boolean).join(" · ");
    return words === "" ? nothing : html`<p class="facts muted">${words}</p>`;
  }

  private goTo(name: QuickName): void {
    this.renderRoot.querySelector<QuickSetting>(`rc-quick-setting[data-name=${name}]`)?.focus();
  }

  private quick(name: QuickName, found: ReadonlyMap<string, Widget>, why: string | undefined) {
    const common = this.settings?.common.value[name];
    const widget = common && found.get(common.config);
    return widget === undefined
      ? nothing
      : html`<rc-quick-setting data-name=${name} .settings=${this.settings} .name=${name} .common=${common} .widget=${widget} .why=${why}
          .mode=${this.settings?.common.value.mode?.text} .pending=${this.settings?.pending.value.get(widget.name)} .failure=${this.settings?.refused.value.get(widget.name)}></rc-quick-setting>`;
  }

  private sections(found: ReadonlyMap<string, Widget>, why: string | undefined) {
    const names = new Set([...found.values()].map(sectionOf));
    return [...names].map((section) => {
      const widgets = [...found.values()].filter((widget) => sectionOf(widget) === section);
      const isOpen = this.open.has(section);
      return html`<details ?open=${isOpen} @toggle=${(event: Event) => this.toggle(section, event)}>
        <summary>${titleOf(section)} <span class="muted">${widgets.length}</span></summary>
        ${isOpen ? this.rows(widgets, why) : nothing}
      </details>`;
    });
  }

  private results(found: ReadonlyMap<string, Widget>, why: string | undefined) {
    const words = this.search.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = [...found.values()].filter(({ name, label, value }) => {
      const text = `${name} ${label} ${value}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return html`<p class="muted" role="status">${texts.settings.found(matches.length)}</p>${this.rows(matches.slice(0, MOST_FOUND), why, true)}`;
  }

  private rows(widgets: readonly Widget[], why: string | undefined, isFound = false) {
    return html`<div class="rows">
      ${repeat(widgets, ({ name }) => name, (widget) => html`<rc-setting-row .settings=${this.settings} .widget=${widget} .why=${why}
        .section=${isFound ? titleOf(sectionOf(widget)) : undefined} .pending=${this.settings?.pending.value.get(widget.name)} .failure=${this.settings?.refused.value.get(widget.name)}></rc-setting-row>`)}
    </div>`;
  }

  private toggle(section: string, event: Event): void {
    const open = new Set(this.open);
    (event.target as HTMLDetailsElement).open ? open.add(section) : open.delete(section);
    this.open = open;
  }
}

function titleOf(section: string): string {
  return texts.settings.sections[section] ?? section;
}

function sectionOf({ path }: Widget): string {
  return path.slice(0, path.lastIndexOf("/"));
}
