// Uses the service with npm's rpc-websockets, whose notifications are an emitter's events; it has no batches.
import assert from "node:assert/strict";
import { once } from "node:events";
import { Client } from "rpc-websockets";

setTimeout(() => { throw new Error("Nothing for a minute."); }, 60_000).unref();
const client = new Client(`${process.env.SERVICE_URL.replace("http", "ws")}/rpc`, { reconnect: false });
await new Promise((resolve, reject) => { client.on("open", resolve); client.on("error", reject); });

assert.equal((await client.call("authenticate", { token: process.env.API_TOKEN })).authenticated, true);
assert.equal((await client.call("list_cameras")).cameras.length, 1);
assert.equal((await client.call("set_config", { name: "iso", value: "400" })).value, "400");
await client.call("subscribe", { events: ["file_added"] });
const added = once(client, "file_added");
const { files } = await client.call("capture_image");
assert.equal((await added)[0].file.path, files[0].path);

const refused = await client.call("get_config", ["nonsense"]).then(() => assert.fail("It was not refused."), (error) => error);
assert.equal(refused.data.name, "config_not_found");
assert.match(refused.data.remedy, /list_config/);
client.close();
console.log("rpc-websockets works.");
