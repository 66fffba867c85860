// Compiled, never run: the types hold a caller to the contract.
import { WebSocket } from "ws";
import { CallTimedOut, CameraBusy, ConfigInvalidValue, ConnectionLost, type FolderCopy, type Frame, Session } from "rpc-camera-client";

export async function use(): Promise<void> {
  const session = await Session.connect("ws://localhost:8765/rpc", { token: "t", WebSocket });
  const other = await Session.connect("ws://localhost", { reconnect: { mostS: 5 }, deadlinesS: { capture_image: 9 }, headers: {} });
  const { files } = await other.withDeadline(60).withProgress(({ stage }) => stage.trim()).captureImage({ timeout_s: 10 });
  const place: string = await session.download("/A.JPG", ".", { overwrite: true, camera: "z" });
  const blob: Blob = await session.downloadBlob(place, { onProgress: ({ done }) => done + 1 });
  const copy: FolderCopy = await session.downloadFolder("/", ".", { flatten: true });
  const stored: number = (await session.upload(blob, "/", { name: copy.saved[0] ?? "A" })).size_bytes;
  const frames: AsyncGenerator<Frame> = session.liveView({ maxFps: 9 });
  const jpeg: Uint8Array | undefined = (await frames.next()).value?.jpeg;
  session.onEventsMissed(({ reason, after_seq }) => [reason.length, (after_seq ?? 0) + stored, jpeg]);
  const path: string | undefined = files[0]?.path;
  const { widgets } = await session.listConfig();
  const value: string | number | boolean | null | undefined = widgets[0]?.value;
  const control = new AbortController();
  await session.captureImage({ bulb_s: 90 }, { signal: AbortSignal.any([control.signal, AbortSignal.timeout(9_000)]) });
  await session.downloadImage({ path: "/A.JPG" }, { onProgress: ({ done, total }) => (total === null ? 0 : done / total) });
  session.on("file_added", ({ file, origin }) => [file.path, origin === "camera", path, value]);
  for await (const event of session.events()) {
    if (event.method === "file_saved") {
      const size: number = event.params.size_bytes;
      return size > 0 ? undefined : session.close();
    } else if (event.method === "events_missed") {
      const reason: "log_ended" | "log_full" | "reader_too_slow" = event.params.reason;
      throw new Error(reason);
    }
  }
  try {
    await session.setConfig({ name: "iso", value: "401" });
  } catch (error) {
    if (error instanceof ConnectionLost || error instanceof CallTimedOut) {
      const isSafe: boolean = error.isSafeToRepeat;
      throw new Error(`${error.method}: ${isSafe}`);
    }
    if (error instanceof ConfigInvalidValue) {
      const choices: unknown[] | undefined = error.data.choices;
      const name: "config_invalid_value" = error.data.name;
      throw new Error(`${name}: ${choices?.join()}`);
    }
    // @ts-expect-error: of what another says, nothing is known of choices
    const none: unknown = error instanceof CameraBusy && error.data.choices;
    throw none;
  }
  // @ts-expect-error: there is no such notification
  session.on("file_eaten", () => undefined);
  // @ts-expect-error: `name` is missing
  await session.getConfig({});
  // @ts-expect-error: there is no such param
  await session.getConfig({ nmae: "iso" });
  // @ts-expect-error: there is no such event
  await session.subscribe({ events: ["file_eaten"] });
  // @ts-expect-error: `done` is a number
  await session.listCameras({}, { onProgress: ({ done }) => done.trim() });
  // @ts-expect-error: options are no params
  await session.captureImage({ signal: control.signal });
  // @ts-expect-error: times have their unit
  await Session.connect("ws://localhost", { keepalive: 5 });
  // @ts-expect-error: there is no such option
  await session.listCameras({}, { onProgres: () => undefined });
}
