// A picture's EXIF: the exposure first, and every tag below.
import type { GetMetadataResult } from "rpc-camera-client";
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { explain, type Failure, isAbort } from "../core/failure.ts";
import { PageElement } from "../core/page-element.ts";
import { session } from "../service/connection.ts";
import { texts } from "../texts.ts";
import { allTags, factsOf } from "./metadata.ts";
import type { PictureFile } from "./shot.ts";
import "../parts/failure-box.ts";

const SETTLED_MS = 150;

@customElement("rc-picture-info")
export class PictureInfo extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        padding: 16px;
        overflow: auto;
        background: var(--surface);
      }
      dl {
        display: grid;
        gap: 10px;
        margin-bottom: 16px;
      }
      dt {
        font-size: 0.78rem;
        font-weight: 550;
        color: var(--muted);
      }
      dd {
        overflow-wrap: anywhere;
      }
      dl > div:first-child dd {
        font-size: 1.1rem;
        font-weight: 600;
      }
      summary {
        padding: 8px 0;
        cursor: pointer;
        font-weight: 550;
      }
      h3 {
        margin: 12px 0 4px;
      }
      table {
        font-size: 0.8rem;
        table-layout: fixed;
      }
      th,
      td {
        padding: 4px 6px 4px 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  @property({ attribute: false }) file: PictureFile | undefined;
  @state() private metadata: GetMetadataResult | undefined;
  @state() private failure: Failure | undefined;
  private asking = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking.abort();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("file") as PictureFile | undefined;
    if (changed.has("file") && before?.path !== this.file?.path) {
      void this.ask();
    }
  }

  override render() {
    const { file, metadata } = this;
    return html`<h2 class="visually-hidden">${texts.pictures.info}</h2>
      <rc-failure .failure=${this.failure}></rc-failure>
      ${file && metadata
        ? html`<dl>${factsOf(metadata, file).map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
            ${this.tags(metadata)}`
        : nothing}`;
  }

  private tags(metadata: GetMetadataResult) {
    const directories = allTags(metadata);
    if (directories.length === 0) {
      return html`<p class="muted">${texts.pictures.noExif}</p>`;
    }
    return html`<details>
      <summary>${texts.pictures.allTags}</summary>
      ${directories.map(([name, facts]) => html`<h3>${name}</h3>
        <table>${facts.map(([tag, value]) => html`<tr><th scope="row">${tag}</th><td>${value}</td></tr>`)}</table>`)}
    </details>`;
  }

  private async ask(): Promise<void> {
    this.asking.abort();
    const asking = new AbortController();
    this.asking = asking;
    await new Promise((resolve) => setTimeout(resolve, this.metadata === undefined ? 0 : SETTLED_MS));
    const { file, camera } = this;
    if (file === undefined || asking.signal.aborted) {
      return;
    }
    try {
      this.metadata = await session().getMetadata({ path: file.path, camera }, { signal: asking.signal });
      this.failure = undefined;
    } catch (error) {
      if (!isAbort(error)) {
        [this.metadata, this.failure] = [undefined, explain(error)];
      }
    }
  }
}
