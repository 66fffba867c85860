// What of an announcement is believed, and where there is none.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serviceOf } from "../dist/announced.js";
import { discover } from "../dist/index.js";

const announced = {
  name: "Studio",
  host: "rpc-camera-0123456789abcdef.local",
  port: 8765,
  addresses: ["2001:db8::1", "192.0.2.1"],
  txt: { tls: "0", path: "/rpc", id: "0123456789abcdef", version: "1.0", api: "1.0" },
};

test("what a program has installed beside a linked client is found", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rpc-camera-linked-"));
  try {
    const modules = join(folder, "program", "node_modules");
    const client = new URL("..", import.meta.url);
    await mkdir(modules, { recursive: true });
    await cp(new URL("dist", client), join(folder, "client", "dist"), { recursive: true });
    await cp(new URL("package.json", client), join(folder, "client", "package.json"));
    await symlink(join(folder, "client"), join(modules, "rpc-camera-client"));
    const program = join(folder, "program", "program.mjs");
    await writeFile(program, 'import { discover } from "rpc-camera-client";\nconsole.log(await discover({ seconds: 0.01 }));\n');
    // In a network of its own, which has no address: nothing is asked, and nobody answers.
    const run = () => promisify(execFile)("unshare", ["--user", "--map-root-user", "--net", process.execPath, program]);
    await assert.rejects(run, /needs the package bonjour-service: npm install bonjour-service/);
    await symlink(fileURLToPath(new URL("node_modules/bonjour-service", client)), join(modules, "bonjour-service"));
    assert.equal((await run()).stdout, "[]\n");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("an announcement becomes an address, by IPv4 first", () => {
  assert.equal(serviceOf(announced, isIP).url, "ws://192.0.2.1:8765/rpc");
  assert.equal(serviceOf({ ...announced, addresses: ["2001:db8::1"], txt: { ...announced.txt, tls: "1" } }, isIP).url, "wss://[2001:db8::1]:8765/rpc");
});

test("what has not its form is left out", () => {
  const told = serviceOf({ ...announced, txt: { ...announced.txt, id: "\u001b[2J", version: "9".repeat(200), rig: 7 } }, isIP);
  assert.deepEqual([told.id, told.version, told.rigHost], [null, null, null]);
});

for (const wrong of [
  { addresses: [] },
  { addresses: ["224.0.0.1", "0.0.0.0", "255.255.255.255", "fe80::1", "ff02::1", "::", "studio.local", "fe80::1%eth0"] },
  { port: 0 },
  { port: 65536 },
  { host: "a b" },
  { host: "a@b" },
  { txt: { tls: "0", path: "@evil.example/rpc" } },
  { txt: { tls: "0", path: "/rpc\n" } },
  { txt: { path: "/rpc" } },
  { txt: undefined },
]) {
  test(`no address is made of ${JSON.stringify(wrong)}`, () => assert.equal(serviceOf({ ...announced, ...wrong }, isIP), null));
}

test("a browser is told that it has no mDNS", async () => {
  const { process } = globalThis;
  delete globalThis.process;
  try {
    await assert.rejects(discover(), /discover\(\) is for Node/);
  } finally {
    globalThis.process = process;
  }
});
