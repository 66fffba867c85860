// Autofocus, and the lens by steps.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { explain, type Failure } from "../core/failure.ts";
import { Keys } from "../core/keys.ts";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection, session } from "../service/connection.ts";
import { can, unsaid, whyNot } from "../service/readiness.ts";
import { texts } from "../texts.ts";
import { FocusSteps, type StepSize } from "./focus-steps.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";

const MOST_WAITING = 2; // steps that were pressed while the lens moves

/** `<rc-focus-bar .camera=${id}>`; nothing for a body that focuses in neither way. */
@customElement("rc-focus-bar")
export class FocusBar extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 4px 12px;
        padding: 6px 8px;
      }
      .steps {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .steps button {
        min-width: 40px;
        padding: 0;
        letter-spacing: -0.1em;
      }
      .steps .label {
        padding: 0 6px;
      }
      .result {
        width: 14rem;
        overflow: hidden;
        font-size: 0.82rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .result.good {
        color: var(--good);
        font-weight: 550;
      }
      rc-failure {
        display: block;
        margin: 0 8px 6px;
      }
      @media (max-width: 480px) {
        .bar {
          gap: 4px 2px;
        }
        .steps button {
          min-width: 34px;
        }
        .result {
          width: 100%;
          min-height: 1.45em; /* the picture stays where it is when there is something to say */
          text-align: center;
        }
        .steps .label {
          padding: 0 3px;
        }
        .bar > button {
          width: 40px;
          padding: 0;
        }
        .words {
          position: absolute;
          clip-path: inset(50%); /* the icon is what there is room for */
        }
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  @state() private failure: Failure | undefined;
  @state() private result = "";
  @state() private isFocused = false;
  @state() private isFocusing = false;
  private waiting = 0;
  private steps: FocusSteps | undefined;

  constructor() {
    super();
    this.watch(cameras.list, connection.state);
    const { keys } = texts.camera;
    new Keys(this, [
      { key: "f", label: keys.autofocus, run: () => void this.focusOnce() },
      { key: ",", label: keys.nearer, run: () => void this.drive(-1, 0) },
      { key: ".", label: keys.farther, run: () => void this.drive(1, 0) },
    ]);
  }

  override render() {
    const { camera } = this;
    const [automatic, bySteps] = [can(camera, "autofocus"), can(camera, "drive_focus")];
    if (!automatic && !bySteps) {
      return nothing;
    }
    const why = this.isFocusing ? undefined : whyNot(camera);
    return html`<div class="bar" role="group" aria-label=${texts.camera.focus.title}>
        ${automatic ? this.button(why) : nothing} ${bySteps ? this.stepButtons(why) : nothing}
        <p class="result ${this.isFocused ? "good" : "muted"}" id="why" title=${why ?? this.result}>${why === undefined ? this.result : unsaid(why)}</p>
      </div>
      <rc-failure .failure=${this.failure}></rc-failure>`;
  }

  private button(why: string | undefined) {
    const { focus } = texts.camera;
    return html`<button aria-disabled=${why !== undefined || this.isFocusing} aria-describedby=${unsaid(why) === undefined ? nothing : "why"} title=${why ?? focus.autofocus}
      @click=${() => void this.focusOnce()}>
      <rc-icon name="focus"></rc-icon><span class="words">${this.isFocusing ? focus.focusing : focus.autofocus}</span>
    </button>`;
  }

  private stepButtons(why: string | undefined) {
    const { focus } = texts.camera;
    const button = (direction: 1 | -1, size: StepSize) => {
      const label = direction < 0 ? focus.nearer[size] : focus.farther[size];
      return html`<button class="quiet" aria-label=${label} title=${why ?? label} aria-disabled=${why !== undefined}
        aria-describedby=${unsaid(why) === undefined ? nothing : "why"} @click=${() => void this.drive(direction, size)}>
        ${(direction < 0 ? "‹" : "›").repeat(size + 1)}
      </button>`;
    };
    return html`<span class="steps">
      <span class="label" aria-hidden="true">${focus.near}</span>
      ${button(-1, 2)} ${button(-1, 1)} ${button(-1, 0)} ${button(1, 0)} ${button(1, 1)} ${button(1, 2)}
      <span class="label" aria-hidden="true">${focus.far}</span>
    </span>`;
  }

  private async focusOnce(): Promise<void> {
    if (this.isFocusing || whyNot(this.camera) !== undefined || !can(this.camera, "autofocus")) {
      return;
    }
    this.isFocusing = true;
    await this.attempt(async () => {
      const { focused } = await session().autofocus({ camera: this.camera });
      this.tell(focused === null ? texts.camera.focus.unknown : texts.camera.focus.focused, focused === true);
    });
    this.isFocusing = false;
  }

  private async drive(direction: 1 | -1, size: StepSize): Promise<void> {
    if (this.waiting >= MOST_WAITING || whyNot(this.camera) !== undefined || !can(this.camera, "drive_focus")) {
      return;
    }
    this.waiting += 1;
    this.steps ??= new FocusSteps(this.camera);
    await this.attempt(async () => {
      await this.steps?.drive(direction, size);
      this.tell((direction < 0 ? texts.camera.focus.movedNearer : texts.camera.focus.movedFarther)[size]);
    });
    this.waiting -= 1;
  }

  private async attempt(step: () => Promise<void>): Promise<void> {
    this.failure = undefined;
    this.tell("");
    try {
      await step();
    } catch (error) {
      this.failure = explain(error);
    }
  }

  private tell(result: string, isFocused = false): void {
    this.result = result;
    this.isFocused = isFocused;
    if (result !== "") {
      notices.say(result);
    }
  }
}
