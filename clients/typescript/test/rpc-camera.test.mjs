// The TypeScript client as compiled, against a server that answers as each test says.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { WebSocket, WebSocketServer } from "ws";
import { attached, RpcCamera, RpcError } from "../build/rpc-camera.js";

const busy = { code: 1102, message: "At work.", data: { name: "camera_busy", retryable: true, remedy: "Wait." } };

async function connected(t, answer, options = {}) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  t.after(() => {
    server.clients.forEach((client) => client.terminate());
    server.close();
  });
  server.on("connection", (socket) => {
    const reply = (id, members) => socket.send(JSON.stringify({ jsonrpc: "2.0", id, ...members }));
    socket.on("message", (text) => answer(JSON.parse(text), reply, socket));
  });
  await once(server, "listening");
  return RpcCamera.connect(`ws://127.0.0.1:${server.address().port}/rpc`, { WebSocket, ...options });
}

test("params go by name", async (t) => {
  const camera = await connected(t, (request, reply) => reply(request.id, { result: request }));
  const sent = await camera.setConfig({ name: "iso", value: "200" });
  assert.deepEqual([sent.method, sent.params], ["set_config", { name: "iso", value: "200" }]);
});

test("answers find their calls in any order", async (t) => {
  const held = [];
  const camera = await connected(t, (request, reply) => {
    held.push(request);
    if (held.length === 2) {
      held.reverse().forEach(({ id, params }) => reply(id, { result: params.name }));
    }
  });
  const answers = await Promise.all([camera.getConfig({ name: "a" }), camera.getConfig({ name: "b" })]);
  assert.deepEqual(answers, ["a", "b"]);
});

test("a refusal has name and remedy", async (t) => {
  const camera = await connected(t, (request, reply) => reply(request.id, { error: busy }));
  await assert.rejects(camera.captureImage(), (error) => {
    assert.ok(error instanceof RpcError);
    assert.deepEqual([error.code, error.errorName, error.remedy, error.retryable], [1102, "camera_busy", "Wait.", true]);
    return true;
  });
});

test("a wrong token is told by connect", async (t) => {
  const refuse = (request, reply) => reply(request.id, { error: busy });
  await assert.rejects(connected(t, refuse, { token: "guess" }), RpcError);
});

test("bytes that come beside the JSON are attached", async (t) => {
  const camera = await connected(t, (request, reply, socket) => {
    const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: request.id, result: { path: "/é.JPG" } }));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    socket.send(Buffer.concat([length, text, Buffer.from([0xff, 0xd8])]));
  });
  const part = await camera.readFile({ path: "/é.JPG", offset: 0, length: 2 });
  assert.equal(part.path, "/é.JPG");
  assert.deepEqual([...attached(part)], [0xff, 0xd8]);
  assert.throws(() => attached({ path: "/A.JPG" }), /binary/);
});

test("notifications go to the handlers of their name", async (t) => {
  const camera = await connected(t, (request, reply, socket) => {
    for (const seq of [1, 2]) {
      socket.send(JSON.stringify({ jsonrpc: "2.0", method: "camera_removed", params: { seq } }));
    }
    reply(request.id, { result: {} });
  });
  const seen = [];
  const end = camera.on("camera_removed", ({ seq }) => seen.push(seq));
  await camera.subscribe({ events: ["camera_removed"] });
  end();
  await camera.subscribe({ events: ["camera_removed"] });
  assert.deepEqual(seen, [1, 2]);
});

test("calls fail when the connection closes before the answer", async (t) => {
  const camera = await connected(t, (_request, _reply, socket) => socket.close());
  const closed = new Promise((resolve) => camera.onClose(resolve));
  await assert.rejects(camera.listCameras(), /closed/);
  await closed;
  await assert.rejects(camera.listCameras(), /closed/);
});

test("a server that is not there is told by connect", async () => {
  await assert.rejects(RpcCamera.connect("ws://127.0.0.1:1/rpc", { WebSocket }), /Cannot connect/);
});
