// A group's files: each once, whole, the group's own, and what is missing is named.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { CameraNotFound, FileNotFound, GroupIncomplete } from "rpc-camera-client";
import { GroupNames } from "../../dist/group-names.js";
import { connected, folder, Proxy, serving, virtualCamera } from "./rig.mjs";

const [ONE, TWO] = ["z-virtual-0000001", "z-virtual-0000002"];

const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const picturesIn = (path) => readdirSync(path).filter((name) => !name.startsWith(".") && name !== "manifest.json").sort();
const manifestIn = (path) => JSON.parse(readFileSync(join(path, "manifest.json"), "utf8"));

/** Rejected with GroupIncomplete, whose copy this returns. */
async function incomplete(coming) {
  const error = await coming.then(() => assert.fail("it came whole"), (error) => error);
  assert.ok(error instanceof GroupIncomplete, error);
  return error.copy;
}

/** A service with two cameras, and for each test a group of them: of the first a RAW and a JPEG, of the second a JPEG. */
let one, service, session, group, jpeg, raw, other;
const cleaners = [];
before(async () => {
  const t = { after: (clean) => cleaners.unshift(clean) };
  const cameras = await Promise.all(["0000001", "0000002"].map((serial) => virtualCamera(t, serial)));
  one = cameras[0];
  service = await serving(t, cameras.map(({ port }) => `--camera=${port}`));
  session = await connected(t, service.url);
  await session.setCaptureSettings({ quality: "raw+jpeg", camera: ONE });
  await session.labelCamera({ label: "left", camera: ONE });
});
after(async () => {
  for (const clean of cleaners) {
    await clean();
  }
});
beforeEach(async () => {
  group = await session.captureGroup({ cameras: [ONE, TWO] });
  const [ofOne, ofTwo] = group.cameras.map(({ files }) => files);
  [jpeg, raw] = ["JPG", "NEF"].map((type) => ofOne.find(({ filename }) => filename.endsWith(type)));
  other = ofTwo[0];
});

test("all files come under the names of their cameras, and only once", async (t) => {
  const to = folder();
  const steps = [];
  const copy = await session.downloadGroup(group, to, { onProgress: (step) => void steps.push(step) });
  const again = await session.withProgress(() => undefined).downloadGroup(group.group_id, to);
  rmSync(join(copy.folder, ".rpc-camera.jsonl"));
  const unrecorded = await session.downloadGroup(group, to);

  assert.equal(copy.folder, join(to, group.group_id));
  const [ofJpeg, ofRaw, ofOther] = [`left-${jpeg.filename}`, `left-${raw.filename}`, `${TWO}-${other.filename}`];
  assert.deepEqual(picturesIn(copy.folder), [ofJpeg, ofRaw, ofOther]);
  assert.deepEqual([copy.saved.length, copy.skipped, copy.missing], [3, [], []]);
  for (const next of [again, unrecorded]) {
    assert.deepEqual([next.saved, [...next.skipped].sort()], [[], [...copy.saved].sort()]);
  }
  const total = group.cameras.flatMap(({ files }) => files).reduce((sum, { size_bytes: size }) => sum + size, 0);
  const inBytes = steps.filter(({ unit }) => unit === "bytes").map(({ done }) => done);
  assert.deepEqual(inBytes, [...inBytes].sort((one, other) => one - other));
  assert.deepEqual([inBytes.at(-1), steps.at(-1).total], [total, 3]);
  assert.deepEqual(steps.filter(({ unit }) => unit === "files").map(({ done }) => done), [1, 2, 3]);

  const files = manifestIn(copy.folder).cameras.flatMap(({ files }) => files);
  assert.deepEqual(files.map(({ collected_as: name, sha256: digest }) => [name, digest]).sort(), picturesIn(copy.folder)
    .map((name) => [name, sha256(join(copy.folder, name))]));
  const whole = await session.downloadImage({ path: other.path, camera: TWO });
  assert.equal(sha256(join(copy.folder, ofOther)), whole.sha256);
});

test("a cut link is no end of it, and what is damaged here comes again beside it", async (t) => {
  const proxy = await Proxy.before(t, service);
  const far = await connected(t, proxy.url);
  let cuts = 0;
  const cut = ({ unit, done }) => {
    if (unit === "bytes" && done > 50_000 && cuts < 3) {
      cuts += 1;
      proxy.cut();
    }
  };
  const copy = await far.downloadGroup(group, folder(), { onProgress: cut });
  const damaged = join(copy.folder, `left-${raw.filename}`);
  const wholeRaw = sha256(damaged);
  writeFileSync(damaged, readFileSync(damaged).fill("?", 0, 1));
  const again = await session.downloadGroup(group, join(copy.folder, ".."));

  assert.equal(cuts, 3);
  assert.equal(copy.saved.length, 3);
  assert.deepEqual(again.saved.map((place) => [place, sha256(place)]), [[damaged.replace(".NEF", "-1.NEF"), wholeRaw]]);
});

test("another file under its name is not taken for the group's, and one that is gone is named", async (t) => {
  const impostor = join(folder(), "impostor");
  writeFileSync(impostor, Buffer.alloc(jpeg.size_bytes, "x"));
  await session.deleteFile({ path: jpeg.path, camera: ONE });
  await session.deleteFile({ path: raw.path, camera: ONE });
  await session.subscribe({ events: ["file_added"] });
  const added = new Promise((resolve) => session.on("file_added", resolve));
  await one.control({ put: jpeg.filename, from: impostor, taken_at: "2027-01-01T00:00:00" });
  await added;
  const to = folder();
  const copy = await incomplete(session.downloadGroup(group, to));

  assert.deepEqual(copy.missing.map(({ camera, path }) => [camera, path]).sort(), [[ONE, jpeg.path], [ONE, raw.path]].sort());
  const [ofJpeg, ofRaw] = [jpeg, raw].map((file) => copy.missing.find(({ path }) => path === file.path));
  assert.match(ofJpeg.reason, /Another file has its name on the card now/);
  assert.ok(ofRaw.error instanceof FileNotFound);
  assert.equal(ofRaw.remedy, ofRaw.error.remedy);
  assert.deepEqual([copy.saved.length, picturesIn(copy.folder)], [1, [`${TWO}-${other.filename}`]]);
  const written = manifestIn(copy.folder);
  assert.equal(written.collected, false);
  assert.deepEqual(written.cameras[0].files.map(({ missing }) => missing).sort(), [ofJpeg.reason, ofRaw.reason].sort());
});

test("a camera without a picture, or that is gone, is named, and the others come", async (t) => {
  const gone = structuredClone(group);
  gone.cameras[0].camera = "z-virtual-0000009";
  delete gone.cameras[1].files;
  gone.cameras[1].error = { name: "camera_lost", message: "It was away.", remedy: "Plug it in." };
  const copy = await incomplete(session.downloadGroup(gone, folder()));

  assert.deepEqual(copy.missing.map(({ camera, path }) => [camera, path === undefined]), [
    [TWO, true], ["z-virtual-0000009", false], ["z-virtual-0000009", false],
  ]);
  const released = "It released, and its picture did not come (it may be on the card). It was away.";
  assert.deepEqual([copy.missing[0].reason, copy.missing[0].remedy], [released, "Plug it in."]);
  assert.ok(copy.missing[1].error instanceof CameraNotFound);
  assert.equal(copy.missing[1].error, copy.missing[2].error, "the second was asked for as well");
});

test("of a camera without a picture it is said whether it may have released", async (t) => {
  const reasonOf = async (known) => {
    const lost = structuredClone(group);
    const { camera } = lost.cameras[1];
    lost.cameras[1] = { camera, error: { name: "camera_lost", message: "It was away.", remedy: "Plug it in." }, ...known };
    return (await incomplete(session.downloadGroup(lost, folder()))).missing[0].reason;
  };
  assert.equal(await reasonOf({}), "It was away.");
  assert.equal(await reasonOf({ may_have_released: true }), "It may have released (its picture may be on the card). It was away.");
});

test("a call that is given up is not told as incomplete", async (t) => {
  const control = new AbortController();
  const abort = ({ unit }) => unit === "bytes" && control.abort(new Error("Never mind."));
  await assert.rejects(session.downloadGroup(group, folder(), { signal: control.signal, onProgress: abort }), /Never mind/);
});

test("names follow the template, and lead nowhere else", async (t) => {
  const evil = structuredClone(group);
  evil.cameras[0].label = "../../row/3";
  evil.cameras[1].files[0].filename = "..";
  const byStem = await session.downloadGroup(evil, folder(), { name: "{label}/{stem}" });
  const alike = await session.downloadGroup(group, folder(), { name: "picture" });
  const reserved = await session.downloadGroup(group, folder(), { name: "manifest.json" });

  assert.deepEqual(readdirSync(byStem.folder).sort(), [".._.._row_3", ".rpc-camera.jsonl", "manifest.json", TWO].sort());
  assert.deepEqual(picturesIn(join(byStem.folder, ".._.._row_3")), [jpeg.filename, raw.filename]);
  assert.deepEqual(picturesIn(alike.folder), ["picture-1.JPG", "picture.JPG", "picture.NEF"]);
  assert.equal(manifestIn(reserved.folder).collected, true);

  const to = folder();
  const outside = folder();
  mkdirSync(join(to, group.group_id));
  symlinkSync(outside, join(to, group.group_id, "left"));
  const copy = await incomplete(session.downloadGroup(group, to, { name: "{label}/{original}" }));
  assert.deepEqual([copy.missing.length, readdirSync(outside)], [2, []]);
  assert.match(copy.missing[0].reason, /leads out of/);

  for (const wrong of ["", "/etc/{original}", "../{original}", "{stem", "stem}", "{size}", "{stem:>99}", "{}", "a//b"]) {
    assert.throws(() => new GroupNames(wrong), RangeError, wrong);
  }
});
