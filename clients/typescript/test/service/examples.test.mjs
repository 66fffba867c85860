// The examples, as their users run them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { connected, folder, rpcUrl } from "./rig.mjs";

const url = rpcUrl(process.env.SERVICE_URL);
const token = process.env.API_TOKEN;
const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

/** Run an example in a folder; `done` is its output, once it has ended well. */
function run(t, cwd, name, ...args) {
  const child = spawn(process.execPath, [join(examples, name), ...args], { cwd, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => child.kill("SIGKILL"));
  const pieces = [];
  child.stdout.on("data", (piece) => pieces.push(piece));
  const done = once(child, "close").then(([code]) => {
    assert.equal(code, 0);
    return Buffer.concat(pieces);
  });
  const saying = async (words) => {
    while (!Buffer.concat(pieces).includes(words)) {
      await once(child.stdout, "data");
    }
  };
  return { child, done, saying };
}

test("a first picture is here", async (t) => {
  const here = folder();
  const name = String(await run(t, here, "first-picture.mjs", url, token).done).trim();
  assert.deepEqual([...readFileSync(join(here, name)).subarray(0, 2)], [0xff, 0xd8]);
});

test("each new picture comes into the folder", async (t) => {
  const here = folder();
  const tether = run(t, here, "tether.mjs", "pictures", url, token);
  const session = await connected(t, url, { token });
  await tether.saying("Waiting");
  const { files } = await session.captureImage();
  await tether.saying(files[0].filename);
  tether.child.kill("SIGINT");
  await tether.done;
  assert.deepEqual(readdirSync(join(here, "pictures")), [files[0].filename]);
  assert.equal(statSync(join(here, "pictures", files[0].filename)).size, files[0].size_bytes);
});

test("live view is written for a player, as long as that reads", async (t) => {
  const frames = await run(t, folder(), "live-view.mjs", url, token, "3").done;
  assert.equal(frames.toString("latin1").split("\xff\xd8\xff").length, 4);
});

test("a time-lapse says how far it is", async (t) => {
  const said = String(await run(t, folder(), "time-lapse.mjs", "2", "0", url, token).done);
  assert.match(said, /1 of 2\n2 of 2\n(2 of 2\n)?completed\n$/);
});
