// The cameras of the wall, in parts that take part in the group or not as a whole.
import type { Camera } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "../core/page-element.ts";
import { styled } from "../core/styled.ts";
import { grant, may } from "../service/grant.ts";
import { groupShutter } from "../service/group-shutter.ts";
import { texts } from "../texts.ts";
import { heightOf, layoutOf } from "./tile-layout.ts";
import type { Section } from "./wall-sections.ts";
import "./wall-tile.ts";

const MANY = 24; // cameras: their pictures are smaller, and come less often
const FPS = 5; // enough to see who is in the picture, and a dozen cameras do not weigh
const FPS_OF_MANY = 2;

/** `<rc-wall-tiles .sections=${sections} .isLive=${isLive}>` */
@customElement("rc-wall-tiles")
export class WallTiles extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        overflow: auto;
        padding: 16px;
      }
      .tiles {
        display: grid;
        grid-template-columns: repeat(var(--columns), var(--width));
        grid-auto-rows: max-content; /* tiles that do not fit are scrolled to, not pressed together */
        justify-content: center;
        gap: 16px;
      }
      .heading {
        display: flex;
        grid-column: 1 / -1;
        align-items: baseline;
        gap: 10px;
      }
      .heading input {
        align-self: center;
      }
      p {
        text-align: center;
      }
      @media (max-width: 480px) {
        :host {
          padding: 8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) sections: readonly Section[] = [];
  @property({ attribute: false }) isLive = true;
  @state() private room = { width: 0, height: 0 };
  private readonly sizes = new ResizeObserver(([entry]) => (this.room = entry?.contentRect ?? this.room));

  constructor() {
    super();
    this.watch(groupShutter.left, grant);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  override render() {
    const { sections } = this;
    const count = sections.reduce((sum, { cameras }) => sum + cameras.length, 0);
    const layout = layoutOf(count, this.room, { areSmall: count > MANY });
    const styles = { "--columns": String(layout.columns), "--width": `${layout.width}px`, "--height": `${heightOf(layout)}px` };
    return html`<div class="tiles" ${styled(styles)}>
        ${repeat(sections, ({ heading }) => heading, (section) => this.section(section, count > MANY ? FPS_OF_MANY : FPS))}
      </div>
      ${count === 0 ? html`<p class="muted" role="status">${texts.wall.noneShown}</p>` : nothing}`;
  }

  private section({ heading, cameras }: Section, fps: number) {
    return html`${heading === undefined ? nothing : this.heading(heading, cameras)}
      ${repeat(cameras, ({ id }) => id, (camera) => html`<rc-wall-tile .camera=${camera} .isLive=${this.isLive} .fps=${fps}></rc-wall-tile>`)}`;
  }

  private heading(heading: string, cameras: readonly Camera[]) {
    const ids = cameras.map(({ id }) => id);
    const members = ids.filter((id) => !groupShutter.left.value.has(id)).length;
    const away = cameras.filter(({ state }) => state !== "ready" && state !== "busy").length;
    const isMixed = members > 0 && members < ids.length;
    return html`<div class="heading">
      ${may("operate") ? html`<input type="checkbox" aria-label=${texts.wall.sectionTakesPart(heading)} .checked=${members === ids.length} .indeterminate=${isMixed}
        @change=${() => groupShutter.chooseAll(ids, members < ids.length)} />` : nothing}
      <h2>${heading}</h2>
      <span class="muted">${texts.wall.sectionCount(ids.length, away)}</span>
    </div>`;
  }
}
