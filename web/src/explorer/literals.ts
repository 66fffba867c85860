// JSON values as literals of other languages.

const INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const NAME = /^[A-Za-z_$][\w$]*$/;

/** Write a text as all four languages read it: in double quotes, with what is not seen escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(INVISIBLE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Write a value in Python. */
export function python(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(python).join(", ")}]`;
  }
  if (isObject(value)) {
    return `{${Object.entries(value).map(([key, one]) => `${quoted(key)}: ${python(one)}`).join(", ")}}`;
  }
  return value === null ? "None" : value === true ? "True" : value === false ? "False" : scalar(value);
}

/** Write a value in JavaScript. */
export function javascript(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(javascript).join(", ")}]`;
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, one]) => `${javascriptKey(key)}: ${javascript(one)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return scalar(value);
}

/** Write a value in Go, as what encoding/json makes of it. */
export function go(value: unknown): string {
  if (Array.isArray(value)) {
    return `[]any{${value.map(go).join(", ")}}`;
  }
  if (isObject(value)) {
    return `map[string]any{${Object.entries(value).map(([key, one]) => `${quoted(key)}: ${go(one)}`).join(", ")}}`;
  }
  return value === null ? "nil" : scalar(value);
}

/** Write JSON for a shell, within single quotes. */
export function shell(value: unknown): string {
  return `'${JSON.stringify(value).replaceAll("'", "\\u0027")}'`;
}

function javascriptKey(key: string): string {
  return key === "__proto__" ? `[${quoted(key)}]` : NAME.test(key) ? key : quoted(key);
}

function scalar(value: unknown): string {
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
