// The whole page: signing in, or the bar, the views and their navigation.
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { press } from "../core/keys.ts";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { ALL, href, route, type View, VIEWS } from "../core/route.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { texts } from "../texts.ts";
import type { KeyList } from "./key-list.ts";
import "../camera/camera-view.ts";
import "../camera/wall.ts";
import "../explorer/explorer-view.ts";
import "../log/log-view.ts";
import "../parts/empty.ts";
import "../parts/icon.ts";
import "../parts/no-camera.ts";
import "../pictures/pictures-view.ts";
import "../series/series-view.ts";
import "./key-list.ts";
import "./notices.ts";
import "./sign-in.ts";
import "./top-bar.ts";

@customElement("rc-app")
export class App extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        height: 100dvh;
      }
      .frame {
        display: grid;
        grid-template: "nav bar" auto "nav lost" auto "nav main" 1fr / auto minmax(0, 1fr);
        height: 100%;
      }
      rc-top-bar {
        grid-area: bar;
      }
      .lost {
        grid-area: lost;
        padding: 8px 16px;
        background: var(--warn-ground);
        color: var(--warn);
        font-weight: 550;
      }
      main {
        grid-area: main;
        position: relative;
        min-width: 0;
        min-height: 0;
        overflow: auto;
      }
      nav {
        grid-area: nav;
        display: flex;
        flex-direction: column;
        gap: 4px;
        width: 84px;
        padding: 8px;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      nav a {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 4px;
        padding: 10px 2px;
        border-radius: var(--radius);
        color: var(--muted);
        font-size: 0.78rem;
        font-weight: 550;
        text-decoration: none;
      }
      nav a:hover {
        color: var(--text);
      }
      nav a[aria-current="page"] {
        background: var(--sunken);
        color: var(--accent);
      }
      @media (max-width: 700px) {
        .frame {
          grid-template: "bar" auto "lost" auto "main" 1fr "nav" auto / minmax(0, 1fr);
        }
        nav {
          flex-direction: row;
          justify-content: space-around;
          width: auto;
          padding: 4px 4px calc(4px + env(safe-area-inset-bottom));
          border-right: 0;
          border-top: 1px solid var(--line);
        }
        nav a {
          flex: 1;
          padding: 6px 0;
        }
      }
    `,
  ];

  @query("rc-key-list") private readonly keyList!: KeyList;
  private wasLost = false;

  constructor() {
    super();
    this.watch(connection.state, connection.session, cameras.list, route);
    connection.state.subscribe(() => this.sayState());
    void connection.start();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onKey);
  }

  override render() {
    return html`${connection.session.value === undefined ? html`<main><rc-sign-in></rc-sign-in></main>` : this.frame()}
      <rc-notices></rc-notices><rc-key-list></rc-key-list>`;
  }

  private frame() {
    const { view, rest } = route.value;
    const camera = cameras.find(rest) ?? (rest === undefined || rest === ALL || view === "explorer" ? cameras.list.value?.[0] : undefined);
    cameras.show(camera?.id);
    document.title = `${texts.views[view]} · ${texts.name}`;
    return html`<div class="frame">
      <nav aria-label=${texts.navigation}>${VIEWS.map((name) => this.link(name, camera?.id))}</nav>
      <rc-top-bar .camera=${camera} .showKeys=${() => this.keyList.toggle()}></rc-top-bar>
      ${connection.state.value.kind === "connected" ? nothing : html`<div class="lost" role="status">${texts.connection.lost}</div>`}
      <main>${this.view(view, camera?.id, rest)}</main>
    </div>`;
  }

  private link(name: View, camera: string | undefined) {
    const isCurrent = route.value.view === name;
    const goesOn = name === "camera" || name === "pictures";
    return html`<a href=${href(name, goesOn ? camera : undefined)} aria-current=${isCurrent ? "page" : nothing}>
      <rc-icon name=${name}></rc-icon>${texts.views[name]}
    </a>`;
  }

  private view(view: View, camera: string | undefined, rest: string | undefined) {
    switch (view) {
      case "camera":
        // Pictures fill this view: its heading is for those who do not see it.
        return html`<h1 class="visually-hidden">${rest === ALL ? texts.cameras.all : camera === undefined ? texts.views.camera : cameras.nameOf(camera)}</h1>
          ${rest === ALL ? html`<rc-wall></rc-wall>` : this.ofCamera(camera, rest, html`<rc-camera-view .camera=${camera}></rc-camera-view>`)}`;
      case "pictures":
        return this.ofCamera(camera, rest, html`<rc-pictures-view .camera=${camera}></rc-pictures-view>`);
      case "series":
        return html`<rc-series-view></rc-series-view>`;
      case "explorer":
        return html`<rc-explorer-view .method=${rest}></rc-explorer-view>`;
      case "log":
        return html`<rc-log-view></rc-log-view>`;
    }
  }

  /** Return `view`, or why there is nothing to show. Another camera has another element, so that nothing of one is shown with the other. */
  private ofCamera(camera: string | undefined, rest: string | undefined, view: TemplateResult) {
    if (camera !== undefined) {
      return keyed(camera, view);
    }
    if (cameras.list.value === undefined) {
      return nothing; // it is asked for
    }
    return rest === undefined
      ? html`<rc-no-camera></rc-no-camera>`
      : html`<rc-empty icon="camera" heading=${texts.cameras.gone(rest)}><p class="muted">${texts.cameras.goneLead}</p></rc-empty>`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === "?") {
      const target = event.composedPath()[0];
      if (!(target instanceof HTMLElement && target.matches("input, select, textarea"))) {
        this.keyList.toggle();
      }
      return;
    }
    press(event);
  };

  private sayState(): void {
    const isLost = connection.state.value.kind === "lost";
    if (this.wasLost && connection.state.value.kind === "connected") {
      notices.tell(texts.connection.back, "good");
    }
    this.wasLost = isLost;
  }
}
