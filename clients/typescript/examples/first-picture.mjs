// Takes a picture, and saves it here: node first-picture.mjs URL TOKEN
import { Session } from "rpc-camera-client";
import { WebSocket } from "ws"; // Node 20 has none of its own; elsewhere leave it out, here and below

const [url = "ws://localhost:8765/rpc", token = ""] = process.argv.slice(2);
const session = await Session.connect(url, { token, WebSocket });
const { files } = await session.captureImage();
for (const { path } of files) {
  console.log(await session.download(path, "."));
}
session.close();
