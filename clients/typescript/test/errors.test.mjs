// Errors of the service, and of what lies between, as the package rejects with them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CameraBusy, ERRORS, HandshakeRefused, MethodNotFound, RpcCameraError, Session } from "rpc-camera-client";
import { WebSocket } from "ws";
import { busy, connected, refusing } from "./rig.mjs";

const document = JSON.parse(readFileSync(new URL("../../../schemas/openrpc.json", import.meta.url), "utf8"));

test("each error of the catalogue has a class with its code and remedy", () => {
  const ours = Object.entries(ERRORS).map(([name, { CODE, NAME, RETRYABLE, REMEDY }]) => [
    name,
    { code: CODE, data: { name: NAME, retryable: RETRYABLE, remedy: REMEDY } },
  ]);
  const theirs = Object.entries(document.components.errors).map(([name, { code, data }]) => [name, { code, data }]);
  assert.deepEqual(Object.fromEntries(ours), Object.fromEntries(theirs));
  assert.equal(ERRORS.camera_busy, CameraBusy);
});

test("a refusal has the class of its name, and all that came with it", async (t) => {
  const error = { ...busy, data: { ...busy.data, camera: "x" } };
  const session = await connected(t, (request, reply) => reply(request.id, { error }));
  await assert.rejects(session.captureImage(), (caught) => {
    assert.ok(caught instanceof CameraBusy && caught instanceof RpcCameraError && caught instanceof Error);
    const { code, name, errorName, message, remedy, retryable, data } = caught;
    assert.deepEqual([code, name, errorName, message, remedy], [1102, "CameraBusy", "camera_busy", "At work.", "Wait."]);
    assert.deepEqual([retryable, data], [true, error.data]);
    assert.equal(String(caught), "CameraBusy: At work. Wait.");
    return true;
  });
});

const shapes = [
  [{ code: 1102, message: "At work." }, CameraBusy, "At work."],
  [{ code: 1102, message: "At work.", data: "none of ours" }, CameraBusy, "At work."],
  [{ code: 1102, message: "At work.", data: null }, CameraBusy, "At work."],
  [{ code: -32601, message: "Not here" }, MethodNotFound, "Not here"],
  [{ code: 502, message: "Bad gateway" }, RpcCameraError, "Bad gateway"],
  [{ code: 1, message: "New.", data: { name: "of_tomorrow", remedy: "Wait." } }, RpcCameraError, "New."],
  [{ code: 1, message: "Odd.", data: { name: "constructor" } }, RpcCameraError, "Odd."],
  ["Bad gateway", RpcCameraError, '"Bad gateway"'],
  [null, RpcCameraError, "null"],
];

test("an error of any shape becomes one with all members, and the reader lives on", async (t) => {
  const session = await connected(t, ({ id, params }, reply) => {
    reply(id, "shape" in params ? { error: shapes[params.shape][0] } : { result: { cameras: [] } });
  });
  for (const [shape, [, Kind, message]] of shapes.entries()) {
    await assert.rejects(session.call("get_camera", { shape }), (error) => {
      assert.equal(error.constructor, Kind);
      assert.deepEqual([error.message, error.retryable], [message, Kind.RETRYABLE]);
      assert.equal(typeof error.remedy, "string");
      return true;
    });
  }
  assert.deepEqual(await session.listCameras(), { cameras: [] });
});

test("a wrong token is said by connect", async (t) => {
  const refuse = (request, reply) => reply(request.id, { error: busy });
  await assert.rejects(connected(t, refuse, { token: "guess" }), CameraBusy);
});

for (const [status, words] of [
  [401, /wants another token or login \(HTTP 401\)/],
  [403, /--allow-host/],
  [404, /ends in \/rpc/],
  [418, /HTTP 418/],
  [503, /no room/],
]) {
  test(`HTTP ${status} at the handshake is said in words`, async (t) => {
    await assert.rejects(Session.connect(await refusing(t, status), { WebSocket }), (error) => {
      assert.ok(error instanceof HandshakeRefused);
      assert.equal(error.status, status);
      assert.match(error.message, words);
      return true;
    });
  });
}
