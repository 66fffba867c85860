// Files of this computer's, in Node, Deno and Bun. Nothing of Node's is loaded before it is needed: browsers have none of it.
import type { Download } from "./download.ts";
import type { GetFileUrlResult } from "./generated.ts";
import { base64 } from "./http.ts";
import { newHash } from "./sha256.ts";

/** Node's modules; of each, what is needed here. */
export interface Disk {
  fs: any;
  path: any;
  openAsBlob(path: string): Promise<Blob>;
}

/** Load them. */
export async function disk(): Promise<Disk> {
  const load = (name: string) => import(/* webpackIgnore: true */ /* @vite-ignore */ `node:${name}`);
  const [{ openAsBlob }, fs, path] = await Promise.all(["fs", "fs/promises", "path"].map(load));
  return { openAsBlob, fs, path: path.default };
}

/** Put a download's file at `to`, or into that folder under its own name; return where it is. */
export async function save(
  { fs, path }: Disk,
  link: GetFileUrlResult,
  download: Download,
  to: string,
  overwrite: boolean,
): Promise<string> {
  if (to.endsWith("/")) {
    await fs.mkdir(to, { recursive: true });
  }
  const isFolder = await fs.stat(to).then((found: any) => found.isDirectory(), () => false);
  const final = isFolder ? path.join(to, path.basename(link.file.filename)) : to;
  const checkFree = async () => {
    if (!overwrite && (await isThere(fs, final))) {
      const words = `${final} is there already: pass overwrite: true to replace it.`;
      throw Object.assign(new Error(words), { code: "EEXIST", path: final });
    }
  };
  await checkFree();
  const random = Math.random().toString(36).slice(2);
  const part = path.join(path.dirname(final), `.${path.basename(final)}.${random}.part`);
  const file = await fs.open(part, "wx");
  try {
    let at = 0;
    await download.into({
      async write(piece) {
        for (let from = 0; from < piece.length; ) {
          const { bytesWritten } = await file.write(piece, from, piece.length - from, at);
          [from, at] = [from + bytesWritten, at + bytesWritten];
        }
      },
      async restart() {
        at = 0;
        await file.truncate(0);
      },
    });
    await file.sync();
    await file.close();
    await checkFree();
    await fs.rename(part, final);
  } catch (error) {
    await file.close().catch(() => undefined); // it may be closed already
    await fs.rm(part, { force: true });
    throw error;
  }
  return final;
}

/** Say whether there is anything at `path`. */
export function isThere(fs: Disk["fs"], path: string): Promise<boolean> {
  return fs.lstat(path).then(() => true, () => false);
}

/** Return the SHA-256 of some bytes, in base64. */
export async function digestOf(bytes: Blob): Promise<string> {
  const hash = newHash();
  const reader = (bytes.stream() as ReadableStream<Uint8Array>).getReader();
  for (let { value } = await reader.read(); value !== undefined; { value } = await reader.read()) {
    hash.update(value);
  }
  return base64(hash.digest());
}
