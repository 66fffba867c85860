// Files that the client moves over HTTP: whole ones, whatever happens on the way, or none.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { before, test } from "node:test";
import { CameraNotFound, DigestMismatch, FileExists, FileNotFound, FolderIncomplete, SessionClosed } from "rpc-camera-client";
import { Download } from "../../dist/download.js";
import { Http } from "../../dist/http.js";
import { disk, save } from "../../dist/disk.js";
import { Sha256 } from "../../dist/sha256.js";
import { upload } from "../../dist/upload.js";
import { connected, folder, Proxy, serving, virtualCamera } from "./rig.mjs";

const CARD = "/store_00010001/DCIM";
const PICTURE = `${CARD}/100VIRTL/DSC_0001.JPG`;
const FILM = `${CARD}/101VIRTL/MVI_0001.MP4`;
const film = randomBytes(24 << 20);

const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const namesIn = (path) => readdirSync(path).sort();

/** All tests of this file share a camera and a service, since none ends them. */
const shared = {};
const cleaners = [];
before(async () => {
  const t = { after: (clean) => cleaners.unshift(clean) };
  shared.camera = await virtualCamera(t);
  shared.service = await serving(t, [`--camera=${shared.camera.port}`]);
  writeFileSync(join(shared.service.state, "film"), film);
  await shared.camera.control({ put: "MVI_0001.MP4", from: join(shared.service.state, "film") });
});
test.after(async () => {
  for (const clean of cleaners) {
    await clean();
  }
});

test("a file comes whole into a folder, with its progress", async (t) => {
  const session = await connected(t, shared.service.url);
  const to = folder();
  const steps = [];
  const saved = await session.withProgress((step) => steps.push(step)).download(PICTURE, to);
  const whole = await session.downloadImage({ path: PICTURE });

  assert.equal(saved, join(to, "DSC_0001.JPG"));
  assert.equal(sha256(readFileSync(saved)), whole.sha256);
  assert.deepEqual([steps.at(-1).done, steps.at(-1).total, steps.at(-1).unit], [whole.size_bytes, whole.size_bytes, "bytes"]);
  assert.deepEqual(namesIn(to), ["DSC_0001.JPG"]);
});

test("a folder that ends in a slash is made", async (t) => {
  const session = await connected(t, shared.service.url);
  const to = folder();
  assert.equal(await session.download(PICTURE, `${to}/new/pictures/`), join(to, "new", "pictures", "DSC_0001.JPG"));
});

test("a file comes as a Blob, of its type", async (t) => {
  const session = await connected(t, shared.service.url);
  const blob = await session.downloadBlob(PICTURE);
  const whole = await session.downloadImage({ path: PICTURE });
  assert.deepEqual([blob.type, blob.size], ["image/jpeg", whole.size_bytes]);
  assert.equal(sha256(Buffer.from(await blob.arrayBuffer())), whole.sha256);
});

test("a download that is cut three times goes on where it was", async (t) => {
  const proxy = await Proxy.before(t, shared.service);
  const session = await connected(t, proxy.url);
  const cuts = [5, 3, 2].map((part) => Math.floor(film.length / part));
  const done = [];
  const cut = (step) => {
    done.push(step.done);
    if (step.done > cuts[0]) {
      cuts.shift();
      proxy.cut();
    }
  };
  const to = folder();
  const saved = await session.withProgress(cut).download(FILM, join(to, "film.mp4"));
  assert.equal(sha256(readFileSync(saved)), sha256(film));
  assert.deepEqual(cuts, []);
  assert.deepEqual(done, [...done].sort((one, other) => one - other), "it was begun anew");
  assert.deepEqual(namesIn(to), ["film.mp4"]);
});

test("what fails leaves nothing", async (t) => {
  const proxy = await Proxy.before(t, shared.service);
  const session = await connected(t, proxy.url);
  const to = folder();
  await assert.rejects(session.download(`${CARD}/NONE.JPG`, to), FileNotFound);
  const control = new AbortController();
  const abort = () => control.abort(new Error("Never mind."));
  await assert.rejects(session.download(FILM, to, { signal: control.signal, onProgress: abort }), /Never mind/);
  const close = () => {
    session.close();
    proxy.cut();
  };
  await assert.rejects(session.download(FILM, to, { onProgress: close }), SessionClosed);
  assert.deepEqual(namesIn(to), []);
});

test("what is there is replaced only when asked", async (t) => {
  const session = await connected(t, shared.service.url);
  const to = folder();
  const there = join(to, "picture.jpg");
  writeFileSync(there, "mine");
  await assert.rejects(session.download(PICTURE, there), { code: "EEXIST", message: /overwrite: true/ });
  assert.equal(readFileSync(there, "utf8"), "mine");
  await session.download(PICTURE, there, { overwrite: true });
  assert.ok(statSync(there).size > 100_000);
  assert.deepEqual(namesIn(to), ["picture.jpg"]);
});

const digestField = (content) => `sha-256=:${createHash("sha256").update(content).digest("base64")}:`;

/** Return what makes requests of a server that answers HEAD with the digest of `content`, and others as `answer` does. */
async function httpTo(t, content, answer) {
  const server = createServer((request, response) => {
    if (request.method === "HEAD") {
      response.setHeader("Repr-Digest", digestField(content)).end();
    } else {
      answer(request, response);
    }
  });
  t.after(() => server.close().closeAllConnections());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return new Http({ url: `ws://127.0.0.1:${server.address().port}/rpc`, headers: {} });
}

test("an address at another host of a rig is taken as it is, without the headers that are for the service", async (t) => {
  const asked = [];
  const server = createServer(({ url, headers }, response) => {
    asked.push([url, headers["x-own"]]);
    response.end();
  });
  t.after(() => server.close().closeAllConnections());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const elsewhere = `http://127.0.0.1:${server.address().port}`;
  const http = new Http({ url: `${elsewhere.replace("http", "ws")}/below/rpc`, headers: { "x-own": "1" } });
  for (const path of ["/file", `${elsewhere}/file`]) {
    await http.request(path, {}, 10, (response) => response.text());
  }

  assert.deepEqual(asked, [["/below/file", "1"], ["/file", undefined]]);
});

/** Save what such a server answers GET with. */
async function saved(t, to, content, get) {
  const http = await httpTo(t, content, get);
  const link = { url: "/file", file: { filename: "../../FILM.MP4", size_bytes: content.length } };
  return save(await disk(), link, new Download(http, async () => link, link, () => undefined), to, false);
}

test("a file that becomes another on the way is fetched anew", async (t) => {
  const wanted = [];
  const content = Buffer.alloc(300_000, "new");
  const to = folder();
  const place = await saved(t, to, content, ({ headers }, response) => {
    wanted.push([headers.range, headers["if-range"]]);
    if (wanted.length > 1) {
      response.setHeader("ETag", '"new"').end(content);
    } else {
      response.writeHead(200, { ETag: '"old"', "Content-Length": 9 }).write("old");
      setTimeout(() => response.destroy(), 50);
    }
  });
  assert.equal(place, join(to, "FILM.MP4"));
  assert.ok(readFileSync(place).equals(content));
  assert.deepEqual(wanted, [[undefined, undefined], ["bytes=3-", '"old"']]);
});

test("other bytes than the digest is of are not kept", async (t) => {
  const to = folder();
  const get = (_request, response) => response.setHeader("ETag", '"it"').end("worn");
  await assert.rejects(saved(t, to, Buffer.from("true"), get), (error) =>
    error instanceof DigestMismatch && error.retryable && error.remedy.startsWith("Download the file again;"));
  assert.deepEqual(namesIn(to), []);
});

test("a file is stored whole, under its own name or another, and nothing is replaced", async (t) => {
  const session = await connected(t, shared.service.url);
  const here = join(folder(), "POSTER.JPG");
  writeFileSync(here, randomBytes(300_000));
  const steps = [];
  const file = await session.upload(here, `${CARD}/100VIRTL`, { onProgress: ({ stage, done }) => steps.push([stage, done]) });
  assert.deepEqual([file.path, file.size_bytes], [`${CARD}/100VIRTL/POSTER.JPG`, 300_000]);
  assert.deepEqual(steps, [["writing", 300_000]]);
  assert.ok(Buffer.from(await (await session.downloadBlob(file.path)).arrayBuffer()).equals(readFileSync(here)));
  await assert.rejects(session.upload(here, `${CARD}/100VIRTL`), FileExists);
  const blob = await session.upload(new Blob(["a text"]), `${CARD}/100VIRTL/`, { name: "NOTE.TXT" });
  assert.equal(blob.size_bytes, 6);
  await assert.rejects(session.upload(new Blob(["a text"]), CARD), /no name for a file/);
});

/** Upload to a server that drops the answer to the first PUT, and then has a file of that name, of the digest of `content`. */
async function uploadedTwice(t, body, content) {
  const error = { code: 1404, message: "It is there.", data: { name: "file_exists", retryable: false, remedy: "Use another name." } };
  const seen = [];
  const http = await httpTo(t, content, (request, response) => {
    seen.push(request.headers["repr-digest"]);
    request.resume().on("end", () => (seen.length === 1 ? response.destroy() : response.writeHead(409).end(JSON.stringify(error))));
  });
  const file = { path: "/A/B.JPG", filename: "B.JPG", mime_type: "image/jpeg", size_bytes: body.length };
  const link = { url: "/file", file: { ...file, deletable: true } };
  const stored = await upload(http, new Blob([body]), { put: async () => link, get: async () => link });
  assert.deepEqual(stored, file);
  assert.deepEqual(seen, [digestField(body), digestField(body)]);
}

test("an upload whose answer was lost is found where it is, and another file of that name is not taken for it", async (t) => {
  const body = Buffer.from("mine");
  await uploadedTwice(t, body, body);
  await assert.rejects(uploadedTwice(t, body, Buffer.from("not mine")), FileExists);
});

test("a folder comes once; names that others have get a number; what fails is named", async (t) => {
  const session = await connected(t, shared.service.url);
  const to = join(folder(), "card");
  mkdirSync(join(to, "100VIRTL"), { recursive: true });
  writeFileSync(join(to, "100VIRTL", "DSC_0001.JPG"), "mine");
  await session.download(`${CARD}/100VIRTL/DSC_0002.JPG`, join(to, "100VIRTL")); // which no record has
  const { files } = await session.listFiles({ folder: CARD, recursive: true });

  const first = await session.downloadFolder(CARD, to);
  assert.equal(first.saved.length + 1, files.length);
  assert.deepEqual(first.skipped, [join(to, "100VIRTL", "DSC_0002.JPG")]);
  assert.equal(readFileSync(join(to, "100VIRTL", "DSC_0001.JPG"), "utf8"), "mine");
  assert.ok(first.saved.includes(join(to, "100VIRTL", "DSC_0001-1.JPG")));
  assert.equal(sha256(readFileSync(join(to, "101VIRTL", "MVI_0001.MP4"))), sha256(film));
  const records = readFileSync(join(to, ".rpc-camera.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(records.find(({ path }) => path === FILM).sha256, sha256(film));

  writeFileSync(first.saved[0], "worn"); // is fetched again, beside it
  const second = await session.downloadFolder(CARD, to);
  assert.deepEqual([second.saved.length, second.skipped.length], [1, files.length - 1]);

  await assert.rejects(session.downloadFolder(CARD, to, { camera: "elsewhere" }), CameraNotFound);
  const flat = folder();
  mkdirSync(join(flat, "MVI_0001.MP4"));
  const { saved: all } = await session.downloadFolder(CARD, flat, { flatten: true });
  assert.ok(all.includes(join(flat, "MVI_0001-1.MP4")) && all.every((place) => place.startsWith(flat)));
});

test("one file that fails does not keep the others from coming", async (t) => {
  const session = await connected(t, shared.service.url);
  const to = folder();
  writeFileSync(join(to, "100VIRTL"), "a file where a folder should be");
  await assert.rejects(session.downloadFolder(CARD, to), (error) => {
    assert.ok(error instanceof FolderIncomplete);
    assert.ok([...error.failures.keys()].every((path) => path.includes("/100VIRTL/")));
    assert.ok(error.copy.saved.length > 0);
    assert.match(error.message, /did not come: .*100VIRTL/);
    return true;
  });
});

test("a folder's progress is that of the whole, in bytes and in files", async (t) => {
  const session = await connected(t, shared.service.url);
  const { files } = await session.listFiles({ folder: CARD, recursive: true });
  const whole = files.reduce((sum, { size_bytes: size }) => sum + size, 0);
  const to = folder();
  for (const saved of [files.length, 0]) {
    const steps = [];
    const copy = await session.downloadFolder(CARD, to, { onProgress: (step) => steps.push(step) });
    assert.equal(copy.saved.length, saved);
    assert.ok(steps.every(({ request_id: id, stage }) => id === CARD && stage === "reading"));
    const of = (unit) => steps.filter((step) => step.unit === unit);
    const inBytes = of("bytes").map(({ done }) => done);
    assert.deepEqual(inBytes, [...inBytes].sort((one, other) => one - other));
    assert.deepEqual([inBytes.at(-1), new Set(of("bytes").map(({ total }) => total))], [whole, new Set([whole])]);
    assert.deepEqual(of("files").map(({ done, total }) => [done, total]), files.map((_, index) => [index + 1, files.length]));
  }
});

test("a service that is gone ends the folder, with all that did not come", async (t) => {
  const proxy = await Proxy.before(t, shared.service);
  const session = await connected(t, proxy.url, { reconnect: false });
  const { files } = await session.listFiles({ folder: CARD, recursive: true });
  const steps = [];
  const leave = (step) => {
    steps.push(step);
    if (step.unit === "files") {
      proxy.accepts = false;
      proxy.cut();
    }
  };
  await assert.rejects(session.downloadFolder(CARD, folder(), { onProgress: leave }), (error) => {
    assert.ok(error instanceof FolderIncomplete);
    assert.equal(error.copy.saved.length, 1);
    assert.deepEqual([...error.failures.keys()], files.slice(1).map(({ path }) => path));
    assert.equal(new Set(error.failures.values()).size, 1);
    return true;
  });
  assert.deepEqual([steps.at(-1).unit, steps.at(-1).done], ["files", 1], "what did not come was reported as done");
});

test("the digest that is computed where the platform has none is the same", () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 100_000]) {
    const data = film.subarray(0, length);
    const hash = new Sha256();
    [data.subarray(0, length >> 1), data.subarray(length >> 1)].forEach((piece) => hash.update(piece));
    assert.equal(Buffer.from(hash.digest()).toString("hex"), sha256(data), `of ${length} bytes`);
  }
});
