// What went wrong, in words for a person: what the service or the client says of it, and what to do.
import { CallTimedOut, ConnectFailed, ConnectionLost, ERRORS, type Failure as WireFailure, RpcCameraError, SessionClosed } from "rpc-camera-client";
import { texts } from "../texts.ts";

/** A failure to show. */
export interface Failure {
  message: string;
  remedy?: string;
  /** The error's name in the service's catalogue. */
  name?: string;
}

/** Return what to show of anything that was thrown. */
export function explain(error: unknown): Failure {
  if (error instanceof RpcCameraError) {
    return { message: error.message, remedy: remedyOf(error), name: error.errorName };
  }
  if (error instanceof ConnectionLost || error instanceof ConnectFailed || error instanceof SessionClosed) {
    return { message: texts.failures.connectionLost, remedy: texts.failures.connectionLostRemedy };
  }
  if (error instanceof CallTimedOut) {
    return { message: error.message, remedy: texts.failures.timedOutRemedy };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}

/** Return what to show of a failure that an answer or an event tells of. */
export function told({ name, message, remedy }: WireFailure): Failure {
  const classes: Readonly<Record<string, typeof RpcCameraError>> = ERRORS;
  return { message, remedy: forPeople(name, remedy, classes[name]?.REMEDY), name };
}

function remedyOf(error: RpcCameraError): string {
  const { REMEDY } = error.constructor as typeof RpcCameraError;
  return forPeople(error.errorName, error.remedy, REMEDY);
}

/** Return what to do: what the catalogue says to programs is said to a person in other words, what this case says is as it comes. */
function forPeople(name: string, remedy: string, general: string | undefined): string {
  const words: Readonly<Record<string, string>> = texts.remedies;
  return (remedy === general && words[name]) || remedy;
}

/** Whether a call was given up on purpose. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
