// What a schema asks of a value, in words, and whether a value keeps to it.
import { texts } from "../texts.ts";
import { type Contract, type Schema, typesOf } from "./contract.ts";

interface Rule {
  words: string;
  holds(value: unknown): boolean;
}

const t = texts.explorer;

/** Return a schema's type: "string", "PictureQuality", "array of string", "integer or null". */
export function typeWords(schema: Schema, contract: Contract): string {
  const found = contract.resolve(schema);
  if (schema.$ref !== undefined && found.title !== undefined) {
    return found.title;
  }
  if (found.oneOf !== undefined) {
    return found.oneOf.map((one) => typeWords(one, contract)).join(" or ");
  }
  const types = typesOf(found).map((type) => (type === "array" && found.items ? `array of ${typeWords(found.items, contract)}` : type));
  return types.join(" or ") || (found.const === undefined ? t.any : JSON.stringify(found.const));
}

/** Return the limits of a schema that is resolved: "more than 0, at most 3600". */
export function limitWords(schema: Schema): string {
  const words = rulesOf(schema).map((rule) => rule.words);
  return [...words, ...(schema.default === undefined ? [] : [t.byDefault(JSON.stringify(schema.default))])].join(", ");
}

/** Return what is wrong with a value, in a sentence; undefined if nothing is. What is within arrays and objects is not looked at. */
export function faultOf(value: unknown, schema: Schema): string | undefined {
  const broken = rulesOf(schema).find((rule) => !rule.holds(value));
  return broken && t.broken(broken.words);
}

function rulesOf(schema: Schema): Rule[] {
  const number = (limit: number | undefined, words: (limit: number) => string, holds: (value: number, limit: number) => boolean): Rule[] =>
    limit === undefined ? [] : [{ words: words(limit), holds: (value) => typeof value !== "number" || holds(value, limit) }];
  return [
    ...number(schema.minimum, t.atLeast, (value, limit) => value >= limit),
    ...number(schema.exclusiveMinimum, t.moreThan, (value, limit) => value > limit),
    ...number(schema.maximum, t.atMost, (value, limit) => value <= limit),
    ...number(schema.exclusiveMaximum, t.lessThan, (value, limit) => value < limit),
    ...length(schema.minLength, schema.maxLength, t.characters, (value) => (typeof value === "string" ? [...value].length : undefined)),
    ...length(schema.minItems, schema.maxItems, t.items, (value) => (Array.isArray(value) ? value.length : undefined)),
    ...pattern(schema.pattern),
  ];
}

function length(least = 0, most = Infinity, words: (range: string, most: number) => string, lengthOf: (value: unknown) => number | undefined): Rule[] {
  if (least === 0 && most === Infinity) {
    return [];
  }
  const range = most === Infinity ? t.atLeast(least) : least === 0 ? t.atMost(most) : `${least}–${most}`;
  return [{ words: words(range, most === Infinity ? least : most), holds: (value) => within(lengthOf(value), least, most) }];
}

function within(count: number | undefined, least: number, most: number): boolean {
  return count === undefined || (count >= least && count <= most);
}

function pattern(source: string | undefined): Rule[] {
  return source === undefined
    ? []
    : [{ words: t.matching(source), holds: (value) => typeof value !== "string" || new RegExp(source, "u").test(value) }];
}
