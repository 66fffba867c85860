// Uses the service with npm's json-rpc-2.0, which makes requests and serves those of the other side, over ws.
import assert from "node:assert/strict";
import { once } from "node:events";
import { JSONRPCClient, JSONRPCServer, JSONRPCServerAndClient } from "json-rpc-2.0";
import WebSocket from "ws";

setTimeout(() => { throw new Error("Nothing for a minute."); }, 60_000).unref();
const url = `${process.env.SERVICE_URL.replace("http", "ws")}/rpc`;
const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${process.env.API_TOKEN}` } });
await once(socket, "open");
const rpc = new JSONRPCServerAndClient(
  new JSONRPCServer(),
  new JSONRPCClient((request) => socket.send(JSON.stringify(request))),
);
socket.on("message", (data) => rpc.receiveAndSend(JSON.parse(data)));
const added = new Promise((resolve) => rpc.addMethod("file_added", resolve));

assert.equal((await rpc.request("list_cameras")).cameras.length, 1);
assert.equal((await rpc.request("set_config", { name: "iso", value: "400" })).value, "400");
await rpc.request("subscribe", { events: ["file_added"] });
const { files } = await rpc.request("capture_image", {});
assert.equal((await added).file.path, files[0].path);

const refused = await rpc.request("get_config", ["nonsense"]).then(() => assert.fail("It was not refused."), (error) => error);
assert.equal(refused.data.name, "config_not_found");
assert.match(refused.data.remedy, /list_config/);

const answers = await rpc.client.requestAdvanced([
  { jsonrpc: "2.0", id: "a", method: "get_config", params: { name: "iso" } },
  { jsonrpc: "2.0", id: "b", method: "nonsense" },
]);
assert.equal(answers.find(({ id }) => id === "a").result.value, "400");
assert.equal(answers.find(({ id }) => id === "b").error.data.name, "method_not_found");
socket.close();
console.log("json-rpc-2.0 works.");
