// Compiled, never run: the types hold a caller to the contract.
import { WebSocket } from "ws";
import { RpcCamera } from "../rpc-camera.js";

export async function use(): Promise<void> {
  const camera = await RpcCamera.connect("ws://localhost:8765/rpc", { token: "t", WebSocket });
  const { files } = await camera.captureImage({ timeout_s: 10 });
  const path: string | undefined = files[0]?.path;
  const { widgets } = await camera.listConfig();
  const value: string | number | boolean | null | undefined = widgets[0]?.value;
  const control = new AbortController();
  await camera.captureImage({ bulb_s: 90 }, { signal: AbortSignal.any([control.signal, AbortSignal.timeout(9_000)]) });
  await camera.downloadImage({ path: "/A.JPG" }, { onProgress: ({ done, total }) => (total === null ? 0 : done / total) });
  camera.on("file_added", ({ file, origin }) => [file.path, origin === "camera", path, value]);
  // @ts-expect-error: there is no such notification
  camera.on("file_eaten", () => undefined);
  // @ts-expect-error: `name` is missing
  await camera.getConfig({});
  // @ts-expect-error: there is no such param
  await camera.getConfig({ nmae: "iso" });
  // @ts-expect-error: there is no such event
  await camera.subscribe({ events: ["file_eaten"] });
  // @ts-expect-error: `done` is a number
  await camera.listCameras({}, { onProgress: ({ done }) => done.trim() });
  // @ts-expect-error: options are no params
  await camera.captureImage({ signal: control.signal });
  // @ts-expect-error: there is no such option
  await camera.listCameras({}, { onProgres: () => undefined });
}
