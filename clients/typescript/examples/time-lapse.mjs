// Has the service take pictures by its own clock, and says how far it is: node time-lapse.mjs FRAMES INTERVAL_S URL TOKEN
import { Session } from "rpc-camera-client";
import { WebSocket } from "ws"; // Node 20 has none of its own; elsewhere leave it out, here and below

const [frames = "10", interval = "5", url = "ws://localhost:8765/rpc", token = ""] = process.argv.slice(2);
const session = await Session.connect(url, { token, WebSocket });
await session.subscribe({ events: ["sequence_progress", "sequence_ended"] });
const { sequence } = await session.startSequence({ frames: Number(frames), interval_s: Number(interval) });
process.once("SIGINT", () => session.stopSequence({ sequence_id: sequence.sequence_id }));
for await (const { method, params } of session.events()) {
  if (params.sequence_id === sequence.sequence_id) {
    console.log(`${params.frames_taken} of ${frames}`);
  }
  if (method === "sequence_ended" && params.sequence_id === sequence.sequence_id) {
    console.log(params.state);
    break;
  }
}
session.close();
