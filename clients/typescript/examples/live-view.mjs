// Writes live view as MJPEG, for a player: node live-view.mjs URL TOKEN | ffplay -f mjpeg -
import { once } from "node:events";
import { Session } from "rpc-camera-client";
import { WebSocket } from "ws"; // Node 20 has none of its own; elsewhere leave it out, here and below

const [url = "ws://localhost:8765/rpc", token = "", most = Infinity] = process.argv.slice(2);
const session = await Session.connect(url, { token, WebSocket });
process.once("SIGINT", () => session.close());
process.stdout.on("error", () => session.close()); // the player has gone
let count = 0;
for await (const { jpeg } of session.liveView({ maxFps: 15 })) {
  if (!process.stdout.write(jpeg)) {
    await once(process.stdout, "drain"); // the next frame is then the newest
  }
  if ((count += 1) >= Number(most)) {
    break;
  }
}
session.close();
