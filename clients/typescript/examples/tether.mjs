// Saves each new picture into a folder, whoever takes it, until it is ended: node tether.mjs FOLDER URL TOKEN
import { mkdirSync } from "node:fs";
import { Session } from "rpc-camera-client";
import { WebSocket } from "ws"; // Node 20 has none of its own; elsewhere leave it out, here and below

const [folder = "tethered", url = "ws://localhost:8765/rpc", token = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const session = await Session.connect(url, { token, WebSocket });
process.once("SIGINT", () => session.close());
await session.subscribe({ events: ["file_added"] });
console.log("Waiting for pictures.");
for await (const event of session.events()) {
  if (event.method === "file_added") {
    const { camera, file } = event.params;
    console.log(await session.download(file.path, folder, { camera }));
  } else if (event.method === "events_missed") {
    console.log(event.params.message);
    const { saved } = await session.downloadFolder("/", folder, { flatten: true }); // all that is not here
    saved.forEach((place) => console.log(place));
  }
}
