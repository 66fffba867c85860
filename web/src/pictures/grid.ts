// The grid of pictures: only rows in sight are in the document, however many there are.
import { html, type PropertyValues } from "lit";
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
import { kindOf, type Shot } from "./shot.ts";
import { tile } from "./tile.ts";

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
  private hadFocus = false; // before it was drawn anew
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
    this.hadFocus = this.hasUpdated && this.focused !== undefined;
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
    return html`<div class="line" role="row" aria-rowindex=${row.index + 1} ${place}>
      ${shots.map((shot, column) => tile(shot, {
        column,
        thumbnail: thumbnails.get(this.camera, shot.files[0].path),
        isSelected: this.selected.has(shot.key),
        isActive: shot.key === this.activeKey,
      }))}
    </div>`;
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

  /** A tile may show another picture than before, or be gone: the focus stays with the picture. */
  private keepFocus(): void {
    if (this.hadFocus && this.focused?.dataset["key"] !== this.activeKey) {
      this.focusActive();
    }
  }

  private get focused(): HTMLElement | undefined {
    const { activeElement } = this.renderRoot as ShadowRoot;
    return activeElement instanceof HTMLElement && activeElement.matches(".tile") ? activeElement : undefined;
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
    const index = this.layout.destination(event.key, this.indexOf(key), this.scroller.clientHeight);
    if (index !== undefined) {
      return this.go(index, event);
    }
    switch (event.key) {
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
    const key = this.order[index] as string;
    this.focusOn(this.focused === undefined ? from : key); // the first arrow goes to where the focus was, or begins
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
