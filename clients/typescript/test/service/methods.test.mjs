// The TypeScript client as it is built, against the service: with a virtual camera, at SERVICE_URL with API_TOKEN.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { attached, CameraNotFound, ConfigInvalidValue, HandshakeRefused, Session, Unauthorized } from "rpc-camera-client";
import { WebSocket } from "ws";

const service = process.env.SERVICE_URL;
const url = `${service.replace(/^http/, "ws")}/rpc`;

async function connected(t) {
  const session = await Session.connect(url, { WebSocket, token: process.env.API_TOKEN });
  t.after(() => session.close());
  return session;
}

/** Return the params of the next notification of that name. */
const next = (session, name) =>
  new Promise((resolve) => {
    const end = session.on(name, (params) => {
      end();
      resolve(params);
    });
  });

test("a picture is taken, told of, and fetched whole, in parts and over HTTP", async (t) => {
  const session = await connected(t);
  await session.subscribe({ events: ["file_added"] });
  const events = session.events();
  const stages = [];
  const { files } = await session.captureImage({}, { onProgress: ({ stage }) => stages.push(stage) });
  const { path } = files[0];
  const whole = await session.downloadImage({ path });
  const data = Buffer.from(whole.image_base64, "base64");
  const part = await session.readFile({ path, offset: 100, length: 1000, binary: true });
  const link = await session.getFileUrl({ path });
  const response = await fetch(new URL(link.url, service), { headers: { "Want-Repr-Digest": "sha-256=1" } });
  const bytes = Buffer.from(await response.arrayBuffer());

  for await (const { params } of events) {
    if (params.file?.path === path) {
      break; // other test files take pictures with this camera, too
    }
  }
  assert.ok(stages.includes("exposing"), `the stages were ${stages}`);
  assert.deepEqual([data[0], data[1], data.length], [0xff, 0xd8, whole.size_bytes]);
  assert.deepEqual(Buffer.from(attached(part)), data.subarray(100, 1100));
  assert.ok(bytes.equals(data));
  const digest = createHash("sha256").update(data).digest("base64");
  assert.equal(response.headers.get("repr-digest"), `sha-256=:${digest}:`);
});

test("live view comes as binary frames, until it is stopped", async (t) => {
  const session = await connected(t);
  const frame = next(session, "preview_frame");
  await session.startPreview({ binary: true, max_fps: 10 });
  const jpeg = attached(await frame);
  await session.stopPreview();

  assert.deepEqual([...jpeg.subarray(0, 2)], [0xff, 0xd8]);
});

test("frames come until the loop is broken out of", async (t) => {
  const session = await connected(t);
  await session.subscribe({ events: ["preview_state_changed"] });
  const frames = [];
  for await (const frame of session.liveView()) {
    frames.push(frame);
    if (frames.length === 3) {
      break;
    }
  }
  assert.ok(frames.every(({ jpeg }) => jpeg[0] === 0xff && jpeg[1] === 0xd8));
  const [one, two, three] = frames.map(({ sequence }) => sequence);
  assert.ok(one < two && two < three);
  for await (const { params } of session.events()) {
    if (params.state === "stopped") {
      break;
    }
  }
});

test("a slow loop gets the newest frame", async (t) => {
  const session = await connected(t);
  const frames = session.liveView();
  const { value: first } = await frames.next();
  await new Promise((resolve) => setTimeout(resolve, 1000)); // time for many frames
  const [{ value: second }, { value: third }] = [await frames.next(), await frames.next()];
  await frames.return();
  assert.ok(second.sequence - first.sequence > 3);
  assert.ok(third.sequence > second.sequence);
});

test("live view of a camera that is not there is refused at once", async (t) => {
  const session = await connected(t);
  await assert.rejects(session.liveView({ camera: "elsewhere" }).next(), CameraNotFound);
});

test("a refused value is told with its choices and a remedy", async (t) => {
  const session = await connected(t);
  await assert.rejects(session.setConfig({ name: "iso", value: "401" }), (error) => {
    assert.ok(error instanceof ConfigInvalidValue);
    assert.equal(error.errorName, "config_invalid_value");
    assert.ok(error.data.choices.includes("400"));
    assert.ok(error.remedy.length > 0);
    return true;
  });
});

test("a bulb exposure whose signal aborts is ended, and the camera takes the next picture", async (t) => {
  const session = await connected(t);
  const control = new AbortController();
  const exposing = ({ stage }) => stage === "exposing" && control.abort();
  const bulb = session.captureImage({ bulb_s: 300 }, { signal: control.signal, onProgress: exposing });

  await assert.rejects(bulb, { name: "AbortError" });
  assert.equal((await session.captureImage()).files.length, 1);
});

test("a wrong token is said by connect", async () => {
  await assert.rejects(Session.connect(url, { WebSocket, token: "guess" }), Unauthorized);
});

test("a path that the service does not have is said by connect", async () => {
  const wrong = url.replace(/rpc$/, "rcp");
  await assert.rejects(Session.connect(wrong, { WebSocket }), (error) => {
    assert.ok(error instanceof HandshakeRefused);
    assert.match(error.message, /ends in \/rpc/);
    return true;
  });
});
