// Sets an element's own styles by the CSSOM: lit's styleMap writes a `style` attribute first, which the page's policy forbids.
import { type ElementPart, noChange } from "lit";
import { Directive, directive, PartType, type PartInfo } from "lit/directive.js";

class StyledDirective extends Directive {
  private before: Readonly<Record<string, string>> = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) {
      throw new Error("`styled` stands in an element's tag by itself.");
    }
  }

  override render(_styles: Readonly<Record<string, string>>): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [styles]: [Readonly<Record<string, string>>]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(styles)) {
      if (this.before[name] !== value) {
        style.setProperty(name, value);
      }
    }
    this.before = styles;
    return noChange;
  }
}

/** `<div ${styled({ width: "12px", "--columns": "4" })}>`: always with the same names. */
export const styled = directive(StyledDirective);
