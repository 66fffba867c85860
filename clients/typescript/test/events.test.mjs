// Events and progress, as they reach handlers and iterators.
import assert from "node:assert/strict";
import { test } from "node:test";
import { attached, ConnectionLost } from "rpc-camera-client";
import { connected, nothing, notify } from "./rig.mjs";

/** A server that sends `camera_removed` with each of `seqs` before it answers. */
const removing = (...seqs) => (request, reply, socket) => {
  seqs.forEach((seq) => notify(socket, "camera_removed", { seq }));
  reply(request.id, { result: nothing });
};

/** Return the numbers of the next events of an iterator. */
async function taken(events, count) {
  const seqs = [];
  while (seqs.length < count) {
    seqs.push((await events.next()).value.params.seq);
  }
  return seqs;
}

test("notifications go to the handlers of their name", async (t) => {
  const session = await connected(t, removing(1, 2));
  const seen = [];
  const end = session.on("camera_removed", ({ seq }) => seen.push(seq));
  session.on("camera_added", ({ seq }) => seen.push(-seq));
  await session.subscribe({ events: ["camera_removed"] });
  end();
  await session.subscribe({ events: ["camera_removed"] });
  assert.deepEqual(seen, [1, 2]);
});

test("handlers that throw, or fail later, are reported, and stop neither the others nor the reader", async (t) => {
  const reported = [];
  let tellAll;
  const all = new Promise((resolve) => (tellAll = resolve));
  const report = (_message, error) => reported.push(error.message) === 8 && tellAll();
  const session = await connected(t, removing(1, 2), { report });
  const seen = [];
  session.on("camera_removed", ({ seq }) => {
    throw new Error(`at once, ${seq}`);
  });
  session.on("camera_removed", async ({ seq }) => {
    await undefined;
    throw new Error(`later, ${seq}`);
  });
  session.on("camera_removed", ({ seq }) => seen.push(seq));
  await session.listCameras();
  await session.listCameras();
  assert.deepEqual(seen, [1, 2, 1, 2]);
  await all;
  const each = ["at once, 1", "at once, 2", "later, 1", "later, 2"];
  assert.deepEqual(reported.sort(), each.flatMap((error) => [error, error]));
});

test("an async handler is done with one event before it gets the next", async (t) => {
  const session = await connected(t, removing(1, 2, 3));
  const steps = [];
  const done = new Promise((resolve) => {
    session.on("camera_removed", async ({ seq }) => {
      steps.push(`${seq} begins`);
      await new Promise((over) => setTimeout(over, 5));
      steps.push(`${seq} ends`);
      if (seq === 3) {
        resolve();
      }
    });
  });
  await session.listCameras();
  await done;
  assert.deepEqual(steps, [1, 2, 3].flatMap((seq) => [`${seq} begins`, `${seq} ends`]));
});

test("a slow handler of live view gets the newest frames", async (t) => {
  const session = await connected(t, (request, reply, socket) => {
    for (let sequence = 1; sequence <= 9; sequence += 1) {
      const text = Buffer.from(JSON.stringify({ jsonrpc: "2.0", method: "preview_frame", params: { sequence } }));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(text.length);
      socket.send(Buffer.concat([length, text, Buffer.from([sequence])]));
    }
    reply(request.id, { result: nothing });
  });
  const frames = [];
  let next;
  const free = new Promise((resolve) => (next = resolve));
  const last = new Promise((resolve) => {
    session.on("preview_frame", async (frame) => {
      frames.push([frame.sequence, ...attached(frame)]);
      await free;
      if (frame.sequence === 9) {
        resolve();
      }
    });
  });
  await session.startPreview({ binary: true });
  next();
  await last;
  assert.deepEqual(frames, [[1, 1], [8, 8], [9, 9]]);
});

test("two iterators at the same time get all events each", async (t) => {
  const session = await connected(t, removing(1, 2));
  const [one, other] = [session.events(), session.events()];
  await session.listCameras();
  assert.deepEqual(await taken(one, 2), [1, 2]);
  assert.deepEqual(await taken(other, 2), [1, 2]);
});

test("an iterator begins with the first event that none has had, and ends with the session", async (t) => {
  const session = await connected(t, removing(1, 2));
  await session.listCameras();
  for await (const event of session.events()) {
    assert.deepEqual([event.method, event.params.seq], ["camera_removed", 1]);
    break;
  }
  const rest = session.events();
  assert.deepEqual(await taken(rest, 1), [2]);
  const waiting = rest.next();
  session.close();
  assert.deepEqual(await waiting, { value: undefined, done: true });
});

test("an iterator has all that came before the connection ended, then the reason", async (t) => {
  const session = await connected(t, (_request, _reply, socket) => {
    notify(socket, "camera_removed", { seq: 1 });
    socket.close(1001, "server going away");
  });
  const events = session.events();
  await assert.rejects(session.listCameras(), ConnectionLost);
  assert.deepEqual(await taken(events, 1), [1]);
  await assert.rejects(events.next(), /server going away \(1001\)/);
});

test("an iterator that is too slow gets events_missed where events were dropped", async (t) => {
  const session = await connected(t, removing(...Array.from({ length: 10_001 }, (_, index) => index + 1)));
  const events = session.events();
  await session.listCameras();
  const { method, params } = (await events.next()).value;
  assert.deepEqual([method, params.reason], ["events_missed", "reader_too_slow"]);
  assert.deepEqual(await taken(events, 2), [2, 3]);
});

test("progress goes to its own call, and to others only if they are subscribed to it", async (t) => {
  const seen = [];
  const session = await connected(t, (request, reply, socket) => {
    seen.push(request.method);
    const report = (done) => notify(socket, "progress", { request_id: request.id, stage: "reading", done, total: 9, unit: "bytes" });
    if (request.method !== "subscribe") {
      report(9);
    }
    reply(request.id, { result: nothing });
    report(10); // after the answer: the service sends none
  });
  const [mine, others, all] = [[], [], []];
  session.on("progress", (progress) => all.push(progress));
  await Promise.all([
    session.getCamera({}, { onProgress: (progress) => mine.push(progress) }),
    session.listCameras(),
    session.autofocus({}, { onProgress: (progress) => others.push(progress) }),
  ]);
  assert.deepEqual(seen, ["subscribe", "get_camera", "list_cameras", "subscribe", "autofocus"]);
  assert.deepEqual([mine, others].map((each) => each.map(({ done }) => done)), [[9], [9]]);
  assert.notEqual(mine[0].request_id, others[0].request_id);
  assert.deepEqual(all, []);
  await session.subscribe({ events: ["progress"] });
  await session.listCameras();
  assert.deepEqual(all.map(({ done }) => done).slice(0, 2), [10, 9]); // the first is of `subscribe`
});

test("a call returns after the last of its async progress callbacks has, even where one fails", async (t) => {
  const reported = [];
  const answer = (request, reply, socket) => {
    [1, 2].forEach((done) => notify(socket, "progress", { request_id: request.id, stage: "reading", done }));
    reply(request.id, { result: nothing });
  };
  const session = await connected(t, answer, { report: (_message, error) => reported.push(error.message) });
  const steps = [];
  const onProgress = async ({ done }) => {
    await new Promise((over) => setTimeout(over, 5));
    steps.push(done);
    throw new Error(`after ${done}`);
  };
  await session.getCamera({}, { onProgress });
  assert.deepEqual([steps, reported], [[1, 2], ["after 1", "after 2"]]);
});
