// Services and cameras of their own, for tests that end them, and a link to them that fails. `python` has the service.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectTcp, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Session } from "rpc-camera-client";
import { WebSocket } from "ws";

export const token = "a token of the tests";
export const atOnce = { firstS: 0.01, mostS: 0.1 };

/** Return the address of the service's WebSocket, whose own address is "http://…". */
export const rpcUrl = (url) => `${url.replace(/^http/, "ws")}/rpc`;

const folders = [];
process.on("exit", () => folders.forEach((path) => rmSync(path, { recursive: true, force: true })));

/** Return a folder that is there until this process ends: by then no service writes into it any more. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "rpc-camera-client-"));
  folders.push(path);
  return path;
}

/** Return a session that connects again at once; it is closed when the test has ended. */
export async function connected(t, url, options = {}) {
  const session = await Session.connect(url, { WebSocket, token, reconnect: atOnce, ...options });
  t.after(() => session.close());
  return session;
}

/** Run `python -m rpc_camera ARGUMENT…` until the test has ended; `line` is what its first line that matches has. */
async function running(t, args, pattern, env = {}) {
  const child = spawn("python", ["-m", "rpc_camera", ...args], { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  let log = "";
  child.stderr.on("data", (data) => (log += data));
  const ended = once(child, "exit");
  t.after(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const lines = createInterface({ input: child.stdout });
  const found = await new Promise((resolve, reject) => {
    lines.on("line", (line) => pattern.test(line) && resolve(pattern.exec(line)[1]));
    child.on("exit", (code) => reject(new Error(`it ended with ${code}: ${log}`)));
  });
  const kill = async (signal) => {
    child.kill(signal);
    await ended;
  };
  return { child, lines, found, kill };
}

/** Start a service on `port`; `url` is its WebSocket's address. */
export async function serving(t, args, { port = 0, state = folder(), secret = token } = {}) {
  const options = ["serve", `--port=${port}`, `--state-dir=${state}`, ...args];
  const { child, found, kill } = await running(t, options, /(http:\/\/\S+)\/openrpc\.json/, { API_TOKEN: secret });
  return { child, kill, url: rpcUrl(found), port: new URL(found).port, state };
}

/** Start a virtual camera, which outlives services. `port` is what `--camera` takes; `control` does something to it. */
export async function virtualCamera(t, serial = "0000001") {
  const options = ["virtual-camera", "--port=0", "--control=-", `--serial=${serial}`];
  const { child, lines, found } = await running(t, options, /^(ptpip:\S+)/);
  const control = async (command) => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    const answer = JSON.parse((await once(lines, "line"))[0]);
    if ("error" in answer) {
      throw new Error(answer.error);
    }
    return answer;
  };
  return { port: found, control };
}

/** Passes on bytes between a session and the service at `port`; its link can be cut, or go silent. */
export class Proxy {
  accepts = true;
  connections = 0;
  #sockets = new Set();
  #server = createServer((socket) => this.#serve(socket));
  #port;

  static async before(t, { port }) {
    const proxy = new Proxy();
    proxy.#port = port;
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    proxy.url = `ws://127.0.0.1:${proxy.#server.address().port}/rpc`;
    t.after(() => {
      proxy.#server.close();
      proxy.cut();
    });
    return proxy;
  }

  /** Reset all connections. */
  cut() {
    this.#sockets.forEach((socket) => socket.resetAndDestroy());
    this.#sockets.clear();
  }

  /** Pass on nothing more of the connections there are, and end none: a cable that was pulled. */
  freeze() {
    this.#sockets.forEach((socket) => socket.unpipe().pause());
  }

  /** Cut the session's link, and let it connect no more until `during` is done. */
  async away(session, during = async () => undefined) {
    this.accepts = false;
    this.cut();
    while (session.isConnected) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await during();
    this.accepts = true;
  }

  #serve(socket) {
    if (!this.accepts) {
      socket.resetAndDestroy();
      return;
    }
    this.connections += 1;
    const service = connectTcp(this.#port, "127.0.0.1");
    for (const [from, to] of [[socket, service], [service, socket]]) {
      this.#sockets.add(from);
      from.on("error", () => undefined).on("close", () => to.destroy());
      from.pipe(to);
    }
  }
}
