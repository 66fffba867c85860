// Live view of one camera on a canvas, and in its place what keeps it from being shown.
import type { Frame } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { explain, type Failure } from "../core/failure.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { live } from "../service/live.ts";
import { can, unsaid, whyAway, whyNot } from "../service/readiness.ts";
import { texts } from "../texts.ts";
import { FrameCount } from "./frame-count.ts";
import { WHOLE, type Crop } from "./crop.ts";
import "../parts/failure-box.ts";

const LATE_MS = 500; // a frame that was under way when live view paused

/**
 * `<rc-live-picture .camera=${id}>`; a `frame` event after each one that is drawn.
 *
 * It asks for frames as long as it is on the page, switched on and visible, and the camera is there.
 */
@customElement("rc-live-picture")
export class LivePicture extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        position: relative;
        width: 100%;
        height: 100%;
        overflow: hidden;
        container-type: size;
        background: #000;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .dimmed {
        opacity: 0.35;
      }
      .message {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: safe center;
        justify-items: center;
        gap: 12px;
        padding: 16px;
        color: var(--text);
        text-align: center;
        overflow: auto;
      }
      @container (max-width: 260px) {
        .message {
          padding: 6px;
          font-size: 0.8rem;
        }
      }
      .message p {
        max-width: 34rem;
        padding: 6px 14px;
        border-radius: 999px;
        background: rgb(0 0 0 / 0.65);
        color: #fff;
        text-wrap: balance;
      }
      rc-failure {
        max-width: 34rem;
        text-align: left;
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  @property({ attribute: false }) maxFps = 30;
  @property({ attribute: false }) isOn = true;
  /** What is shown of each frame. */
  @property({ attribute: false }) crop: Crop = WHOLE;
  readonly count = new FrameCount();
  /** The frames' size in pixels; undefined before the first. */
  size: { width: number; height: number } | undefined;
  @query("canvas") readonly canvas!: HTMLCanvasElement;
  @state() private failure: Failure | undefined;
  @state() private paused: { reason: string; at: string } | undefined;
  private frame: ImageBitmap | undefined;
  private loop: AbortController | undefined;
  private ends: (() => void)[] = [];

  constructor() {
    super();
    this.watch(cameras.list, connection.state);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const listener = () => this.requestUpdate();
    document.addEventListener("visibilitychange", listener);
    this.ends = [() => document.removeEventListener("visibilitychange", listener)];
    const session = connection.session.value;
    if (session !== undefined) {
      this.ends.push(
        session.on("preview_state_changed", ({ camera, state, reason, at }) => {
          if (camera === this.camera) {
            this.paused = state === "paused" ? { reason: reason ?? texts.camera.live.paused, at } : undefined;
          }
        }),
      );
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ends.splice(0).forEach((end) => end());
    this.stop();
    this.frame?.close();
    this.frame = undefined;
  }

  override render() {
    const message = this.message();
    return html`<canvas class=${message === undefined ? "" : "dimmed"} role="img" aria-label=${texts.camera.live.title}></canvas>
      ${message === undefined ? nothing : html`<div class="message">${message}</div>`}`;
  }

  override updated(): void {
    if (!this.isOn || whyAway(this.camera) !== undefined) {
      this.failure = undefined; // it is tried again when it is switched on, or the camera is back
    }
    const isWanted = this.isOn && document.visibilityState === "visible" && this.failure === undefined;
    const state = cameras.find(this.camera)?.state;
    const isThere = (state === "ready" || state === "busy") && can(this.camera, "preview");
    if (!isWanted || !isThere) {
      this.stop(); // a lost connection alone does not end it: the session has it go on by itself
    } else if (this.loop === undefined) {
      this.loop = new AbortController();
      void this.show(this.loop.signal);
    }
    this.draw();
  }

  private message() {
    const { camera } = this;
    const away = whyAway(camera);
    if (this.failure !== undefined) {
      return html`<rc-failure .failure=${this.failure}></rc-failure>
        <button @click=${() => (this.failure = undefined)}>${texts.camera.live.retry}</button>`;
    }
    if (away !== undefined) {
      const isLost = cameras.find(camera)?.state === "lost";
      return unsaid(away) === undefined ? nothing : html`<p role="status">${away} ${isLost ? texts.cameras.awayLead : nothing}</p>`;
    }
    if (!can(camera, "preview")) {
      return html`<p>${texts.camera.live.none}</p>`;
    }
    if (!this.isOn) {
      return html`<p>${texts.camera.live.off}</p>`;
    }
    const isPaused = this.paused !== undefined || cameras.find(camera)?.shutter_open;
    const waits = (isPaused ? (whyNot(camera) ?? this.paused?.reason) : undefined) ?? (this.size === undefined ? texts.camera.live.starting : undefined);
    return waits === undefined ? undefined : html`<p role="status">${waits}</p>`;
  }

  private stop(): void {
    this.loop?.abort();
    this.loop = undefined;
  }

  private async show(signal: AbortSignal): Promise<void> {
    this.count.resume();
    try {
      for await (const frame of live(this.camera, this.maxFps, signal)) {
        await this.take(frame, signal);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.failure = explain(error);
        this.loop = undefined;
      }
    }
  }

  private async take({ jpeg, sequence, at }: Frame, signal: AbortSignal): Promise<void> {
    const bitmap = await createImageBitmap(new Blob([jpeg as BlobPart], { type: "image/jpeg" })).catch(() => undefined);
    if (bitmap === undefined || signal.aborted) {
      bitmap?.close();
      return; // a broken frame is one that is skipped
    }
    this.frame?.close();
    this.frame = bitmap;
    if (this.size?.width !== bitmap.width || this.size.height !== bitmap.height) {
      this.size = { width: bitmap.width, height: bitmap.height };
      this.dispatchEvent(new CustomEvent("resized"));
      this.requestUpdate();
    }
    if (this.paused !== undefined && Date.parse(at) - Date.parse(this.paused.at) > LATE_MS) {
      this.paused = undefined; // that it goes on was said to a connection that was lost
    }
    this.draw();
    this.count.add(sequence, performance.now());
    this.dispatchEvent(new CustomEvent("frame"));
  }

  private draw(): void {
    if (this.frame === undefined) {
      return;
    }
    const { width, height } = this.frame;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
    }
    const { x, y, scale } = this.crop;
    const [w, h] = [width / scale, height / scale];
    this.canvas.getContext("2d")?.drawImage(this.frame, x * width - w / 2, y * height - h / 2, w, h, 0, 0, width, height);
  }
}
