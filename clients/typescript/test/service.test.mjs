// The TypeScript client as compiled, against the service: with a virtual camera, at SERVICE_URL with API_TOKEN.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { WebSocket } from "ws";
import { attached, RpcCamera, RpcError } from "../build/rpc-camera.js";

const service = process.env.SERVICE_URL;
const url = `${service.replace(/^http/, "ws")}/rpc`;

async function connected(t) {
  const camera = await RpcCamera.connect(url, { WebSocket, token: process.env.API_TOKEN });
  t.after(() => camera.close());
  return camera;
}

/** Return the params of the next notification of that name. */
const next = (camera, name) =>
  new Promise((resolve) => {
    const end = camera.on(name, (params) => {
      end();
      resolve(params);
    });
  });

test("a picture is taken, told of, and fetched whole, in parts and over HTTP", async (t) => {
  const camera = await connected(t);
  await camera.subscribe({ events: ["file_added"] });
  const told = next(camera, "file_added");
  const stages = [];
  const { files } = await camera.captureImage({}, { onProgress: ({ stage }) => stages.push(stage) });
  const { path } = files[0];
  const whole = await camera.downloadImage({ path });
  const data = Buffer.from(whole.image_base64, "base64");
  const part = await camera.readFile({ path, offset: 100, length: 1000, binary: true });
  const link = await camera.getFileUrl({ path });
  const response = await fetch(new URL(link.url, service), { headers: { "Want-Repr-Digest": "sha-256=1" } });
  const bytes = Buffer.from(await response.arrayBuffer());

  assert.equal((await told).file.path, path);
  assert.ok(stages.includes("exposing"), `the stages were ${stages}`);
  assert.deepEqual([data[0], data[1], data.length], [0xff, 0xd8, whole.size_bytes]);
  assert.deepEqual(Buffer.from(attached(part)), data.subarray(100, 1100));
  assert.ok(bytes.equals(data));
  const digest = createHash("sha256").update(data).digest("base64");
  assert.equal(response.headers.get("repr-digest"), `sha-256=:${digest}:`);
});

test("live view comes as binary frames, until it is stopped", async (t) => {
  const camera = await connected(t);
  const frame = next(camera, "preview_frame");
  await camera.startPreview({ binary: true, max_fps: 10 });
  const jpeg = attached(await frame);
  await camera.stopPreview();

  assert.deepEqual([...jpeg.subarray(0, 2)], [0xff, 0xd8]);
});

test("a refused value is told with its choices and a remedy", async (t) => {
  const camera = await connected(t);
  await assert.rejects(camera.setConfig({ name: "iso", value: "401" }), (error) => {
    assert.ok(error instanceof RpcError);
    assert.equal(error.errorName, "config_invalid_value");
    assert.ok(error.data.choices.includes("400"));
    assert.ok(error.remedy.length > 0);
    return true;
  });
});

test("a bulb exposure whose signal aborts is ended, and the camera takes the next picture", async (t) => {
  const camera = await connected(t);
  const control = new AbortController();
  const exposing = ({ stage }) => stage === "exposing" && control.abort();
  const bulb = camera.captureImage({ bulb_s: 300 }, { signal: control.signal, onProgress: exposing });

  await assert.rejects(bulb, { name: "AbortError" });
  assert.equal((await camera.captureImage()).files.length, 1);
});

test("a wrong token is told by connect", async () => {
  await assert.rejects(RpcCamera.connect(url, { WebSocket, token: "guess" }), { errorName: "unauthorized" });
});
