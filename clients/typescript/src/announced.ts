// What an announcement says, of which nothing is believed that has not the form it should have.

/** What comes from the network, in the words of `bonjour-service`. */
export interface Announced {
  name: string;
  host: string;
  port: number;
  addresses?: string[];
  txt?: Record<string, unknown>;
}

/**
 * A service as it announces itself: `url` is what `Session.connect` takes.
 *
 * `name` is any text, for people. `host` is its name in mDNS, `addresses` its own, IPv4 first. `id` stays with a service
 * when its name or address changes. `version` is the program's, `api` the contract's, `rigHost` its name in a rig: null
 * where it is not told, or has not the form that it should have.
 */
export interface DiscoveredService {
  name: string;
  url: string;
  host: string;
  port: number;
  addresses: string[];
  tls: boolean;
  id: string | null;
  version: string | null;
  api: string | null;
  rigHost: string | null;
}

const HOST = /^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63}){0,7}$/;
const PATH = /^(\/[A-Za-z0-9._~-]{1,64}){1,8}$/;
const WORD = /^[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}$/;
const TLS = /^[01]$/;
const NOBODYS = /^(0\.|22[4-9]\.|23\d\.|255\.255\.255\.255$|::$|ff|fe[89ab])/i; // of none, of many, or of one link
const MOST_ADDRESSES = 16;
const LONGEST_NAME = 63;

/** Return the service; null where no URL can be made, for want of an address, a port, or of how to speak to it. */
export function serviceOf(announced: Announced, isIP: (text: string) => number): DiscoveredService | null {
  const { name, port, txt = {} } = announced;
  const word = (key: string, form = WORD) => {
    const value = txt[key];
    return typeof value === "string" && form.test(value) ? value : null;
  };
  const host = `${announced.host}`.replace(/\.$/, "");
  const [tls, path] = [word("tls", TLS), word("path", PATH)];
  const addresses = [...new Set(announced.addresses ?? [])]
    .filter((each) => isIP(each) && !each.includes("%") && !NOBODYS.test(each))
    .sort((one, other) => isIP(one) - isIP(other))
    .slice(0, MOST_ADDRESSES);
  const [address] = addresses;
  if (address === undefined || !Number.isInteger(port) || port < 1 || port > 65535 || !tls || !path || !HOST.test(host)) {
    return null;
  }
  const place = isIP(address) === 6 ? `[${address}]` : address;
  return {
    name: name.slice(0, LONGEST_NAME),
    url: `ws${tls === "1" ? "s" : ""}://${place}:${port}${path}`,
    host,
    port,
    addresses,
    tls: tls === "1",
    id: word("id"),
    version: word("version"),
    api: word("api"),
    rigHost: word("rig"),
  };
}
