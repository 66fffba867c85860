// Icons, drawn as strokes in the colour of the text around them.
import { css, html, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";

const SHAPES = {
  camera: svg`<path d="M3 8a2 2 0 0 1 2-2h2.5L9 4h6l1.5 2H19a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><circle cx="12" cy="12.5" r="3.5"/>`,
  pictures: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 16l5-5 4 4 3-3 6 5"/><circle cx="16" cy="9.5" r="1"/>`,
  series: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,
  explorer: svg`<path d="M8 6l-6 6 6 6M16 6l6 6-6 6M14 4l-4 16"/>`,
  log: svg`<path d="M4 6h16M4 12h16M4 18h10"/>`,
  tag: svg`<path d="M3 4h8l10 10-7 7L3 11zM7.500 8.500h.01"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  key: svg`<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>`,
  out: svg`<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>`,
  warning: svg`<path d="M12 4L2.5 20h19zM12 10v4M12 17h.01"/>`,
  battery: svg`<rect x="2" y="8" width="17" height="8" rx="2"/><path d="M22 11v2"/>`,
  card: svg`<path d="M6 3h8l4 4v14H6zM9 3v4M12 3v4"/>`,
  lens: svg`<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/>`,
  download: svg`<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>`,
  upload: svg`<path d="M12 16V5M7 9l5-5 5 5M4 20h16"/>`,
  delete: svg`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>`,
  search: svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5"/>`,
  zoom: svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l5 5M8 11h6M11 8v6"/>`,
  compare: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M12 5v14"/>`,
  play: svg`<path d="M7 5l12 7-12 7z"/>`,
  stop: svg`<rect x="6" y="6" width="12" height="12" rx="1"/>`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>`,
  grid: svg`<rect x="3" y="4" width="18" height="16" rx="1"/><path d="M9 4v16M15 4v16M3 9.300h18M3 14.600h18"/>`,
  histogram: svg`<path d="M3 20V4M3 20h18M7 20v-5M11 20V9M15 20v-8M19 20v-3"/>`,
  peaking: svg`<path d="M3 18l6-11 4 7 3-5 5 9z"/>`,
  timer: svg`<circle cx="12" cy="13" r="8"/><path d="M12 13V9M9 2h6"/>`,
  focus: svg`<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4"/><circle cx="12" cy="12" r="2.5"/>`,
  settings: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
  check: svg`<path d="M4 12l5 5L20 6"/>`,
  previous: svg`<path d="M15 5l-7 7 7 7"/>`,
  next: svg`<path d="M9 5l7 7-7 7"/>`,
  full: svg`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>`,
  eye: svg`<path d="M2 12s3.500-6.500 10-6.500S22 12 22 12s-3.500 6.500-10 6.500S2 12 2 12z"/><circle cx="12" cy="12" r="2.800"/>`,
  info: svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.500h.01"/>`,
};

export type IconName = keyof typeof SHAPES;

/** `<rc-icon name="camera">`: decoration; what it stands for is said by the text or label beside it. */
@customElement("rc-icon")
export class Icon extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: inline-flex;
        width: 20px;
        height: 20px;
        flex: none;
      }
      svg {
        width: 100%;
        height: 100%;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.8;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
    `,
  ];

  @property() name: IconName = "info";

  override render() {
    return html`<svg viewBox="0 0 24 24" aria-hidden="true">${SHAPES[this.name]}</svg>`;
  }
}
