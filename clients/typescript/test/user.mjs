// Run in a folder into which the package was installed: it is all there, is of that version, and brings nothing else.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { ConnectFailed, Session, VERSION } from "rpc-camera-client";

class Absent {
  constructor() {
    setImmediate(() => this.onclose({ code: 1006, reason: "" }));
  }

  close() {}
}

assert.equal(VERSION, process.argv[2]);
const installed = readdirSync(new URL("node_modules/", import.meta.url)).filter((name) => !name.startsWith("."));
assert.deepEqual(installed, ["rpc-camera-client"]);
await assert.rejects(Session.connect("ws://127.0.0.1:1/rpc", { WebSocket: Absent }), ConnectFailed);
console.log(`rpc-camera-client ${VERSION} can be installed.`);
