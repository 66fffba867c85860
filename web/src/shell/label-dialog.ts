// What the camera is called and where in the rig it is; and has it show itself, to see which one it is.
import type { Camera } from "rpc-camera-client";
import { css, html } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { explain, type Failure } from "../core/failure.ts";
import { PageElement } from "../core/page-element.ts";
import { beacons } from "../service/beacons.ts";
import { connection } from "../service/connection.ts";
import { texts } from "../texts.ts";
import "../parts/failure-box.ts";

const t = texts.label;
const LONGEST = 64;

@customElement("rc-label-dialog")
export class LabelDialog extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      form {
        display: grid;
        gap: 12px;
        min-width: min(22rem, 80vw);
      }
      .field {
        display: grid;
        gap: 4px;
      }
      .hint {
        color: var(--muted);
        font-size: 0.82rem;
      }
    `,
  ];

  @state() private camera: Camera | undefined;
  @state() private failure: Failure | undefined;
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("#label") private readonly label!: HTMLInputElement;
  @query("#place") private readonly place!: HTMLInputElement;

  constructor() {
    super();
    this.watch(beacons.showing);
  }

  /** Ask for the names of a camera. */
  async ask(camera: Camera): Promise<void> {
    [this.camera, this.failure] = [camera, undefined];
    await this.updateComplete;
    [this.label.value, this.place.value] = [camera.label ?? "", camera.place ?? ""];
    this.dialog.showModal();
  }

  override render() {
    const isShowing = beacons.showing.value.has(this.of.camera);
    return html`<dialog aria-labelledby="title" @keydown=${(event: Event) => event.stopPropagation()}>
      <form @submit=${this.save}>
        <h2 id="title">${t.title}</h2>
        <div class="field">
          <label for="label">${t.label}</label>
          <input id="label" maxlength=${LONGEST} autocomplete="off" aria-describedby="label-hint" />
          <span class="hint" id="label-hint">${t.hint}</span>
        </div>
        <div class="field">
          <label for="place">${t.place}</label>
          <input id="place" maxlength=${LONGEST} autocomplete="off" />
        </div>
        <rc-failure .failure=${this.failure}></rc-failure>
        <div class="row">
          <button type="button" aria-disabled=${isShowing} @click=${this.identify}>${isShowing ? t.showing : t.show}</button>
          <span class="grow"></span>
          <button type="button" @click=${() => this.dialog.close()}>${texts.cancel}</button>
          <button class="primary">${t.save}</button>
        </div>
      </form>
    </dialog>`;
  }

  private readonly save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const [label, place] = [this.label.value, this.place.value];
    try {
      await connection.session.value?.labelCamera({ label, place, ...this.of });
      this.dialog.close(); // `camera_labelled` brings the names, here as on every other page
    } catch (error) {
      this.failure = explain(error);
    }
  };

  private readonly identify = async (): Promise<void> => {
    this.failure = undefined;
    try {
      await beacons.show(this.of.camera);
    } catch (error) {
      this.failure = explain(error);
    }
  };

  private get of(): { camera: string } {
    return { camera: this.camera?.id ?? "" };
  }
}
