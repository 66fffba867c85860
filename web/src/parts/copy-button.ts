// A button that copies a text.
import { html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import "./icon.ts";

const SHOWN_MS = 2_000;

/** `<rc-copy label="Copy" .text=${() => "…"}>`: the text is asked for when it is pressed. */
@customElement("rc-copy")
export class CopyButton extends PageElement {
  @property({ attribute: false }) text: () => string | Promise<string> = () => "";
  @property() label: string = texts.copy;
  /** What is copied, for those who do not see what it stands beside. */
  @property() what: string | undefined;
  @state() private isCopied = false;
  private timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render() {
    const words = this.isCopied ? texts.copied : this.label;
    return html`<button type="button" aria-label=${this.what === undefined ? nothing : `${words}: ${this.what}`} @click=${this.copy}>
      <rc-icon name=${this.isCopied ? "check" : "copy"}></rc-icon>${words}
    </button>`;
  }

  private async copy(): Promise<void> {
    try {
      await toClipboard(await this.text());
    } catch (error) {
      notices.fail(error);
      return;
    }
    notices.say(texts.copied);
    this.isCopied = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.isCopied = false), SHOWN_MS);
  }
}

async function toClipboard(text: string): Promise<void> {
  if (isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // By plain HTTP from another machine, the one way that browsers leave.
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "offscreen";
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) {
    before.focus();
  }
}
