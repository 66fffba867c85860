// What a picture says about itself, as a photographer reads it.
import type { GetMetadataResult } from "rpc-camera-client";
import { bytes, shutter } from "../core/format.ts";
import { texts } from "../texts.ts";
import type { PictureFile } from "./shot.ts";

export type Fact = readonly [label: string, value: string];

/** Return the exposure in one line: "1/125 s · f/5.6 · ISO 100". */
export function exposureOf({ tags: { exif } }: GetMetadataResult): string {
  const parts = [
    number(exif["ExposureTime"], shutter),
    number(exif["FNumber"], (value) => `f/${value}`),
    number(exif["PhotographicSensitivity"], (value) => `ISO ${value}`),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

/** Return what matters most. */
export function factsOf(metadata: GetMetadataResult, file: PictureFile): Fact[] {
  const { image, exif } = metadata.tags;
  const { facts } = texts.pictures;
  const found: (readonly [string, string | undefined])[] = [
    [facts.exposure, exposureOf(metadata) || undefined],
    [facts.compensation, number(exif["ExposureBiasValue"], (value) => `${value > 0 ? "+" : ""}${Number(value.toFixed(2))} EV`)],
    [facts.focalLength, focalLength(exif)],
    [facts.lens, text(exif["LensModel"])],
    [facts.camera, text(image["Model"])],
    [facts.taken, time(exif["DateTimeOriginal"])],
    [facts.pixels, pixels(file, exif)],
    [facts.size, file.size_bytes === undefined ? undefined : bytes(file.size_bytes)],
    [facts.place, place(metadata.location)],
    [facts.path, file.path],
  ];
  return found.filter((fact): fact is Fact => fact[1] !== undefined);
}

/** Return each tag with its value as text, by directory. */
export function allTags({ tags }: GetMetadataResult): [directory: string, Fact[]][] {
  const shown = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value));
  const directories = Object.entries(tags) as [string, Record<string, unknown>][];
  return directories
    .map(([name, directory]): [string, Fact[]] => [name, Object.entries(directory).map(([tag, value]) => [tag, shown(value)])])
    .filter(([, facts]) => facts.length > 0);
}

function number(value: unknown, write: (value: number) => string): string | undefined {
  return typeof value === "number" ? write(value) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** EXIF writes 2026:11:22 09:50:06, by the camera's clock. */
function time(value: unknown): string | undefined {
  return text(value)?.replace(/^(\d+):(\d+):/, "$1-$2-");
}

function focalLength(exif: Record<string, unknown>): string | undefined {
  const [true_, film] = [exif["FocalLength"], exif["FocalLengthIn35mmFilm"]];
  return number(true_, (value) => (typeof film === "number" && film !== value ? texts.pictures.facts.inFilm(value, film) : `${value} mm`));
}

function pixels(file: PictureFile, exif: Record<string, unknown>): string | undefined {
  const [width, height] = [file.width ?? exif["PixelXDimension"], file.height ?? exif["PixelYDimension"]];
  return typeof width === "number" && typeof height === "number" && width > 0 ? `${width} × ${height}` : undefined;
}

function place(location: GetMetadataResult["location"]): string | undefined {
  if (location === undefined) {
    return undefined;
  }
  const { latitude, longitude, altitude_m: altitude } = location;
  const degrees = (value: number, [plus, minus]: string) => `${Math.abs(value).toFixed(5)}° ${value < 0 ? minus : plus}`;
  const height = altitude === undefined ? "" : `, ${Math.round(altitude)} m`;
  return `${degrees(latitude, "NS")}, ${degrees(longitude, "EW")}${height}`;
}
