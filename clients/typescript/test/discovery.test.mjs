// What of an announcement is believed, and where there is none.
import assert from "node:assert/strict";
import { isIP } from "node:net";
import { test } from "node:test";
import { serviceOf } from "../dist/announced.js";
import { discover } from "../dist/index.js";

const announced = {
  name: "Studio",
  host: "rpc-camera-0123456789abcdef.local",
  port: 8765,
  addresses: ["2001:db8::1", "192.0.2.1"],
  txt: { tls: "0", path: "/rpc", id: "0123456789abcdef", version: "1.0", api: "1.0" },
};

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
