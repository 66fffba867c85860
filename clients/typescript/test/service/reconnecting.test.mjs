// A session whose link is cut or frozen, or whose service ends: what it restores, and which events come.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CallTimedOut, CameraNotFound, ConnectionLost, Unauthorized } from "rpc-camera-client";
import { connected, Proxy, rpcUrl, serving, virtualCamera } from "./rig.mjs";

const NOTICED_MS = 5000;
const given = { url: rpcUrl(process.env.SERVICE_URL), token: process.env.API_TOKEN, port: new URL(process.env.SERVICE_URL).port };

/** Return a session through a proxy before the service that is there. */
async function behindProxy(t, options = {}) {
  const proxy = await Proxy.before(t, given);
  return { proxy, session: await connected(t, proxy.url, { token: given.token, ...options }) };
}

/** Return a session without a proxy, and what has it change a setting, so that there is an event. */
async function other(t) {
  const direct = await connected(t, given.url, { token: given.token });
  let count = 0;
  const change = async (times = 1) => {
    for (let done = 0; done < times; done += 1) {
      await direct.setConfig({ name: "artist", value: `${performance.now()} ${(count += 1)}` });
    }
    return (await direct.getEvents({ since: 0, limit: 1 })).last_seq;
  };
  return { direct, change };
}

/** Return the numbers of the events up to `last`. */
async function seqsUntil(events, last) {
  const seqs = [];
  while (seqs.at(-1) !== last) {
    const { value } = await events.next();
    assert.equal(value.method, "config_changed");
    seqs.push(value.params.seq);
  }
  return seqs;
}

const failure = (promise) => promise.then(() => assert.fail("it did not fail"), (error) => error);

test("a link that was cut is made again with token, selection and subscriptions", async (t) => {
  const { proxy, session } = await behindProxy(t);
  const { change } = await other(t);
  const { id } = (await session.listCameras()).cameras[0];
  await session.selectCamera({ camera: id });
  const { last_seq: before } = await session.subscribe({ events: ["config_changed"] });
  const events = session.events();
  let later;
  await proxy.away(session, async () => {
    await change(3);
    later = session.getServerInfo();
  });
  const info = await later;

  assert.deepEqual([info.authenticated, info.selected_camera], [true, id]);
  const last = await change();
  assert.deepEqual(await seqsUntil(events, last), [1, 2, 3, 4].map((more) => before + more));
  assert.equal(proxy.connections, 2);
});

test("each event comes once and in order, however often the link is cut", async (t) => {
  const { proxy, session } = await behindProxy(t);
  const { change } = await other(t);
  const handled = [];
  session.on("config_changed", ({ seq }) => handled.push(seq));
  const { last_seq: before } = await session.subscribe({ events: ["config_changed"] });
  const [one, another] = [session.events(), session.events()];
  let last;
  for (let round = 0; round < 8; round += 1) {
    const changing = change(2 + (round % 3));
    await new Promise((resolve) => setTimeout(resolve, 15 * round));
    proxy.cut();
    last = await changing;
  }
  last = await change();

  const due = Array.from({ length: last - before }, (_, index) => before + 1 + index);
  assert.deepEqual(await seqsUntil(one, last), due);
  assert.deepEqual(await seqsUntil(another, last), due);
  assert.deepEqual(handled, due);
  assert.ok(proxy.connections > 3);
});

test("a new subscription brings nothing from before it, and an ended one nothing at all", async (t) => {
  const { proxy, session } = await behindProxy(t);
  const { change } = await other(t);
  await session.subscribe({ events: ["camera_removed"] });
  await change(2);
  await session.subscribe({ events: ["config_changed"] });
  const events = session.events();
  let last;
  await proxy.away(session, async () => (last = await change()));
  assert.deepEqual(await seqsUntil(events, last), [last]);
  await session.unsubscribe({ events: ["config_changed"] });
  await proxy.away(session, change);
  assert.equal((await session.getEvents({ since: 0 })).last_seq, last + 1);
  session.close();
  assert.equal((await events.next()).done, true);
});

test("a frozen link is noticed, and calls say whether to repeat them", async (t) => {
  const { proxy, session } = await behindProxy(t, { keepaliveS: 1 });
  const began = performance.now();
  proxy.freeze();
  const [reading, capture] = await Promise.all([failure(session.listCameras()), failure(session.captureImage())]);

  assert.ok(performance.now() - began < NOTICED_MS);
  assert.ok(reading instanceof ConnectionLost && capture instanceof ConnectionLost);
  assert.deepEqual([reading.isSafeToRepeat, capture.isSafeToRepeat], [true, false]);
  assert.match(reading.message, /broke off: nothing came for \d+(\.\d)? s/);
  assert.match(capture.message, /may have been carried out/);
  assert.equal((await session.listCameras()).cameras.length, 1);
});

test("a link on which nothing happens stays, since the service answers", async (t) => {
  const { proxy, session } = await behindProxy(t, { keepaliveS: 1 });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.ok(session.isConnected);
  assert.equal(proxy.connections, 1);
});

test("a call that waits for a connection has a deadline, and is safe to repeat", async (t) => {
  const { proxy, session } = await behindProxy(t);
  await proxy.away(session, async () => {
    const error = await failure(session.withDeadline(0.1).captureImage());
    assert.ok(error instanceof CallTimedOut);
    assert.deepEqual([error.isSafeToRepeat, error.method, error.deadlineS], [true, "capture_image", 0.1]);
    assert.match(error.message, /within 0\.1 s\. It is safe to repeat capture_image/);
  });
  assert.equal((await session.listCameras()).cameras.length, 1);
});

test("a call without an answer is cancelled at its deadline", async (t) => {
  const session = await connected(t, given.url, { token: given.token, deadlinesS: { capture_image: 1 } });
  await session.subscribe({ events: ["capture_completed"] });
  const error = await failure(session.captureImage({ bulb_s: 600 }));
  assert.ok(error instanceof CallTimedOut && !error.isSafeToRepeat);
  const { value } = await session.events().next();
  assert.ok(value.params.exposure_s < 20);
});

test("frames go on after the link was cut, and end with the session", async (t) => {
  const { proxy, session } = await behindProxy(t);
  const frames = session.liveView();
  await frames.next();
  await proxy.away(session);
  const { value: first } = await frames.next();
  const { value: second } = await frames.next();
  assert.ok(second.sequence > first.sequence);
  session.close();
  let rest = 0;
  for await (const _ of frames) {
    rest += 1;
  }
  assert.ok(rest <= 1);
});

test("a stopped service is noticed, and used again when it goes on", async (t) => {
  const service = await serving(t, ["--virtual=1"]);
  const session = await connected(t, service.url, { keepaliveS: 1, connectS: 2 });
  const began = performance.now();
  service.child.kill("SIGSTOP");
  const lost = await failure(session.listCameras());
  const noticed = performance.now() - began;
  service.child.kill("SIGCONT");
  assert.ok(lost instanceof ConnectionLost && lost.isSafeToRepeat);
  assert.ok(noticed < NOTICED_MS, `noticed after ${noticed} ms`);
  assert.equal((await session.listCameras()).cameras.length, 1);
});

test("a service that is killed in mid-capture and started again", async (t) => {
  const camera = await virtualCamera(t);
  const options = [`--camera=${camera.port}`];
  const first = await serving(t, options);
  const session = await connected(t, first.url);
  const allPaths = async () => (await session.listFiles({ recursive: true })).files.map(({ path }) => path);
  await session.selectCamera({ camera: (await session.listCameras()).cameras[0].id });
  await session.captureImage();
  const old = new Set(await allPaths());
  await session.subscribe({ events: ["file_added", "capture_completed", "progress"] });
  const events = session.events();
  const capture = failure(session.captureImage({ bulb_s: 600 }));
  for (let stage = ""; stage !== "exposing"; ) {
    stage = (await events.next()).value.params.stage;
  }
  await first.kill("SIGKILL");
  const lost = await capture;
  assert.ok(lost instanceof ConnectionLost && !lost.isSafeToRepeat);
  while (!(await camera.control({ press_shutter: true }).then(() => true, (error) => !/busy/.test(error.message)))) {
    await new Promise((resolve) => setTimeout(resolve, 50)); // until it has noticed that its client is gone
  }
  await camera.control({ press_shutter: false });
  await serving(t, options, first);
  await session.captureImage();
  const added = (await allPaths()).filter((path) => !old.has(path));
  const [paths, reasons] = [[], []];
  for await (const { method, params } of events) {
    if (method === "events_missed") {
      reasons.push(params.reason);
    } else if (method === "file_added") {
      paths.push(params.file.path);
    } else if (method === "capture_completed") {
      break;
    }
  }
  assert.deepEqual(reasons, ["log_ended"]);
  assert.ok(added.length >= 2); // the one by hand while there was no service, and the last
  assert.deepEqual(paths.sort(), added.sort());
});

test("no other camera stands in for the one that was selected; another token ends the session", async (t) => {
  const first = await serving(t, ["--virtual=2"]);
  const session = await connected(t, first.url);
  const [one, two] = (await session.listCameras()).cameras;
  await session.selectCamera({ camera: two.id });
  assert.equal((await session.getCamera()).id, two.id);
  await first.kill("SIGKILL");
  const second = await serving(t, ["--virtual=1"], first);
  assert.ok((await failure(session.getCamera())) instanceof CameraNotFound);
  assert.equal((await session.getCamera({ camera: one.id })).id, one.id);
  assert.equal((await session.getExposureOfCameras({ cameras: [one.id] })).complete, true);

  const ended = new Promise((resolve) => session.onClose(resolve));
  await second.kill("SIGKILL");
  await serving(t, ["--virtual=0"], { ...second, secret: "another" });
  assert.ok((await ended) instanceof Unauthorized);
  assert.ok((await failure(session.events().next())) instanceof Unauthorized);
  assert.match((await failure(session.listCameras())).message, /token is wrong/);
});
