// The session as it is built, against a server that answers as each test says: calls, and what ends them.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { attached, ConnectFailed, ConnectionLost, Session, SessionClosed } from "rpc-camera-client";
import { WebSocket } from "ws";
import { busy, connected } from "./rig.mjs";

test("params go by name", async (t) => {
  const session = await connected(t, (request, reply) => reply(request.id, { result: request }));
  const sent = await session.setConfig({ name: "iso", value: "200" });
  assert.deepEqual([sent.method, sent.params], ["set_config", { name: "iso", value: "200" }]);
});

test("answers find their calls in any order", async (t) => {
  const held = [];
  const session = await connected(t, (request, reply) => {
    held.push(request);
    if (held.length === 2) {
      held.reverse().forEach(({ id, params }) => reply(id, { result: params.name }));
    }
  });
  const answers = await Promise.all([session.getConfig({ name: "a" }), session.getConfig({ name: "b" })]);
  assert.deepEqual(answers, ["a", "b"]);
});

test("bytes that come beside the JSON are attached", async (t) => {
  const session = await connected(t, (request, reply, socket) => {
    const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: request.id, result: { path: "/é.JPG" } }));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    socket.send(Buffer.concat([length, text, Buffer.from([0xff, 0xd8])]));
  });
  const part = await session.readFile({ path: "/é.JPG", offset: 0, length: 2 });
  assert.equal(part.path, "/é.JPG");
  assert.deepEqual([...attached(part)], [0xff, 0xd8]);
  assert.throws(() => attached({ path: "/A.JPG" }), /binary/);
});

/**
 * A server that leaves `get_camera` unanswered, refuses `cancel_request`, and answers the rest. `asked` is when, and
 * `gone` when the connection has ended for it.
 */
async function connectedToSilent(t, options = {}) {
  const seen = [];
  let tellAsked, tellGone;
  const asked = new Promise((resolve) => (tellAsked = resolve));
  const gone = new Promise((resolve) => (tellGone = resolve));
  const answer = (request, reply, socket) => {
    seen.push([request.method, request.params]);
    if (request.method === "get_camera") {
      tellAsked();
      socket.once("close", tellGone);
    } else {
      reply(request.id, request.method === "cancel_request" ? { error: busy } : { result: {} });
    }
  };
  return { session: await connected(t, answer, options), seen, asked, gone };
}

test("a call whose signal aborts is rejected at once with the reason, and the service told", async (t) => {
  const { session, seen, asked } = await connectedToSilent(t);
  const control = new AbortController();
  const call = session.getCamera({}, { signal: control.signal });
  await asked;
  control.abort();
  await assert.rejects(call, { name: "AbortError" });
  await session.listCameras();
  assert.deepEqual(seen, [["get_camera", {}], ["cancel_request", { request_id: 1 }], ["list_cameras", {}]]);
});

test("a call whose time is over is cancelled before the connection closes", async (t) => {
  const { session, seen, asked, gone } = await connectedToSilent(t);
  const control = new AbortController();
  const call = session.getCamera({}, { signal: control.signal }).finally(() => session.close());
  await asked;
  control.abort(new Error("It takes too long."));
  await assert.rejects(call, /too long/);
  await gone;
  assert.deepEqual(seen.at(-1), ["cancel_request", { request_id: 1 }]);
});

test("a signal that has aborted already sends nothing", async (t) => {
  const { session, seen } = await connectedToSilent(t);
  const signal = AbortSignal.abort(new Error("Never mind."));
  await assert.rejects(session.getCamera({}, { signal, onProgress: () => undefined }), /Never mind/);
  await session.listCameras();
  assert.deepEqual(seen, [["list_cameras", {}]]);
});

test("a signal that aborts after the answer sends nothing, and nothing listens to it", async (t) => {
  const { session, seen } = await connectedToSilent(t);
  const control = new AbortController();
  const call = session.listCameras({}, { signal: control.signal });
  assert.equal(getEventListeners(control.signal, "abort").length, 1);
  await call;
  assert.equal(getEventListeners(control.signal, "abort").length, 0);
  control.abort();
  await session.getServerInfo();
  assert.deepEqual(seen.map(([method]) => method), ["list_cameras", "get_server_info"]);
});

test("a signal that aborts in the tick of the answer leaves the answer, and sends nothing", async (t) => {
  let socket;
  class Watched extends WebSocket {
    constructor(url) {
      super(url);
      socket = this;
    }
  }
  const { session, seen, asked } = await connectedToSilent(t, { WebSocket: Watched });
  const control = new AbortController();
  const call = session.getCamera({}, { signal: control.signal });
  await asked;
  socket.onmessage({ data: '{ "jsonrpc": "2.0", "id": 1, "result": { "name": "Virtual" } }' });
  control.abort();
  assert.deepEqual(await call, { name: "Virtual" });
  await session.listCameras();
  assert.deepEqual(seen.map(([method]) => method), ["get_camera", "list_cameras"]);
});

test("a signal that aborts when the connection is gone changes nothing", async (t) => {
  const { session, seen, asked, gone } = await connectedToSilent(t);
  const control = new AbortController();
  const call = session.getCamera({}, { signal: control.signal });
  await asked;
  session.onClose(() => control.abort());
  session.close();
  await assert.rejects(call, SessionClosed);
  await gone;
  assert.deepEqual(seen.map(([method]) => method), ["get_camera"]);
});

test("calls under way fail when the connection ends, and say whether repeating is safe", async (t) => {
  const answer = (request, _reply, socket) => request.method === "capture_image" && socket.close(1011, "out of film");
  const session = await connected(t, answer);
  const closed = new Promise((resolve) => session.onClose(resolve));
  const [reading, capture] = await Promise.allSettled([session.listCameras(), session.captureImage()]);
  const { reason } = capture;
  assert.ok(reason instanceof ConnectionLost);
  assert.deepEqual([reason.code, reason.reason, reason.method], [1011, "out of film", "capture_image"]);
  assert.deepEqual([reading.reason.isSafeToRepeat, reason.isSafeToRepeat], [true, false]);
  assert.match(reason.message, /closed the connection: out of film \(1011\).*capture_image may have been carried out/);
  assert.match((await closed).message, /out of film \(1011\)\.$/);
  await assert.rejects(session.captureImage(), { name: "ConnectionLost", isSafeToRepeat: true });
});

test("a connection that breaks off is said in words", async (t) => {
  const session = await connected(t, (_request, _reply, socket) => socket.terminate());
  await assert.rejects(session.listCameras(), /The connection broke off: no reason came \(1006\)/);
});

test("what JSON cannot carry is refused before it is sent", async (t) => {
  const seen = [];
  const session = await connected(t, (request, reply) => {
    seen.push(request.method);
    reply(request.id, { result: {} });
  });
  for (const value of [NaN, Infinity, "\ud800", { "\udfff": 1 }, [["a\udc00b"]]]) {
    await assert.rejects(session.call("set_config", { name: "iso", value }, { onProgress: () => undefined }), (error) => {
      assert.ok(error instanceof TypeError);
      assert.match(error.message, /^set_config is not sent: /);
      return true;
    });
  }
  await session.setConfig({ name: "artist", value: "📷" });
  assert.deepEqual(seen, ["set_config"]);
});

test("messages that make no sense are reported, and end nothing", async (t) => {
  const reported = [];
  const answer = (request, reply, socket) => {
    ["<html>", "[1]", "null", '{"method": "file_added"}', Buffer.from([0])].forEach((data) => socket.send(data));
    reply(request.id, { result: { cameras: [] } });
  };
  const session = await connected(t, answer, { report: (message, error) => reported.push([message, error]) });
  assert.deepEqual(await session.listCameras(), { cameras: [] });
  assert.equal(reported.length, 5);
  assert.ok(reported.every(([message, error]) => message.includes("makes no sense") && error instanceof Error));
});

test("a server that is not there is said by connect", async () => {
  await assert.rejects(Session.connect("ws://127.0.0.1:1/rpc", { WebSocket }), (error) => {
    assert.ok(error instanceof ConnectFailed);
    assert.match(error.message, /No answer from .*ECONNREFUSED/);
    return true;
  });
});

test("where there is no WebSocket, the error says which package has one", async () => {
  const platform = globalThis.WebSocket;
  delete globalThis.WebSocket;
  try {
    await assert.rejects(Session.connect("ws://127.0.0.1:1/rpc"), /npm install ws/);
  } finally {
    if (platform !== undefined) {
      globalThis.WebSocket = platform;
    }
  }
});
