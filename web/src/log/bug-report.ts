// All that a report of a fault needs, as text. No token is in it.
import type { GetServerInfoResult } from "rpc-camera-client";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import type { LogLine } from "../service/events.ts";
import { sentence } from "./sentence.ts";

const MOST_EVENTS = 30;
const MOST_FAILURES = 20;

/** Return the report; `lines` are the log's, the newest first. */
export function bugReport(info: GetServerInfoResult | undefined, lines: readonly LogLine[]): string {
  const failures = lines.filter((line) => "gap" in line || sentence(line.params).isBad);
  return [
    ...section("Service", info === undefined ? ["no answer"] : serviceWords(info)),
    ...section("Page", [`connection: ${connection.state.value.kind}`, `browser: ${navigator.userAgent}`, `now: ${new Date().toISOString()}`]),
    ...section("Cameras", cameraWords()),
    ...section("Last failures", failures.slice(0, MOST_FAILURES).map(lineWords)),
    ...section("Last events", lines.slice(0, MOST_EVENTS).map(lineWords)),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return [`## ${title}`, ...(lines.length === 0 ? ["none"] : lines), ""];
}

function serviceWords(info: GetServerInfoResult): string[] {
  return [
    `${info.name} ${info.version}, API ${info.api_version}`,
    `libgphoto2 ${info.libgphoto2_version}, python-gphoto2 ${info.gphoto2_version}, Python ${info.python_version}`,
    `started: ${info.started_at}`,
    `limits: ${JSON.stringify(info.limits)}`,
  ];
}

function cameraWords(): string[] {
  return (cameras.list.value ?? []).flatMap(({ id, name, port, state, state_reason, abilities }) => {
    const details = cameras.details.value.get(id);
    return [
      `${name} (${id}) at ${port}: ${state}${state_reason === undefined ? "" : `, ${state_reason}`}`,
      `  abilities: ${abilities.join(", ")}`,
      ...(details === undefined ? [] : [`  lens: ${details.lens ?? "unknown"}, battery: ${details.battery_percent ?? "unknown"} %`]),
    ];
  });
}

function lineWords(line: LogLine): string {
  return "gap" in line ? `(${line.gap})` : `${line.at} ${line.name} ${JSON.stringify(line.params)}`;
}
