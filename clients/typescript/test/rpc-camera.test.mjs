// The TypeScript client as compiled, against a server that answers as each test says.
import assert from "node:assert/strict";
import { getEventListeners, once } from "node:events";
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

/** A server that leaves `get_camera` unanswered, refuses `cancel_request`, and answers the rest; `asked` is when. */
async function connectedToSilent(t) {
  const seen = [];
  let tellAsked;
  const asked = new Promise((resolve) => (tellAsked = resolve));
  const camera = await connected(t, (request, reply) => {
    seen.push([request.method, request.params]);
    if (request.method === "get_camera") {
      tellAsked();
    } else {
      reply(request.id, request.method === "cancel_request" ? { error: busy } : { result: {} });
    }
  });
  return { camera, seen, asked };
}

test("a call whose signal aborts is rejected at once with the reason, and the service told", async (t) => {
  const { camera, seen, asked } = await connectedToSilent(t);
  const control = new AbortController();
  const call = camera.getCamera({}, { signal: control.signal });
  await asked;
  control.abort();
  await assert.rejects(call, { name: "AbortError" });
  await camera.listCameras();
  assert.deepEqual(seen, [["get_camera", {}], ["cancel_request", { request_id: 1 }], ["list_cameras", {}]]);
});

test("a call whose time is over is cancelled before the connection closes", async (t) => {
  const { camera, seen, asked } = await connectedToSilent(t);
  const control = new AbortController();
  const call = camera.getCamera({}, { signal: control.signal }).finally(() => camera.close());
  const closed = new Promise((resolve) => camera.onClose(resolve));
  await asked;
  control.abort(new Error("It takes too long."));
  await assert.rejects(call, /too long/);
  await closed;
  assert.deepEqual(seen.at(-1), ["cancel_request", { request_id: 1 }]);
});

test("a signal that has aborted already sends nothing", async (t) => {
  const { camera, seen } = await connectedToSilent(t);
  const signal = AbortSignal.abort(new Error("Never mind."));
  await assert.rejects(camera.getCamera({}, { signal, onProgress: () => undefined }), /Never mind/);
  await camera.listCameras();
  assert.deepEqual(seen, [["list_cameras", {}]]);
});

test("a signal that aborts after the answer sends nothing, and nothing listens to it", async (t) => {
  const { camera, seen } = await connectedToSilent(t);
  const control = new AbortController();
  const call = camera.listCameras({}, { signal: control.signal });
  assert.equal(getEventListeners(control.signal, "abort").length, 1);
  await call;
  assert.equal(getEventListeners(control.signal, "abort").length, 0);
  control.abort();
  await camera.getServerInfo();
  assert.deepEqual(seen.map(([method]) => method), ["list_cameras", "get_server_info"]);
});

test("a signal that aborts in the tick of the answer leaves the answer, and sends nothing", async (t) => {
  const { camera, seen, asked } = await connectedToSilent(t);
  const control = new AbortController();
  const call = camera.getCamera({}, { signal: control.signal });
  await asked;
  camera.take({ id: 1, result: { name: "Virtual" } });
  control.abort();
  assert.deepEqual(await call, { name: "Virtual" });
  await camera.listCameras();
  assert.deepEqual(seen.map(([method]) => method), ["get_camera", "list_cameras"]);
});

test("a signal that aborts when the connection is gone changes nothing", async (t) => {
  const { camera, seen, asked } = await connectedToSilent(t);
  const control = new AbortController();
  const call = camera.getCamera({}, { signal: control.signal });
  await asked;
  camera.onClose(() => control.abort());
  camera.close();
  await assert.rejects(call, /closed before the answer/);
  assert.deepEqual(seen.map(([method]) => method), ["get_camera"]);
});

test("progress goes to its own call, and to those who listen to all", async (t) => {
  const seen = [];
  const camera = await connected(t, (request, reply, socket) => {
    seen.push(request.method);
    const tell = (done) => {
      const params = { request_id: request.id, stage: "reading", done, total: 9, unit: "bytes" };
      socket.send(JSON.stringify({ jsonrpc: "2.0", method: "progress", params }));
    };
    if (request.method !== "subscribe") {
      tell(9);
    }
    reply(request.id, { result: {} });
    tell(10); // after the answer: the service sends none
  });
  const [mine, others, all] = [[], [], []];
  camera.on("progress", (progress) => all.push(progress));
  await Promise.all([
    camera.getCamera({}, { onProgress: (progress) => mine.push(progress) }),
    camera.listCameras(),
    camera.autofocus({}, { onProgress: (progress) => others.push(progress) }),
  ]);
  assert.deepEqual(seen, ["subscribe", "get_camera", "list_cameras", "subscribe", "autofocus"]);
  assert.deepEqual([mine, others].map((each) => each.map(({ done }) => done)), [[9], [9]]);
  assert.notEqual(mine[0].request_id, others[0].request_id);
  assert.equal(all.filter(({ done }) => done === 9).length, 3);
});

test("calls fail when the connection closes before the answer", async (t) => {
  const camera = await connected(t, (_request, _reply, socket) => socket.close());
  const closed = new Promise((resolve) => camera.onClose(resolve));
  await assert.rejects(camera.listCameras(), /closed/);
  await closed;
  await assert.rejects(camera.listCameras(), /closed/);
});

test("a server that is not there is told by connect", async () => {
  await assert.rejects(RpcCamera.connect("ws://127.0.0.1:1/rpc", { WebSocket }), /No answer from/);
});
