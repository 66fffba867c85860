// What a person has typed into a method's form, and the params that it makes.
import { texts } from "../texts.ts";
import { type Contract, type Example, type Method, type Param, type Schema, typesOf } from "./contract.ts";
import { faultOf } from "./rules.ts";

/** One param: as which type of JSON's it is given, and its text; an empty one leaves it out. */
export interface FieldDraft {
  type: string;
  text: string;
}

export interface Draft {
  isJson: boolean;
  fields: Record<string, FieldDraft>;
  /** The params as a whole, for `isJson`. */
  json: string;
}

/** The params that can be made of a draft, and what is wrong with it, by the param's name; "" is the whole. */
export interface Reading {
  params: Record<string, unknown>;
  faults: Record<string, string>;
}

type Read = { value: unknown } | { fault: string } | undefined;

const t = texts.explorer;
const WHOLE = "";

export function emptyDraft(): Draft {
  return { isJson: false, fields: {}, json: "{}" };
}

/** Return the draft that an example, or other params, make. */
export function draftOf(method: Method, params: Record<string, unknown>, isJson: boolean, contract: Contract): Draft {
  const fields: Record<string, FieldDraft> = {};
  for (const param of method.params) {
    const value = params[param.name];
    if (value !== undefined) {
      const schema = contract.resolve(param.schema);
      fields[param.name] = { type: typeFor(value, schema), text: typeof value === "string" ? value : JSON.stringify(value, undefined, isCompound(schema) ? 2 : 0) };
    }
  }
  return { isJson, fields, json: JSON.stringify(params, undefined, 2) };
}

/** Return the params of an example; a null stands for what is left out, unless null is a value there. */
export function paramsOf(method: Method, example: Example, contract: Contract): Record<string, unknown> {
  const given = example.params.filter(({ name, value }) => {
    const param = method.params.find((one) => one.name === name);
    return value !== null || (param !== undefined && typesOf(contract.resolve(param.schema)).includes("null"));
  });
  return Object.fromEntries(given.map(({ name, value }) => [name, value]));
}

/** Return what a draft makes. */
export function read(method: Method, draft: Draft, contract: Contract): Reading {
  if (draft.isJson) {
    return readWhole(draft.json);
  }
  const reading: Reading = { params: {}, faults: {} };
  for (const param of method.params) {
    const found = readField(param, draft.fields[param.name], contract.resolve(param.schema));
    if (found !== undefined && "value" in found) {
      reading.params[param.name] = found.value;
    } else if (found !== undefined) {
      reading.faults[param.name] = found.fault;
    }
  }
  return reading;
}

/** Return the params that are needed and not given. */
export function missingOf({ params: needed }: Method, { params, faults }: Reading): string[] {
  return needed.filter(({ name, required }) => required && params[name] === undefined && (faults[name] ?? t.missing) === t.missing).map(({ name }) => name);
}

/** Return the type that a param is given as if nobody picks one. */
export function usualType(schema: Schema): string {
  return typesOf(schema)[0] ?? "object";
}

/** Whether a param is typed in as JSON. */
export function isCompound(schema: Schema): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.includes("array") || types.includes("object");
}

function readWhole(text: string): Reading {
  const found = parsed(text.trim() || "{}");
  if ("fault" in found) {
    return { params: {}, faults: { [WHOLE]: found.fault } };
  }
  const isObject = typeof found.value === "object" && found.value !== null && !Array.isArray(found.value);
  return isObject ? { params: found.value as Record<string, unknown>, faults: {} } : { params: {}, faults: { [WHOLE]: t.notAnObject } };
}

function readField(param: Param, field: FieldDraft | undefined, schema: Schema): Read {
  const text = field?.text ?? "";
  const type = field?.type ?? usualType(schema);
  if (type === "null") {
    return { value: null };
  }
  if (text.trim() === "") {
    return param.required ? { fault: t.missing } : undefined;
  }
  const found = isCompound(schema) ? parsed(text) : scalar(text, type);
  if ("fault" in found) {
    return found;
  }
  const types = typesOf(schema);
  if (isCompound(schema) && types.length > 0 && !types.includes(typeFor(found.value, schema))) {
    return { fault: t.wrongType(types.join(", ")) };
  }
  const fault = faultOf(found.value, schema);
  return fault === undefined ? found : { fault };
}

function scalar(text: string, type: string): { value: unknown } | { fault: string } {
  switch (type) {
    case "boolean":
      return { value: text === "true" };
    case "integer":
    case "number": {
      const value = Number(text);
      if (!Number.isFinite(value)) {
        return { fault: t.badNumber };
      }
      return type === "integer" && !Number.isInteger(value) ? { fault: t.badInteger } : { value };
    }
    default:
      return { value: text };
  }
}

function parsed(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: t.badJson((error as Error).message) };
  }
}

/** Return which of a schema's types a value has. */
function typeFor(value: unknown, schema: Schema): string {
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return type === "number" && Number.isInteger(value) && typesOf(schema).includes("integer") ? "integer" : type;
}
