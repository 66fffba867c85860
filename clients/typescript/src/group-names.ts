// What a group's files are called here: a template, filled in so that nothing a camera says leads out of the folder.
import type { File, GroupMember } from "./generated.ts";

export const DEFAULT_NAME = "{label}-{original}";
const FIELDS = ["label", "camera", "host", "original", "stem", "ext"];
const ALLOWED = `It takes ${FIELDS.map((field) => `{${field}}`).join(", ")}, and folders, with /.`;
const PIECES = /\{(\w+)\}|[{}]/g;

/** Names files by a template such as "{label}/{original}"; where its last part names no type of file, ".{ext}" is added. */
export class GroupNames {
  private readonly parts: string[];
  private readonly addsType: boolean;

  /** RangeError: the template cannot be used. */
  constructor(template: string) {
    this.parts = template.split("/");
    if (this.parts.some((part) => /^[. ]*$/.test(part))) {
      throw new RangeError(`"${template.slice(0, 80)}" is no name within a folder. ${ALLOWED}`);
    }
    for (const [piece, field = ""] of template.matchAll(PIECES)) {
      if (!FIELDS.includes(field)) {
        throw new RangeError(`"${template.slice(0, 80)}" is no template: ${piece} cannot stand in it. ${ALLOWED}`);
      }
    }
    this.addsType = !/\{(original|ext)\}/.test(this.parts.at(-1) as string);
  }

  /** Return the parts of what a file of a camera is called, below the folder of its group. */
  name({ camera, label, host = "host" }: GroupMember, { filename: original }: File): string[] {
    const dot = original.lastIndexOf(".");
    const [stem, ext] = dot < 0 ? [original, ""] : [original.slice(0, dot), original.slice(dot + 1)];
    const values: Record<string, string> = { camera, label: label || camera, host, original, stem, ext };
    const parts = this.parts.map((part) => part.replace(PIECES, (_, field: string) => values[field] as string));
    if (this.addsType && ext !== "") {
      parts.push(`${parts.pop()}.${ext}`);
    }
    return parts;
  }
}
