// The form for the token, when there is none, or a wrong one.
import { css, html } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { Failure } from "../core/failure.ts";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { connection } from "../service/connection.ts";
import { grant } from "../service/grant.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import "../parts/failure-box.ts";

@customElement("rc-sign-in")
export class SignIn extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        padding: 0 16px;
      }
      form {
        display: grid;
        gap: 14px;
        max-width: 26rem;
        margin: 12vh auto 0;
      }
      .field {
        display: grid;
        gap: 4px;
      }
    `,
  ];

  @state() private isEmpty = false;
  @query("input") private readonly input!: HTMLInputElement;

  constructor() {
    super();
    this.watch(connection.state);
  }

  override render() {
    const { value } = connection.state;
    const isChecking = value.kind !== "signed-out";
    return html`
      <form class="card" @submit=${this.submit}>
        <h1>${texts.name}</h1>
        <p class="muted">${withCode(texts.signIn.lead)}</p>
        <div class="field">
          <label for="token">${texts.signIn.token}</label>
          <input id="token" type="password" autocomplete="current-password" autofocus ?disabled=${isChecking} />
        </div>
        <rc-failure .failure=${this.failure()}></rc-failure>
        <button class="primary" ?disabled=${isChecking}>${isChecking ? texts.signIn.checking : texts.signIn.go}</button>
      </form>
    `;
  }

  private failure(): Failure | undefined {
    const { value } = connection.state;
    if (this.isEmpty) {
      return { message: texts.signIn.empty };
    }
    return value.kind === "signed-out" ? value.failure : undefined;
  }

  private async signIn(token: string): Promise<void> {
    await connection.signIn(token);
    const { value } = grant;
    if (connection.session.value !== undefined && value !== undefined) {
      notices.tell(texts.grant.signedIn(value.name, texts.grant.scopes[value.scope]), "good");
    }
  }

  private submit(event: Event): void {
    event.preventDefault();
    const token = this.input.value.trim();
    this.isEmpty = token === "";
    if (!this.isEmpty) {
      void this.signIn(token);
    }
  }
}
