// Services that announce themselves, on a network of the test's own: nothing is sent to that of the machine.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const IN_A_NETWORK = `
set -e
ip link set lo up
python -m rpc_camera serve --virtual=1 --port=0 --mdns="Stüdio 1" --state-dir="$1" >"$1/said" &
service=$!
until grep -q "is ready" "$1/said"; do kill -0 "$service"; sleep 0.1; done
sleep 3
node --input-type=module -e "$2"
kill "$service"
wait "$service"
`;
const FIND = `
import { discover } from ${JSON.stringify(new URL("../../dist/index.js", import.meta.url))};
console.log(JSON.stringify(await discover({ seconds: 2 })));
`;

test("a service is found by what it announces", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rpc-camera-discovery-"));
  const within = ["--user", "--map-root-user", "--net", "sh", "-c", IN_A_NETWORK, "sh", folder, FIND];
  const { stdout } = await promisify(execFile)("unshare", within).finally(() => rm(folder, { recursive: true }));
  const [service, ...others] = JSON.parse(stdout);
  assert.deepEqual(others, []);
  assert.equal(service.name, "Stüdio 1");
  assert.equal(service.url, `ws://127.0.0.1:${service.port}/rpc`);
  assert.match(service.id, /^[0-9a-f]{16}$/);
  assert.deepEqual([service.tls, service.api, service.rigHost], [false, "1.0", null]);
});
