// Uses the client that @open-rpc/generator has made, as its user would: types that fit, and answers of the service.
import assert from "node:assert/strict";
import RpcCamera from "./made/client/typescript/src/index";

async function main(): Promise<void> {
  const { hostname, port } = new URL(process.env.SERVICE_URL ?? "");
  const client = new RpcCamera({ transport: { type: "http", host: hostname, port: Number(port), path: "/rpc" } });
  const token = process.env.API_TOKEN ?? "";
  const refused = await client.list_cameras().catch((error: unknown) => error);
  assert.match(String(refused), /This client has not authenticated|Unauthorized|1000/);

  const socket = new RpcCamera({ transport: { type: "websocket", host: hostname, port: Number(port), path: "/rpc" } });
  assert.equal((await socket.authenticate(token)).authenticated, true);
  const { cameras } = await socket.list_cameras();
  assert.equal(cameras.length, 1);
  const { value } = await socket.set_config("iso", "400");
  assert.equal(value, "400");
  const { files } = await socket.capture_image();
  assert.ok(files[0].filename.endsWith(".JPG"));
  const { sequence } = await socket.start_sequence(1, 0, undefined, undefined, [{ focus_steps: 5 }]);
  assert.equal(sequence.state, "running");
  const unknown = await socket.get_config("nonsense").catch((error: unknown) => error);
  assert.match(String(unknown), /nonsense/);
}

main().then(
  () => { console.log("The generated client works."); process.exit(0); },
  (error: unknown) => { console.error(error); process.exit(1); },
);
