// A file to the camera, over HTTP: sent again after faults, and compared with its digest.
import { askedS, sleep, waits } from "./backoff.ts";
import { digestOf } from "./disk.ts";
import { SILENCE_S } from "./download.ts";
import { type File, FileExists, type GetFileUrlResult, type GetUploadUrlResult } from "./generated.ts";
import { type Http, mayPass } from "./http.ts";

const MOST_TRIES = 5;
const LEAST_S = 300; // until the camera has it all
const SLOWEST = 100_000; // bytes a second

/** What the service signs for an upload: the address to send to, and that of what is there. */
export interface Signs {
  put(): Promise<GetUploadUrlResult>;
  get(): Promise<GetFileUrlResult>;
}

/**
 * Store `body` where `signs` say; return the file there.
 *
 * A try that failed may have stored it all the same. As nothing is ever overwritten, the next one is refused then, and what
 * is there is compared.
 */
export async function upload(http: Http, body: Blob, signs: Signs): Promise<File> {
  const digest = await digestOf(body);
  const headers = { "Content-Type": "application/octet-stream", "Repr-Digest": `sha-256=:${digest}:` };
  const next = waits();
  for (let tries = 1; ; tries += 1) {
    try {
      const { url } = await signs.put();
      const read = async (response: Response) => (await http.network(response.json())) as File;
      return await http.request(url, { method: "PUT", headers, body }, LEAST_S + body.size / SLOWEST, read);
    } catch (error) {
      if (error instanceof FileExists && tries > 1) {
        const { url, file } = await signs.get();
        if ((await http.digestAt(url, SILENCE_S)) === digest) {
          const { path, filename, mime_type, size_bytes } = file;
          return { path, filename, mime_type, size_bytes };
        }
      }
      if (tries === MOST_TRIES || !mayPass(error)) {
        throw error;
      }
      await sleep(Math.max(next(), askedS(error)), http.signal);
    }
  }
}
