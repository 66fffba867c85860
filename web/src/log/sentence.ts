// An event in a sentence, made of what such params have in common; all of it is in the raw JSON.
import { texts } from "../texts.ts";

type Params = Readonly<Record<string, unknown>>;

const t = texts.log;

/** Return what an event says, and what to do where something failed. */
export function sentence(params: Params): { text: string; remedy?: string; isBad: boolean } {
  const failure = failureOf(params["error"]);
  const text = [host(params), names(params), setting(params), file(params), state(params), frames(params), nested(params), words(params["reason"]), failure?.message];
  return {
    text: text.filter(Boolean).join(" · "),
    ...(failure?.remedy ? { remedy: failure.remedy } : {}),
    isBad: failure !== undefined || ["lost", "failed", "unreachable"].includes(words(params["state"]) ?? "") || isMissing(params),
  };
}

/** Return which host of a rig an event is about that is about no camera. */
function host({ camera, host: name, count }: Params): string | undefined {
  return camera !== undefined || typeof name !== "string" ? undefined : count === undefined ? name : `${name} · ${t.missing(typeof count === "number" ? count : undefined)}`;
}

function isMissing({ camera, host: name, count }: Params): boolean {
  return camera === undefined && name !== undefined && count !== undefined;
}

function names({ label, place }: Params): string | undefined {
  return label === undefined ? undefined : [words(label), words(place)].filter(Boolean).join(" · ") || t.unnamed;
}

function setting({ name, value }: Params): string | undefined {
  return typeof name === "string" && value !== undefined ? `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}` : undefined;
}

function file({ file, path, files, origin }: Params): string | undefined {
  const from = pathOf(file);
  const names = Array.isArray(files) ? files.map(pathOf).filter(Boolean).join(", ") : undefined;
  const to = words(path);
  const places = [from ?? names, to].filter(Boolean).join(" → ");
  return places && typeof origin === "string" ? `${places} (${origin})` : places;
}

function state({ state: now, previous }: Params): string | undefined {
  return typeof now !== "string" ? undefined : typeof previous === "string" ? `${previous} → ${now}` : now;
}

function frames({ frames: all, frames_taken: taken }: Params): string | undefined {
  return typeof taken === "number" ? t.frames(taken, typeof all === "number" ? all : undefined) : undefined;
}

/** Return the name of what came, or what of a group failed. */
function nested({ info, manifest }: Params): string | undefined {
  const members = isObject(manifest) && Array.isArray(manifest["cameras"]) ? manifest["cameras"].filter(isObject) : [];
  const told = members.map(({ camera, error, files }) => `${camera}: ${failureOf(error)?.message ?? file({ files })}`);
  return isObject(info) ? words(info["name"]) : told.join(" · ");
}

function failureOf(error: unknown): { message: string; remedy: string | undefined } | undefined {
  const message = isObject(error) ? words(error["message"]) : undefined;
  return message === undefined || !isObject(error) ? undefined : { message, remedy: words(error["remedy"]) };
}

function pathOf(file: unknown): string | undefined {
  return isObject(file) ? words(file["path"]) : undefined;
}

function words(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
