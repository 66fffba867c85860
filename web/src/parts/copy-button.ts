// A button that copies a text.
import { html } from "lit";
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
  @state() private isCopied = false;
  private timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render() {
    return html`<button type="button" @click=${this.copy}>
      <rc-icon name=${this.isCopied ? "check" : "copy"}></rc-icon>${this.isCopied ? texts.copied : this.label}
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
