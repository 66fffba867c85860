// Messages as they are on the wire: requests as text, replies and notifications as text or with bytes beside it.
import { RpcCameraError } from "./errors.ts";
import { ERRORS } from "./generated.ts";

type ErrorClass = new (message: string, code?: number, data?: object) => RpcCameraError;

const BY_NAME = new Map<unknown, ErrorClass>(Object.entries(ERRORS));
const BY_CODE = new Map<unknown, ErrorClass>(Object.values(ERRORS).map((error) => [error.CODE, error]));
const LONE_SURROGATE = /\p{Surrogate}/u;
const bytes = new WeakMap<object, Uint8Array>();

/** A message of the service's, before anybody has looked at what is in it. */
export type Message = Record<string, unknown>;

/** Return the bytes of a result, or of a notification's params, that was asked for with `binary`. */
export function attached(value: object): Uint8Array {
  const found = bytes.get(value);
  if (found === undefined) {
    throw new Error("There are no bytes with this: ask with `binary: true`.");
  }
  return found;
}

/** Write a request. TypeError: it has what JSON cannot carry. */
export function requestText(id: number, method: string, params: object): string {
  const checked = (key: string, value: unknown) => {
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new TypeError(`${method} is not sent: its params have NaN or Infinity.`);
    }
    if (LONE_SURROGATE.test(key) || (typeof value === "string" && LONE_SURROGATE.test(value))) {
      throw new TypeError(`${method} is not sent: a text in its params has a lone surrogate.`);
    }
    return value;
  };
  return JSON.stringify({ jsonrpc: "2.0", id, method, params }, checked);
}

/**
 * Read a message. An error is thrown when it is none of JSON-RPC's.
 *
 * A binary one has four bytes with the length of the JSON text, the text, and the bytes.
 */
export function parse(data: unknown): Message {
  if (!(data instanceof ArrayBuffer)) {
    return objectOf(JSON.parse(String(data)));
  }
  const end = 4 + new DataView(data).getUint32(0);
  const message = objectOf(JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, end - 4))));
  bytes.set(objectOf(message["params"] ?? message["result"]), new Uint8Array(data, end));
  return message;
}

/** Return what to reject a call with for an error object, however little of one it is. */
export function refusalOf(error: unknown): RpcCameraError {
  const { code, message, data } = isObject(error) ? error : {};
  const details = isObject(data) ? data : {};
  const Kind = BY_NAME.get(details["name"]) ?? BY_CODE.get(code) ?? RpcCameraError;
  const words = typeof message === "string" && message !== "" ? message : JSON.stringify(error);
  return new Kind(words, typeof code === "number" ? code : undefined, details);
}

/** Return `value` if it is an object with members; an error is thrown if it is not. */
export function objectOf(value: unknown): Message {
  if (!isObject(value)) {
    throw new TypeError("It is no JSON object.");
  }
  return value;
}

function isObject(value: unknown): value is Message {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
