// Services that announce themselves on the network by mDNS (RFC 6762, RFC 6763), for Node: browsers have none of it.
import { serviceOf, type Announced, type DiscoveredService } from "./announced.ts";

const TYPE = "rpc-camera";
const PACKAGE = "bonjour-service";
const MOST_SERVICES = 256;

/** What of `bonjour-service` is needed here; of its server, where its socket says that it cannot be had. */
interface Bonjour {
  server: { mdns: { on(name: "error", handler: (error: Error) => void): void } };
  find(options: { type: string }, onUp: (service: Announced) => void): unknown;
  destroy(): void;
}

/**
 * Return the services that announce themselves within so many seconds (3), by name; it takes that long.
 *
 * It is for Node, and takes the package `bonjour-service`, which you install beside this one. Anybody on the network can
 * announce anything: a service that is found has not shown that it is the one of its name.
 */
export async function discover({ seconds = 3 }: { seconds?: number } = {}): Promise<DiscoveredService[]> {
  const { process } = globalThis as { process?: { versions?: { node?: string }; argv: string[]; cwd(): string } };
  if (!process?.versions?.node) {
    throw new Error("discover() is for Node: a page in a browser has no mDNS, so give Session.connect the address.");
  }
  const load = (name: string) => import(/* webpackIgnore: true */ /* @vite-ignore */ name);
  const [{ networkInterfaces }, { isIP }, { Bonjour }] = await Promise.all([load("node:os"), load("node:net"), loadBonjour(load, process.argv[1] ?? `${process.cwd()}/`)]);
  const found = new Map<string, DiscoveredService>();
  const note = (announced: Announced) => {
    const service = serviceOf(announced, isIP);
    if (service && found.size < MOST_SERVICES) {
      found.set(`${service.name} ${service.url}`, service);
    }
  };
  const opened: Bonjour[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      for (const address of addressesOf(networkInterfaces())) {
        // Bound to that address, it would hear no multicast; without it, it would ask on one interface alone.
        const bonjour: Bonjour = new Bonjour({ interface: address, bind: "0.0.0.0" });
        opened.push(bonjour);
        bonjour.server.mdns.on("error", reject);
        bonjour.find({ type: TYPE }, note);
      }
      setTimeout(resolve, seconds * 1000);
    });
  } finally {
    for (const bonjour of opened) {
      bonjour.destroy();
    }
  }
  return [...found.values()].sort((one, other) => (`${one.name} ${one.url}` < `${other.name} ${other.url}` ? -1 : 1));
}

async function loadBonjour(load: (name: string) => Promise<any>, program: string): Promise<any> {
  try {
    return (await load(PACKAGE)).default;
  } catch {
    // npm links a package that it is given as a folder: seen from there, what is installed beside the link is not there.
  }
  try {
    const { createRequire } = await load("node:module");
    return createRequire(program)(PACKAGE);
  } catch (error) {
    throw new Error(`discover() needs the package ${PACKAGE}: npm install ${PACKAGE}`, { cause: error });
  }
}

/** One IPv4 address of each interface. */
function addressesOf(interfaces: Record<string, { family: string; address: string }[]>): string[] {
  return Object.values(interfaces).flatMap((all) => all.filter((each) => each.family === "IPv4").slice(0, 1).map((each) => each.address));
}
