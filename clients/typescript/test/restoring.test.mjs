// What a session asks a server for that it has lost, how long it waits, and what it says of events that are lost for good.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { CallTimedOut, HandshakeRefused, Session, TRAITS } from "rpc-camera-client";
import { WebSocket } from "ws";
import { askedS, isFinal, waits } from "../dist/backoff.js";
import { defaultDeadlineS } from "../dist/deadlines.js";
import { Positions } from "../dist/positions.js";
import { answering, busy, connected, nothing, notify } from "./rig.mjs";

const atOnce = { firstS: 0.01, mostS: 0.1 };
const log_id = nothing.log_id;
const event = (seq) => ({ seq, event: "camera_removed", params: { seq } });

/** Wait until the session has noticed that its connection is gone. */
async function disconnected(session) {
  while (session.isConnected) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Answer as a service does whose log has `log.events`, read two at a time; `log.sockets` are its connections. */
const logging = (log) => (request, reply, socket) => {
  log.sockets.add(socket);
  log.seen.push([request.method, request.params]);
  const last_seq = log.events.at(-1)?.seq ?? 0;
  const after = log.events.filter(({ seq }) => request.params.log_id !== log.id || seq > request.params.since);
  const oldest_seq = log.events[0]?.seq ?? null;
  const page = { log_id: log.id, events: after.slice(0, 2), last_seq, oldest_seq, gap: log.hasGap, more: after.length > 2 };
  reply(request.id, { result: request.method === "get_events" ? page : { log_id: log.id, last_seq, camera: { id: "z" } } });
  log.answered?.(request.method);
};

async function connectedTo(t, log) {
  Object.assign(log, { id: log_id, events: [event(1)], sockets: new Set(), seen: [], hasGap: false });
  const session = await connected(t, logging(log), { reconnect: atOnce });
  await session.subscribe({ events: ["camera_removed"] });
  return session;
}

/** Close all connections, and change the log meanwhile. */
async function whileAway(session, log, change) {
  log.sockets.forEach((socket) => socket.terminate());
  change();
  await disconnected(session);
}

async function upTo(events, last) {
  const found = [];
  for await (const { method, params } of events) {
    found.push(method === "events_missed" ? params : params.seq);
    if (params.seq === last) {
      return found;
    }
  }
}

test("what was missed is fetched page by page, and comes once", async (t) => {
  const log = {};
  const session = await connectedTo(t, log);
  await session.selectCamera({ camera: "z" });
  await whileAway(session, log, () => log.events.push(...[2, 3, 4, 5, 6].map(event)));
  assert.deepEqual(await upTo(session.events(), 6), [2, 3, 4, 5, 6]);
  const restored = log.seen.slice(2);
  assert.deepEqual(restored.map(([method]) => method), ["select_camera", "subscribe", "get_events", "get_events", "get_events"]);
  assert.deepEqual(restored.slice(2).map(([, { since }]) => since), [1, 3, 5]);
});

test("what the log has forgotten is a gap before what it still has", async (t) => {
  const log = {};
  const session = await connectedTo(t, log);
  const reasons = [];
  session.onEventsMissed(({ reason }) => reasons.push(reason));
  const events = session.events();
  await whileAway(session, log, () => Object.assign(log, { events: [8, 9].map(event), hasGap: true }));
  const [{ reason, after_seq, before_seq }, ...seqs] = await upTo(events, 9);
  assert.deepEqual([reason, after_seq, before_seq, seqs], ["log_full", 1, 8, [8, 9]]);
  assert.deepEqual(reasons, ["log_full"]);
});

test("the log of another run begins anew, after a gap", async (t) => {
  const log = {};
  const session = await connectedTo(t, log);
  await whileAway(session, log, () => Object.assign(log, { events: [1, 2].map(event), id: "another" }));
  const [{ reason, after_seq }, ...seqs] = await upTo(session.events(), 2);
  assert.deepEqual([reason, after_seq, seqs], ["log_ended", 1, [1, 2]]);
});

test("events that the service had no room to send are fetched, also those dropped while the last page comes", async (t) => {
  const log = {};
  const session = await connectedTo(t, log);
  const [socket] = log.sockets;
  const dropped = (from_seq, to_seq) => notify(socket, "events_dropped", { from_seq, to_seq, count: 1 + to_seq - from_seq });
  log.answered = (method) => {
    if (method === "get_events" && log.events.length < 7) {
      log.events.push(...[4, 5, 6, 7].map(event));
      dropped(4, 6);
      notify(socket, "camera_removed", { seq: 7 });
    }
  };
  log.events.push(event(2), event(3));
  dropped(2, 3);
  assert.deepEqual(await upTo(session.events(), 7), [2, 3, 4, 5, 6, 7]);
});

test("an event that comes before the answer to subscribe is not fetched again", () => {
  const positions = new Positions();
  positions.expect(["camera_removed"]);
  assert.equal(positions.since, undefined);
  assert.ok(positions.accept("camera_removed", 5));
  positions.subscribe(["camera_removed"], 4, log_id);
  assert.ok(!positions.accept("camera_removed", 5));
  positions.expect(["config_changed"]);
  positions.forgetUnanswered(["config_changed", "camera_removed"]);
  assert.deepEqual(positions.names, ["camera_removed"]);
});

test("an event of one name says that none of another is missing before it", () => {
  const positions = new Positions();
  positions.subscribe(["camera_removed", "config_changed"], 3, log_id);
  assert.ok(positions.accept("config_changed", 9));
  assert.equal(positions.since, 9);
  assert.ok(!positions.accept("config_changed", 9));
  assert.ok(!positions.accept("camera_removed", 8));
});

test("every method has a deadline, and captures a longer one", () => {
  [...TRAITS.keys()].forEach((method) => assert.ok(defaultDeadlineS(method, {}) >= 30, method));
  assert.ok(defaultDeadlineS("capture_image", {}) > defaultDeadlineS("list_cameras", {}));
  assert.ok(defaultDeadlineS("capture_image", { bulb_s: 900, timeout_s: 60 }) >= 960);
  assert.ok(defaultDeadlineS("identify_camera", { duration_s: 60 }) >= 90);
  assert.ok(defaultDeadlineS("method_of_tomorrow", {}) > 0);
});

test("what may be repeated only reads", () => {
  const reads = /^(compare_|get_|list_|read_|download_|rpc\.)|^(authenticate|select_camera|subscribe|unsubscribe)$/;
  TRAITS.forEach(({ isSafe }, method) => assert.equal(isSafe, reads.test(method), method));
});

test("deadlines have to be times; one that timers cannot count is none", async (t) => {
  const session = await connected(t, (request, reply) => setTimeout(() => reply(request.id, { result: nothing }), 20));
  [0, -1, NaN].forEach((seconds) => assert.throws(() => session.withDeadline(seconds), RangeError));
  await assert.rejects(session.listCameras({}, { deadlineS: NaN }), RangeError);
  await assert.rejects(connected(t, () => undefined, { deadlinesS: { list_cameras: 0 } }), /deadline of list_cameras/);
  assert.deepEqual(await session.withDeadline(1e9).listCameras(), nothing);
});

test("a call has the deadline of its options, of its session's view, or of its method", async (t) => {
  const session = await connected(t, () => undefined, { deadlinesS: { list_cameras: 0.03 } });
  const view = session.withDeadline(0.02).withProgress(() => undefined);
  for (const [call, seconds] of [
    [() => session.listCameras(), 0.03],
    [() => view.listCameras(), 0.02],
    [() => view.listCameras({}, { deadlineS: 0.01 }), 0.01],
  ]) {
    await assert.rejects(call, (error) => error instanceof CallTimedOut && error.deadlineS === seconds);
  }
});

test("a service that lets in but does not answer is not waited for longer than connectS", async (t) => {
  const url = await answering(t, () => undefined);
  await assert.rejects(Session.connect(url, { WebSocket, token: "t", connectS: 0.5 }), /lets in, but has not answered within 0.5 s/);
});

test("an address at which nothing comes is not waited for longer than connectS", async (t) => {
  const server = createServer(() => undefined).listen(0, "127.0.0.1");
  t.after(() => server.close().closeAllConnections());
  await once(server, "listening");
  const url = `ws://127.0.0.1:${server.address().port}/rpc`;
  await assert.rejects(Session.connect(url, { WebSocket, connectS: 0.1 }), /nothing came within 0.1 s/);
});

test("headers go with the handshake; a WebSocket that takes none says so", async (t) => {
  const seen = [];
  const answer = (_request, response) => response.writeHead(503, { "Retry-After": "7" }).end();
  const server = createServer(answer).on("upgrade", (request, socket) => {
    seen.push(request.headers["x-studio"]);
    socket.end("HTTP/1.1 503 Full\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
  });
  t.after(() => server.close());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `ws://127.0.0.1:${server.address().port}/rpc`;
  const headers = { "X-Studio": "two" };
  await assert.rejects(Session.connect(url, { WebSocket, headers }), (error) => {
    assert.ok(error instanceof HandshakeRefused);
    assert.deepEqual([error.status, error.retryAfterS, askedS(error), isFinal(error)], [503, 7, 7, false]);
    assert.match(error.message, /try again in 7 s/);
    return true;
  });
  assert.deepEqual(seen, ["two"]);
  class OfBrowsers {
    constructor(_url, protocols) {
      throw new SyntaxError(`there is no protocol ${protocols}`);
    }
  }
  await assert.rejects(Session.connect(url, { WebSocket: OfBrowsers, headers }), /sends no headers/);
});

test("waits grow up to a bound; 401 and 403 are final", () => {
  const next = waits({ firstS: 1, mostS: 3 });
  const found = [next(), next(), next(), next()];
  [1, 2, 3, 3].forEach((most, index) => assert.ok(found[index] <= most && found[index] >= (2 / 3) * most));
  assert.deepEqual([401, 403, 404, 503].map((status) => isFinal(new HandshakeRefused("", status))), [true, true, false, false]);
  assert.ok(isFinal(new SyntaxError("of a program")));
});

test("a service that refuses on a new connection is tried again when it says", async (t) => {
  let connections = 0;
  const answer = (request, reply, socket) => {
    if (request.method === "authenticate" && (connections += 1) === 2) {
      reply(request.id, { error: { ...busy, data: { ...busy.data, retry_after_s: 0.3 } } });
    } else if (request.method === "autofocus") {
      socket.terminate();
    } else {
      reply(request.id, { result: nothing });
    }
  };
  const session = await connected(t, answer, { token: "t", reconnect: atOnce });
  await assert.rejects(session.autofocus(), { name: "ConnectionLost" });
  const began = performance.now();
  await session.listCameras();
  assert.ok(performance.now() - began >= 300);
  assert.equal(connections, 3);
});

test("while a file comes, which may take long as one message, a silent link is given more time", async (t) => {
  const answer = (request, reply) => request.method === "download_image" && setTimeout(() => reply(request.id, { result: nothing }), 400);
  const session = await connected(t, answer, { keepaliveS: 0.1 });
  assert.deepEqual(await session.downloadImage({ path: "/A.JPG" }), nothing);
  await assert.rejects(session.listCameras(), /nothing came for \d+(\.\d)? s/);
});

test("close ends a session that waits for a connection, and its calls", async (t) => {
  const log = {};
  const session = await connectedTo(t, log);
  log.sockets.forEach((socket) => socket.terminate());
  await disconnected(session);
  const call = session.listCameras();
  session.close();
  await assert.rejects(call, { name: "SessionClosed" });
  assert.equal((await session.events().next()).done, true);
});
