// The last picture's thumbnail, which opens that picture.
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { href } from "../core/route.ts";
import { lastPictures } from "../service/last-pictures.ts";
import { pictureToOpen } from "../service/picture-to-open.ts";
import { texts } from "../texts.ts";
import "../parts/icon.ts";

/** `<rc-picture-corner .camera=${id}>`; nothing before the first picture. */
@customElement("rc-picture-corner")
export class PictureCorner extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      a {
        display: grid;
        place-content: center;
        width: 100%;
        height: 100%;
        overflow: hidden;
        border: 2px solid #fff;
        border-radius: var(--radius);
        background: #222;
        color: #fff;
        box-shadow: 0 2px 10px rgb(0 0 0 / 0.5);
        font-size: 0.72rem;
        text-decoration: none;
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
    `,
  ];

  @property({ attribute: false }) camera = "";

  constructor() {
    super();
    this.watch(lastPictures.byCamera);
  }

  override render() {
    const picture = lastPictures.byCamera.value.get(this.camera);
    if (picture === undefined) {
      return nothing;
    }
    const { path, filename, thumbnail } = picture;
    const label = texts.camera.openPicture(filename);
    return html`<a href=${href("pictures", this.camera)} aria-label=${label} title=${label}
      @click=${(event: MouseEvent) => this.handOver(path, event)}>
      ${thumbnail === undefined ? html`<rc-icon name="pictures"></rc-icon>` : html`<img src=${thumbnail} alt="" />`}
    </a>`;
  }

  private handOver(path: string, { ctrlKey, metaKey, shiftKey }: MouseEvent): void {
    if (!ctrlKey && !metaKey && !shiftKey) {
      pictureToOpen.value = { camera: this.camera, path }; // another tab or window knows nothing of it
    }
  }
}
