// The button that stops a series, with a question where much of it is left.
import type { Sequence } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection, session } from "../service/connection.ts";
import { grant, may } from "../service/grant.ts";
import { sequences } from "../service/sequences.ts";
import { texts } from "../texts.ts";
import { nameOf } from "./describe.ts";
import "../parts/icon.ts";

const NEARLY_OVER = 2; // pictures left: a stop then needs no question

/** `<rc-stop-button .sequence=${sequence} .left=${pictures}>`; undefined: there is no end. */
@customElement("rc-stop-button")
export class StopButton extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      dialog p {
        margin: 8px 0 16px;
      }
    `,
  ];

  @property({ attribute: false }) sequence!: Sequence;
  @property({ attribute: false }) left: number | undefined;
  @state() private isStopping = false;
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  constructor() {
    super();
    this.watch(cameras.list, connection.state, grant);
  }

  override render() {
    const name = nameOf(this.sequence);
    if (!may("operate")) {
      return nothing;
    }
    return html`${this.sequence.state === "stopping" || this.isStopping ? this.stopping() : this.button(name)} ${this.question(name)}`;
  }

  private get isOnline(): boolean {
    return connection.state.value.kind === "connected";
  }

  private button(name: string) {
    const { series } = texts;
    return html`<button class="danger" aria-label="${series.stop} ${name}" title=${this.isOnline ? "" : series.noConnection}
      ?disabled=${!this.isOnline} @click=${this.ask}><rc-icon name="stop"></rc-icon>${series.stop}</button>`;
  }

  /** The service puts settings back, and waits a minute for a camera that is away: another stop ends that. */
  private stopping() {
    const { series } = texts;
    const state = cameras.find(this.sequence.camera)?.state;
    return state === "ready" || state === "busy"
      ? html`<p class="muted" role="status">${series.stopping}</p>`
      : html`<button title=${this.isOnline ? "" : series.noConnection} ?disabled=${!this.isOnline} @click=${() => void this.stop()}>
          ${series.stopNow}
        </button>`;
  }

  private question(name: string) {
    const { series } = texts;
    return html`<dialog aria-labelledby="question">
      <h2 id="question">${series.stopAsk(name)}</h2>
      <p>${series.stopLeft(this.left)}</p>
      <form method="dialog" class="row">
        <button class="danger" @click=${() => void this.stop()}>${series.stop}</button>
        <button autofocus>${series.keepOn}</button>
      </form>
    </dialog>`;
  }

  private readonly ask = (): void => {
    if (this.left !== undefined && this.left <= NEARLY_OVER) {
      void this.stop();
    } else {
      this.dialog.showModal();
    }
  };

  private async stop(): Promise<void> {
    this.isStopping = true;
    try {
      const { sequence } = await session().stopSequence({ sequence_id: this.sequence.sequence_id });
      sequences.put(sequence);
    } catch (error) {
      notices.fail(error);
    }
    this.isStopping = false;
  }
}
