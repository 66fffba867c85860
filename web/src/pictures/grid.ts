// The grid of pictures: only rows in sight are in the document, however many there are.
import { html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { styled } from "../core/styled.ts";
import { thumbnails } from "../service/thumbnails.ts";
import { texts } from "../texts.ts";
import { gridStyles } from "./grid-styles.ts";
import { LongPress } from "./long-press.ts";
import { GAP, GridLayout, type GridRow } from "./layout.ts";
import type { Selection } from "./selection.ts";
import { kindOf, nameOf, type Shot, typeOf, typesOf } from "./shot.ts";
import "../parts/icon.ts";

const SETTLED_MS = 80; // nothing is asked for while one scrolls past it
const MARGIN = 300; // pixels above and below that are drawn as well

/** `open` is called with a shot's key, `deleteKey` when Delete is pressed. */
@customElement("rc-picture-grid")
export class PictureGrid extends PageElement {
  static override styles = [PageElement.styles, gridStyles];

  @property({ attribute: false }) camera = "";
  @property({ attribute: false }) shots: readonly Shot[] = [];
  @property({ attribute: false }) selection!: Selection;
  /** What is selected now. */
  @property({ attribute: false }) selected: ReadonlySet<string> = new Set();
  /** Whether a click selects. */
  @property({ attribute: false }) isSelecting = false;
  @property({ attribute: false }) open: (key: string) => void = () => undefined;
  @property({ attribute: false }) deleteKey: () => void = () => undefined;

  @state() private width = 0;
  @state() private top = 0;
  @state() private active: string | undefined; // the shot that has the focus, or gets it
  @query(".scroller") private readonly scroller!: HTMLElement;
  private layout = new GridLayout([], 0);
  private order: readonly string[] = []; // the keys
  private places: ReadonlyMap<string, number> = new Map(); // of each key in it
  private isMoved = false; // the focus has to follow
  private isShifted = false; // the scroll position has to follow
  private timer = 0; // not 0 while it is scrolled
  private readonly resizing = new ResizeObserver(() => this.measure());
  private readonly longPress = new LongPress((key) => this.selection.toggle(key));

  constructor() {
    super();
    this.watch(thumbnails.changed);
    const { keys } = texts.pictures;
    const press = (key: string, label: string) => ({ key, label, run: (event: KeyboardEvent) => void (this.shots.length > 0 && this.press(event)) });
    new Keys(this, [
      ...["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => press(key, keys.move)),
      press("Enter", keys.open),
      press(" ", keys.select),
      press("Delete", keys.delete),
      press("Escape", keys.none),
    ]);
  }

  /** Go to a shot, and put the focus there. */
  focusOn(key: string | undefined): void {
    this.active = key ?? this.active;
    this.isMoved = true;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onSelectAll);
    this.resizing.disconnect();
    clearTimeout(this.timer);
    this.timer = 0;
    this.longPress.cancel();
    thumbnails.want(this.camera, []);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.onSelectAll);
    void this.updateComplete.then(() => this.isConnected && this.resizing.observe(this.scroller));
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("shots") || changed.has("width")) {
      this.arrange();
    }
  }

  override updated(): void {
    if (this.isShifted) {
      this.isShifted = false;
      this.scroller.scrollTop = this.top; // what was seen stays where it was
    }
    if (this.isMoved) {
      this.isMoved = false;
      this.showActive();
    } else {
      this.keepFocus();
    }
    if (this.timer === 0) {
      this.want();
    }
  }

  override render() {
    const rows = this.width === 0 ? [] : this.rowsToDraw();
    return html`<div class="scroller" @scroll=${this.onScroll}>
      <div class="canvas" role="grid" aria-label=${texts.pictures.grid} aria-multiselectable="true" aria-rowcount=${this.layout.rows.length}
        aria-colcount=${this.layout.columns} ${styled({ height: `${this.layout.height}px` })}
        @keydown=${this.onKey} @click=${this.onClick} @focusin=${this.onFocus}
        @pointerdown=${(event: PointerEvent) => this.longPress.begin(event, keyAt(event))}
        @pointermove=${this.longPress.move} @pointerup=${this.longPress.cancel} @pointercancel=${this.longPress.cancel}
        @contextmenu=${(event: Event) => this.longPress.isDone && event.preventDefault()}>
        ${repeat(rows, ({ index }) => index, (row) => this.row(row))}
      </div>
    </div>`;
  }

  // ---- drawing

  private row(row: GridRow) {
    const place = styled({ transform: `translateY(${row.top}px)`, height: `${row.height}px`, "--columns": String(this.layout.columns) });
    if (row.day !== undefined) {
      return html`<div class="line" role="row" aria-rowindex=${row.index + 1} ${place}>
        <div class="day" role="rowheader" aria-colspan=${this.layout.columns}>${row.day || texts.pictures.noDay}</div>
      </div>`;
    }
    const shots = this.shots.slice(row.from, row.to);
    return html`<div class="line" role="row" aria-rowindex=${row.index + 1} ${place}>${shots.map((shot, column) => this.tile(shot, column))}</div>`;
  }

  private tile(shot: Shot, column: number) {
    const [name, types, isSelected] = [nameOf(shot), typesOf(shot), this.selected.has(shot.key)];
    return html`<div class="tile" role="gridcell" data-key=${shot.key} aria-colindex=${column + 1} aria-selected=${isSelected}
      tabindex=${shot.key === this.activeKey ? 0 : -1}>
      <div class="frame">${this.picture(shot)}</div>
      <span class="check" title=${texts.pictures.toggle(name)} aria-hidden="true">${isSelected ? html`<rc-icon name="check"></rc-icon>` : nothing}</span>
      <div class="caption"><span class="name">${name}</span><span class="types">${types}</span>
        ${shot.files.length > 1 ? html`<span class="others" aria-hidden="true">+ ${shot.files.slice(1).map(typeOf).join(" + ")}</span>` : nothing}</div>
    </div>`;
  }

  private picture(shot: Shot) {
    const [file] = shot.files;
    const kind = kindOf(file);
    const url = kind === "other" ? null : thumbnails.get(this.camera, file.path);
    if (url === undefined) {
      return nothing;
    }
    if (url === null) {
      return html`<span class="none"><rc-icon name=${kind === "video" ? "play" : "pictures"}></rc-icon>
        ${kind === "video" || kind === "other" ? typesOf(shot) : texts.pictures.noThumbnail}</span>`;
    }
    return html`<img src=${url} alt="" draggable="false" />`;
  }

  /** Those in sight, and that of the focus, which would be lost without it. */
  private rowsToDraw(): GridRow[] {
    const rows = this.layout.between(this.top - MARGIN, this.top + this.scroller.clientHeight + MARGIN);
    const active = this.layout.rowOf(this.indexOf(this.active));
    return active === undefined || rows.includes(active) ? rows : [...rows, active];
  }

  private want(): void {
    const rows = this.layout.between(this.top, this.top + this.scroller.clientHeight);
    const shots = rows.flatMap(({ from, to }) => this.shots.slice(from, to));
    const paths = shots.filter(({ files }) => kindOf(files[0]) !== "other").map(({ files }) => files[0].path);
    thumbnails.want(this.camera, paths);
  }

  // ---- measures

  private measure(): void {
    const { clientWidth } = this.scroller;
    const style = getComputedStyle(this.scroller);
    this.width = clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    this.requestUpdate();
  }

  /** Lay out anew, so that the first picture in sight stays where it is. */
  private arrange(): void {
    const before = this.layout;
    const [first] = before.between(this.top, this.top).filter(({ day }) => day === undefined);
    const anchor = first === undefined ? undefined : this.order[first.from];
    this.layout = new GridLayout(this.shots, this.width);
    const activeIndex = this.indexOf(this.active);
    this.order = this.shots.map(({ key }) => key);
    this.places = new Map(this.order.map((key, index) => [key, index]));
    if (activeIndex >= 0 && this.indexOf(this.active) < 0) {
      this.active = this.order[Math.min(activeIndex, this.order.length - 1)]; // it was deleted: the next one
    }
    if (this.top > 0 && first !== undefined && anchor !== undefined) {
      const row = this.layout.rowOf(this.indexOf(anchor));
      this.top = row === undefined ? this.top : Math.max(0, this.top + row.top - first.top);
      this.isShifted = true;
    }
  }

  private indexOf(key: string | undefined): number {
    return key === undefined ? -1 : (this.places.get(key) ?? -1);
  }

  private get activeKey(): string | undefined {
    return this.indexOf(this.active) >= 0 ? this.active : this.shots[0]?.key;
  }

  private showActive(): void {
    const row = this.layout.rowOf(this.indexOf(this.activeKey));
    if (row === undefined) {
      return;
    }
    const { scrollTop, clientHeight } = this.scroller;
    const above = row.from === 0 ? 0 : row.top - GAP;
    if (above < scrollTop) {
      this.scroller.scrollTop = above;
    } else if (row.top + row.height + GAP > scrollTop + clientHeight) {
      this.scroller.scrollTop = row.top + row.height + GAP - clientHeight;
    }
    this.focusActive();
  }

  /** A tile may show another picture than before: the focus stays with the picture. */
  private keepFocus(): void {
    const focused = (this.renderRoot as ShadowRoot).activeElement;
    if (focused instanceof HTMLElement && focused.matches(".tile") && focused.dataset["key"] !== this.activeKey) {
      this.focusActive();
    }
  }

  private focusActive(): void {
    this.renderRoot.querySelector<HTMLElement>(".tile[tabindex='0']")?.focus({ preventScroll: true });
  }

  private readonly onScroll = (): void => {
    this.top = this.scroller.scrollTop;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.want();
    }, SETTLED_MS);
  };

  // ---- what a person does

  private readonly onFocus = (event: Event): void => {
    this.active = keyAt(event) ?? this.active;
  };

  private readonly onClick = (event: MouseEvent): void => {
    const key = keyAt(event);
    if (key === undefined || this.longPress.isDone) {
      return;
    }
    this.active = key;
    const isCheck = event.composedPath().some((node) => node instanceof Element && node.matches(".check"));
    if (event.shiftKey) {
      this.selection.extend(key, this.order);
    } else if (isCheck || event.ctrlKey || event.metaKey || this.isSelecting) {
      this.selection.toggle(key);
    } else {
      this.open(key);
    }
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.shots.length > 0 && !event.defaultPrevented && this.press(event)) {
      event.preventDefault();
    }
  };

  private press(event: KeyboardEvent): boolean {
    const key = this.activeKey as string;
    const index = this.indexOf(key);
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / (this.layout.rowOf(index)?.height ?? 1)) - 1);
    switch (event.key) {
      case "ArrowLeft":
        return this.go(index - 1, event);
      case "ArrowRight":
        return this.go(index + 1, event);
      case "ArrowUp":
        return this.go(this.layout.below(index, -1), event);
      case "ArrowDown":
        return this.go(this.layout.below(index, 1), event);
      case "PageUp":
        return this.go(this.layout.below(index, -page), event);
      case "PageDown":
        return this.go(this.layout.below(index, page), event);
      case "Home":
        return this.go(0, event);
      case "End":
        return this.go(this.shots.length - 1, event);
      case "Enter":
        this.open(key);
        return true;
      case " ":
        this.selection.toggle(key);
        return true;
      case "Delete":
        if (this.selection.keys.value.size === 0) {
          this.selection.set([key]);
        }
        this.deleteKey();
        return true;
      case "Escape":
        this.selection.clear();
        return true;
    }
    return false;
  }

  private readonly onSelectAll = (event: KeyboardEvent): void => {
    const isElsewhere = event.composedPath().some((node) => node instanceof Element && node.matches("input, select, textarea, dialog"));
    if (event.key === "a" && (event.ctrlKey || event.metaKey) && !isElsewhere) {
      event.preventDefault();
      this.selection.set(this.order);
    }
  };

  private go(index: number, { shiftKey }: KeyboardEvent): boolean {
    const from = this.activeKey as string;
    const key = this.shots[Math.min(Math.max(index, 0), this.shots.length - 1)]?.key as string;
    const hasFocus = (this.renderRoot as ShadowRoot).activeElement !== null;
    this.focusOn(hasFocus ? key : from); // the first arrow goes to where the focus was, or begins
    if (shiftKey) {
      this.selection.begin(from);
      this.selection.extend(key, this.order);
    }
    return true;
  }
}

function keyAt(event: Event): string | undefined {
  const tile = event.composedPath().find((node) => node instanceof HTMLElement && node.matches(".tile"));
  return (tile as HTMLElement | undefined)?.dataset["key"];
}
