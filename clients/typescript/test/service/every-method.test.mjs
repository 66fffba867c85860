// Every method of the contract is called once, by its own name, against a service with two virtual cameras.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { attached, Cancelled } from "rpc-camera-client";
import { connected, folder, serving, token } from "./rig.mjs";

const document = JSON.parse(readFileSync(new URL("../../../../schemas/openrpc.json", import.meta.url), "utf8"));
const FOLDER = "/store_00010001/DCIM/100VIRTL";
const path = `${FOLDER}/DSC_0001.JPG`;

test("every method of the contract", async (t) => {
  const service = await serving(t, ["--virtual=2", `--save-dir=${folder()}`]);
  const session = await connected(t, service.url);
  const called = new Set();
  const { call } = session;
  session.call = (method, ...rest) => {
    called.add(method);
    return call.call(session, method, ...rest);
  };

  assert.deepEqual(await session.authenticate({ token }), { authenticated: true });
  const { ticket } = await session.createTicket();
  assert.equal((await session.redeemTicket({ ticket })).token, token);
  assert.equal((await session.getServerInfo()).authenticated, true);
  assert.equal((await session.rpcDiscover()).info.version, document.info.version);
  const { cameras } = await session.listCameras();
  const [one, two] = cameras.map(({ id }) => id);
  assert.equal((await session.selectCamera({ camera: one })).camera.id, one);
  assert.equal((await session.getCamera()).id, one);
  assert.equal((await session.identifyCamera({ duration_s: 0.1 })).by, "live_view");
  assert.equal((await session.labelCamera({ label: "left", place: "row 3", camera: one })).camera.label, "left");
  assert.equal((await session.getCamera({ camera: "left" })).id, one);
  assert.equal((await session.labelCamera({ label: null, camera: one })).camera.label, undefined);
  assert.ok((await session.subscribe({ events: ["file_added"] })).events.includes("file_added"));

  assert.ok((await session.listConfig({ section: "imgsettings" })).widgets.length > 0);
  assert.equal((await session.setConfig({ name: "iso", value: "200" })).value, "200");
  assert.equal((await session.getConfig({ name: "iso" })).value, "200");
  assert.equal((await session.setConfigs({ values: { iso: "400" } })).widgets[0].value, "400");
  assert.equal((await session.setExposure({ iso: 100, shutter_s: 0.008 })).chosen.iso, 100);
  assert.equal((await session.getExposure()).settings.iso.value, 100);
  assert.equal((await session.setCaptureSettings({ quality: "jpeg" })).chosen.quality, "jpeg");
  assert.equal((await session.getCaptureSettings()).settings.quality.value, "jpeg");
  const ids = [one, two];
  assert.equal((await session.setConfigsOfCameras({ cameras: ids, values: { iso: "800" } })).complete, true);
  const widgets = await session.getConfigOfCameras({ cameras: ids, name: "iso" });
  assert.deepEqual(widgets.cameras.map(({ result }) => result.value), ["800", "800"]);
  const exposed = await session.setExposureOfCameras({ cameras: [one, "usb:9"], iso: 200 });
  assert.equal(exposed.cameras[1].error.name, "camera_not_found");
  const [exposure] = (await session.getExposureOfCameras({ cameras: ids })).cameras;
  assert.equal(exposure.result.settings.iso.value, 200);
  const { differing } = await session.compareConfig({ cameras: ids, names: ["iso"] });
  assert.deepEqual(differing.map(({ name, values }) => [name, values.map(({ value }) => value)]), [["iso", [200, 800]]]);
  assert.equal((await session.setCaptureSettingsOfCameras({ cameras: ids, quality: "raw" })).complete, true);
  const [settings] = (await session.getCaptureSettingsOfCameras({ cameras: ids })).cameras;
  assert.equal(settings.result.settings.quality.value, "raw");
  await session.setCaptureSettings({ quality: "jpeg" });
  assert.equal((await session.autofocus()).camera, one);
  assert.equal((await session.driveFocus({ steps: 100 })).camera, one);

  const { files } = await session.captureImage();
  assert.equal((await session.triggerCapture()).camera, one);
  const group = await session.captureGroup({ cameras: [one, two] });
  assert.equal(group.cameras.length, 2);
  assert.ok((await session.listGroups()).groups.some(({ group_id }) => group_id === group.group_id));
  assert.deepEqual(await session.getGroup({ group_id: group.group_id }), group);
  await session.startBulb({ max_s: 30 });
  assert.ok((await session.stopBulb()).exposure_s < 30);
  const exposing = ({ stage, request_id }) => stage === "exposing" && session.cancelRequest({ request_id });
  await assert.rejects(session.captureImage({ bulb_s: 300 }, { onProgress: exposing }), Cancelled);

  assert.ok((await session.listFiles({ folder: FOLDER })).files.length > 0);
  const { size_bytes } = await session.getFileInfo({ path });
  assert.equal((await session.downloadImage({ path })).size_bytes, size_bytes);
  assert.equal(attached(await session.readFile({ path, offset: 0, length: 9, binary: true })).length, 9);
  assert.ok((await session.getThumbnail({ path })).image_base64.length > 0);
  assert.equal((await session.getMetadata({ path })).tags.image.Make, "Nikon Corporation");
  assert.match((await session.getFileUrl({ path })).url, /^\/cameras\//);
  assert.equal((await session.getArchiveUrl({ paths: [path], name: "all" })).filename, "all.zip");
  assert.match((await session.getUploadUrl({ path: `${FOLDER}/NEW.JPG` })).url, /^\/cameras\//);
  assert.equal((await session.uploadFile({ folder: FOLDER, filename: "NOTE.JPG", data_base64: "/9j/2Q==" })).size_bytes, 4);
  assert.equal((await session.deleteFile({ path: files[0].path })).path, files[0].path);

  assert.equal((await session.startPreview({ max_fps: 5 })).camera, one);
  assert.match((await session.getPreviewUrl()).mjpeg_url, /^\/cameras\//);
  assert.equal((await session.stopPreview()).camera, one);
  const made = await session.createLink({ kind: "latest" });
  assert.match(made.jpeg_url, /^\/links\/[^/]+\/latest.jpg$/);
  assert.deepEqual((await session.listLinks()).links, [made.link]);
  const { link_id } = made.link;
  assert.deepEqual(await session.revokeLink({ link_id }), { link_id });

  const { sequence_id } = (await session.startSequence({ frames: 1000, interval_s: 60 })).sequence;
  assert.equal((await session.getSequence({ sequence_id })).sequence.sequence_id, sequence_id);
  assert.equal((await session.listSequences()).sequences.length, 1);
  assert.equal((await session.stopSequence({ sequence_id })).sequence.frames, 1000);

  const saved = await oneThatWasSaved(session);
  const link = await session.getSavedFileUrl({ sha256: saved.sha256, camera: saved.camera });
  assert.equal(link.file.path, saved.path);
  assert.equal((await session.startTethering()).camera, one);
  assert.equal((await session.getTethering()).camera, one);
  assert.equal((await session.listTethering()).tetherings.length, 2);
  assert.equal((await session.stopTethering()).camera, one);

  assert.ok((await session.getEvents({ since: 0 })).events.some(({ event }) => event === "file_added"));
  assert.deepEqual((await session.unsubscribe({ events: ["file_added"] })).events, ["progress"]); // which `onProgress` has

  const methods = [...document.methods, document["x-service-discovery"]].map(({ name }) => name);
  assert.deepEqual([...called].sort(), methods.sort());
});

/** Returns the event of a picture that tethering has saved. */
async function oneThatWasSaved(session) {
  for (;;) {
    const { events } = await session.getEvents({ since: 0 });
    const saved = events.find(({ event }) => event === "file_saved");
    if (saved) return saved.params;
    await delay(100);
  }
}
