// Servers that answer as each test says, and sessions with them.
import { once } from "node:events";
import { createServer } from "node:http";
import { Session } from "rpc-camera-client";
import { WebSocket, WebSocketServer } from "ws";

export const busy = { code: 1102, message: "At work.", data: { name: "camera_busy", retryable: true, remedy: "Wait." } };

/** A result that will do for every method. */
export const nothing = { events: [], last_seq: 0, log_id: "679b50bb395d1c97" };

/** Return a session, which ends with its connection, with a server that calls `answer(request, reply, socket)` for each request. */
export async function connected(t, answer, options = {}) {
  const session = await Session.connect(await answering(t, answer), { WebSocket, reconnect: false, ...options });
  t.after(() => session.close());
  return session;
}

/** Return the address of such a server. */
export async function answering(t, answer) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  t.after(() => {
    server.clients.forEach((client) => client.terminate());
    server.close();
  });
  server.on("connection", (socket) => {
    const reply = (id, members) => socket.send(JSON.stringify({ jsonrpc: "2.0", id, ...members }));
    socket.on("message", (text) => answer(JSON.parse(text), reply, socket));
  });
  await once(server, "listening");
  return `ws://127.0.0.1:${server.address().port}/rpc`;
}

/** Have a server send a notification. */
export function notify(socket, method, params) {
  socket.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
}

/** Return the address of a server that answers a handshake with an HTTP status. */
export async function refusing(t, status) {
  const server = createServer((_request, response) => response.writeHead(status).end());
  t.after(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `ws://127.0.0.1:${server.address().port}/rpc`;
}
