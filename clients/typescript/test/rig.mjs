// Servers that answer as each test says, and sessions with them.
import { once } from "node:events";
import { createServer } from "node:http";
import { Session } from "rpc-camera-client";
import { WebSocket, WebSocketServer } from "ws";

export const busy = { code: 1102, message: "At work.", data: { name: "camera_busy", retryable: true, remedy: "Wait." } };

/** Return a session with a server that calls `answer(request, reply, socket)` for each request. */
export async function connected(t, answer, options = {}) {
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
  return Session.connect(`ws://127.0.0.1:${server.address().port}/rpc`, { WebSocket, ...options });
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
