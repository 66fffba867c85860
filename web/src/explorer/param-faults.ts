// What the service says of single params that it refuses.
import { RpcCameraError } from "rpc-camera-client";

/** Return what an error says of params, by the param's name; "" is the whole. */
export function faultsIn(error: unknown): Record<string, string> {
  const faults: Record<string, string> = {};
  const found = error instanceof RpcCameraError ? (error.data as { errors?: { path: string; message: string }[] }).errors : undefined;
  for (const { path, message } of found ?? []) {
    const [, name = "", ...within] = path.split("/");
    const words = within.length === 0 ? message : `${within.join("/")}: ${message}`;
    faults[name] = faults[name] === undefined ? words : `${faults[name]} ${words}`;
  }
  return faults;
}
