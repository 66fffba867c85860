// A walk along the cameras: each shows itself, is given its name and place, and the next one follows.
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { explain, type Failure, isAbort } from "../core/failure.ts";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { beacons } from "../service/beacons.ts";
import { cameras } from "../service/cameras.ts";
import { connection, session } from "../service/connection.ts";
import { whyNot } from "../service/readiness.ts";
import { texts } from "../texts.ts";
import { nextName } from "./next-name.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";
import "./live-picture.ts";

const t = texts.wall.walk;
const LONGEST = 64;
const FPS = 10;

/** `<rc-walk>`; a `walking` event when it begins and when it is over. */
@customElement("rc-walk")
export class Walk extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      form {
        display: grid;
        gap: 12px;
        width: min(30rem, calc(100vw - 74px));
      }
      .picture {
        aspect-ratio: 3 / 2;
        max-height: 38vh;
        overflow: hidden;
        border-radius: var(--radius);
        background: #000;
        color-scheme: dark;
      }
      .field {
        display: grid;
        gap: 4px;
      }
      .names {
        overflow-wrap: anywhere;
      }
      .who {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .who button {
        flex: none;
        min-width: 8.5rem; /* for both of its texts */
      }
      .buttons {
        gap: 8px;
      }
    `,
  ];

  @state() private ids: readonly string[] = [];
  @state() private place = 0; // in `ids`
  @state() private failure: Failure | undefined;
  @state() private isOpen = false;
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("#label") private readonly label!: HTMLInputElement;
  @query("#place") private readonly row!: HTMLInputElement;
  private last = { label: "", place: "" };
  private named = 0;
  private showing: AbortController | undefined;

  constructor() {
    super();
    this.watch(cameras.list, connection.state, beacons.showing);
  }

  /** Walk along these cameras, from the first that has no name. */
  begin(ids: readonly string[]): void {
    this.ids = ids;
    this.named = 0;
    this.last = { label: "", place: "" };
    this.isOpen = true;
    this.dispatchEvent(new CustomEvent("walking", { detail: true }));
    this.dialog.showModal();
    void this.goTo(Math.max(0, ids.findIndex((id) => cameras.find(id)?.label === undefined)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.showing?.abort();
  }

  override render() {
    const id = this.camera;
    const isLast = this.place >= this.ids.length - 1;
    const isShowing = beacons.showing.value.has(id);
    const why = isShowing ? texts.label.showing : whyNot(id);
    const host = cameras.find(id)?.host;
    return html`<dialog aria-labelledby="title" @keydown=${(event: Event) => event.stopPropagation()} @close=${this.end}>
      <form @submit=${this.save}>
        <div class="row">
          <h2 id="title" class="grow">${t.title}</h2>
          <span class="muted">${t.position(this.place + 1, this.ids.length)}</span>
          <button type="button" class="quiet icon" aria-label=${texts.close} title=${texts.close} @click=${() => this.dialog.close()}><rc-icon name="close"></rc-icon></button>
        </div>
        <div class="who">
          <p class="names grow" role="status">${cameras.allNamesOf(id)}${host === undefined ? nothing : html` <span class="muted">${texts.wall.onHost(host)}</span>`}</p>
          <button type="button" title=${why ?? texts.label.show} aria-disabled=${why !== undefined} @click=${() => why === undefined && this.show()}>
            <rc-icon name="eye"></rc-icon>${isShowing ? texts.label.showing : texts.label.show}
          </button>
        </div>
        <div class="picture">${this.isOpen ? keyed(id, html`<rc-live-picture .camera=${id} .maxFps=${FPS}></rc-live-picture>`) : nothing}</div>
        <div class="field"><label for="label">${t.label}</label><input id="label" maxlength=${LONGEST} autocomplete="off" /></div>
        <div class="field"><label for="place">${t.place}</label><input id="place" maxlength=${LONGEST} autocomplete="off" /></div>
        <rc-failure .failure=${this.failure}></rc-failure>
        <div class="row buttons">
          <button type="button" ?disabled=${this.place === 0} @click=${() => this.goTo(this.place - 1)}>${t.back}</button>
          <span class="grow"></span>
          ${isLast ? nothing : html`<button type="button" @click=${() => this.goTo(this.place + 1)}>${t.skip}</button>`}
          <button class="primary">${isLast ? t.last : t.next}</button>
        </div>
      </form>
    </dialog>`;
  }

  private get camera(): string {
    return this.ids[this.place] ?? "";
  }

  private async goTo(place: number): Promise<void> {
    [this.place, this.failure] = [place, undefined];
    const camera = cameras.find(this.camera);
    this.label.value = camera?.label ?? nextName(this.last.label) ?? "";
    this.row.value = camera?.place ?? nextName(this.last.place) ?? this.last.place;
    this.label.focus();
    this.label.select(); // what is typed takes the place of what was only a guess
    await this.show();
  }

  /** Have the camera show itself, and the one before it no longer. */
  private async show(): Promise<void> {
    this.showing?.abort();
    const id = this.camera;
    const { signal } = (this.showing = new AbortController());
    if (whyNot(id) !== undefined) {
      return; // its picture says why
    }
    try {
      await beacons.show(id, signal);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) {
        this.failure = explain(error);
      }
    }
  }

  private readonly save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { place, camera } = this;
    const names = { label: this.label.value.trim(), place: this.row.value.trim() };
    try {
      await session().labelCamera({ ...names, camera });
    } catch (error) {
      this.failure = explain(error);
      return;
    }
    this.last = names;
    this.named += names.label === "" ? 0 : 1;
    place >= this.ids.length - 1 ? this.dialog.close() : void this.goTo(place + 1);
  };

  private readonly end = (): void => {
    this.showing?.abort();
    this.isOpen = false;
    this.dispatchEvent(new CustomEvent("walking", { detail: false }));
    if (this.named > 0) {
      notices.tell(t.done(this.named), "good");
    }
  };
}
