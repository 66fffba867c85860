// A picture that fits, or is seen at 100 %: by click, wheel and pinch, and dragged.
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { styled } from "../core/styled.ts";
import { Watched } from "../core/watched.ts";
import { FITS, panned, placed, type Size, type Zoom, zoomedAt } from "./zoom.ts";

const STILL = 4; // pixels a pointer may move in a click
const SWIPE = 60;
const WHEEL = 0.0015;

/** Panes that are given the same `zoom` move together. Fires `swipe` with -1 or 1, and `failed` where it cannot be shown. */
@customElement("rc-zoom-pane")
export class ZoomPane extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        position: relative;
        overflow: hidden;
        touch-action: none;
        cursor: zoom-in;
        user-select: none;
        -webkit-user-select: none;
      }
      :host([fixed]) {
        cursor: default;
      }
      :host(.zoomed) {
        cursor: grab;
      }
      img {
        position: absolute;
        inset: 0 auto auto 0;
        max-width: none;
        object-fit: contain;
        transform-origin: 0 0;
      }
    `,
  ];

  @property({ attribute: false }) src = "";
  @property({ attribute: false }) alt = "";
  /** The picture's longer side in pixels, where `src` is a smaller one of it. */
  @property({ attribute: false }) longest: number | undefined;
  /** It stays as it fits: there is no more to be seen of it. */
  @property({ type: Boolean, reflect: true }) fixed = false;
  @property({ attribute: false }) zoom = new Watched<Zoom>(FITS);
  @state() private picture: Size | undefined; // once it is loaded
  @state() private pane: Size | undefined;
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private moved = 0;
  private began = { x: 0, y: 0, count: 0 };
  private end = () => {};
  private readonly resizing = new ResizeObserver(([entry]) => {
    this.pane = entry && { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  constructor() {
    super();
    this.addEventListener("pointerdown", this.onDown);
    this.addEventListener("pointermove", this.onMove);
    this.addEventListener("pointerup", this.onUp);
    this.addEventListener("pointercancel", this.onUp);
    this.addEventListener("wheel", this.onWheel, { passive: false });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
    this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
    this.end();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("zoom")) {
      this.follow();
    }
  }

  override render() {
    const { picture } = this;
    const place = picture && this.pane && placed(this.shown, picture, this.pane);
    this.classList.toggle("zoomed", this.shown.factor !== undefined);
    const styles = place && picture
      ? {
          visibility: "visible",
          width: `${picture.width * place.scale}px`,
          height: `${picture.height * place.scale}px`,
          transform: `translate(${Math.round(place.left)}px, ${Math.round(place.top)}px)`,
        }
      : { visibility: "hidden", width: "", height: "", transform: "" };
    return this.src === "" ? nothing : html`<img src=${this.src} alt=${this.alt} draggable="false" ${styled(styles)}
      @load=${this.onLoad} @error=${() => this.dispatchEvent(new Event("failed"))} />`;
  }

  private get shown(): Zoom {
    return this.fixed ? FITS : this.zoom.value;
  }

  private follow(): void {
    this.end();
    this.end = this.zoom.subscribe(() => this.requestUpdate());
  }

  private onLoad(event: Event): void {
    const { naturalWidth: width, naturalHeight: height } = event.target as HTMLImageElement;
    const scale = (this.longest ?? 0) / Math.max(width, height) || 1;
    this.picture = { width: width * scale, height: height * scale };
  }

  private change(make: (zoom: Zoom, picture: Size, pane: Size) => Zoom): void {
    if (!this.fixed && this.picture !== undefined && this.pane !== undefined) {
      this.zoom.value = make(this.zoom.value, this.picture, this.pane);
    }
  }

  /** Zoom by so much at a point of the screen. */
  private zoomBy(ratio: number, clientX: number, clientY: number): void {
    const { left, top } = this.getBoundingClientRect();
    this.change((zoom, picture, pane) => {
      const factor = placed(zoom, picture, pane).scale * devicePixelRatio * ratio;
      return zoomedAt(zoom, factor, clientX - left, clientY - top, picture, pane);
    });
  }

  private onDown(event: PointerEvent): void {
    if (event.button === 0) {
      this.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.began = { x: event.clientX, y: event.clientY, count: this.pointers.size };
      this.moved = this.pointers.size > 1 ? Infinity : 0;
    }
  }

  private onMove(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      return;
    }
    const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.moved += Math.hypot(dx, dy);
    if (other !== undefined) {
      const distance = (at: { x: number; y: number }) => Math.max(1, Math.hypot(at.x - other.x, at.y - other.y));
      const now = { x: event.clientX, y: event.clientY };
      this.zoomBy(distance(now) / distance(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else if (this.moved > STILL && this.shown.factor !== undefined) {
      this.change((zoom, picture, pane) => panned(zoom, dx, dy, picture, pane));
    }
  }

  private onUp(event: PointerEvent): void {
    if (!this.pointers.delete(event.pointerId) || event.type === "pointercancel") {
      return;
    }
    const [dx, dy] = [event.clientX - this.began.x, event.clientY - this.began.y];
    if (this.moved <= STILL) {
      this.toggle(event);
    } else if (this.shown.factor === undefined && this.began.count === 1 && Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) {
      this.dispatchEvent(new CustomEvent("swipe", { detail: -Math.sign(dx) }));
    }
  }

  private toggle({ clientX, clientY }: PointerEvent): void {
    const { left, top } = this.getBoundingClientRect();
    this.change((zoom, picture, pane) =>
      zoom.factor === undefined ? zoomedAt(zoom, 1, clientX - left, clientY - top, picture, pane) : FITS,
    );
  }

  private onWheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoomBy(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 30 : 1) * WHEEL), event.clientX, event.clientY);
  }
}
