// Runs JavaScript that a page shows without the program around it, or within an HTML page: FILE URL TOKEN.
// It has a `session`, and an `image` to show frames. What waits for events or frames without an end has done its part
// with the first event, and the third frame.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Session } from "rpc-camera-client";

class Enough extends Error {}

const [file, url, token] = process.argv.slice(2);
const code = readFileSync(file, "utf8");

async function page() {
  const [, script] = /<script>([^]*?)<\/script>/.exec(code);
  const elements = [...code.matchAll(/id="(\w+)"/g)].map(([, id]) => (globalThis[id] = {}));
  (0, eval)(script);
  for (let tries = 0; tries < 100 && !elements.every(({ src }) => src); tries++) await setTimeout(50);
  for (const { src } of elements) {
    const answer = await fetch(src);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type"), /^multipart\//);
    await answer.body.cancel();
  }
}

async function fragment() {
  const [session, other] = await Promise.all([Session.connect(url, { token }), Session.connect(url, { token })]);
  let frames = 0;
  const image = {
    set src(_address) {
      if (++frames === 3) throw new Enough();
    },
  };
  const waits = code.includes("session.events()");
  const told = { log: (...words) => { console.log(...words); if (waits) throw new Enough(); } };
  const shooting = waits && setInterval(() => other.captureImage().catch(() => {}), 500);
  const run = new (async () => {}).constructor("session", "image", "console", code);
  try {
    await run(session, image, told);
    assert(!waits && !code.includes("liveView"), "it ended by itself");
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  } finally {
    clearInterval(shooting);
    session.close();
    other.close();
  }
}

await (file.endsWith(".html") ? page() : fragment());
