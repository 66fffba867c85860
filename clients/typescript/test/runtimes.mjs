// The same in Node, Deno and Bun: connect, capture, an event, a frame, a download. The service is at SERVICE_URL with API_TOKEN.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HandshakeRefused, Session, Unauthorized } from "../dist/index.js";

const { Deno, Bun } = globalThis;
const runtime = Deno ? `Deno ${Deno.version.deno}` : Bun ? `Bun ${Bun.version}` : `Node ${process.version}`;
const options = globalThis.WebSocket ? {} : { WebSocket: (await import("ws")).WebSocket };
const url = `${process.env.SERVICE_URL.replace(/^http/, "ws")}/rpc`;
const folder = mkdtempSync(join(tmpdir(), "rpc-camera-client-"));
try {
  await assert.rejects(Session.connect(url, { ...options, token: "guess" }), Unauthorized);
  await assert.rejects(Session.connect(`${url}/none`, options), HandshakeRefused);
  const session = await Session.connect(url, { ...options, token: process.env.API_TOKEN });
  await session.subscribe({ events: ["file_added"] });
  const events = session.events();
  const { path, size_bytes } = (await session.captureImage()).files[0];
  assert.equal((await events.next()).value.params.file.path, path);
  for await (const { jpeg } of session.liveView()) {
    assert.deepEqual([...jpeg.subarray(0, 2)], [0xff, 0xd8]);
    break;
  }
  const saved = await session.download(path, folder);
  assert.equal(readFileSync(saved).length, size_bytes);
  assert.equal((await session.downloadBlob(path)).size, size_bytes);
  const name = `${runtime.replaceAll(/\W/g, "")}.JPG`.toUpperCase();
  assert.equal((await session.upload(saved, path.slice(0, path.lastIndexOf("/")), { name })).size_bytes, size_bytes);
  const headed = await Session.connect(url, { ...options, headers: { "X-Studio": "two" }, token: process.env.API_TOKEN });
  assert.equal((await headed.downloadFolder(path.slice(0, path.lastIndexOf("/")), folder)).skipped.length, 1);
  headed.close();
  assert.equal((await events.next()).value.params.origin, "upload");
  session.close();
  assert.deepEqual(await events.next(), { value: undefined, done: true });
  console.log(`The client runs in ${runtime}.`);
} finally {
  rmSync(folder, { recursive: true });
}
