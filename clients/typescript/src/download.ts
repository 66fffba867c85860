// A camera's file over HTTP: resumed after faults, and compared with its digest.
import { askedS, sleep, waits } from "./backoff.ts";
import { CallTimedOut, ConnectionLost } from "./failures.ts";
import { DigestMismatch, type GetFileUrlResult, type ProgressUnit } from "./generated.ts";
import { base64, type Http, mayPass } from "./http.ts";
import { newHash } from "./sha256.ts";

const MOST_TRIES = 8; // one after another of which none brings a byte
const REMEDY = "Download the file again; if that fails as well, bytes are changed on the way, or the camera changes the file.";
export const SILENCE_S = 90; // the service itself waits a minute for a camera that is lost

/** Where a file's bytes go. */
export interface Sink {
  write(piece: Uint8Array): Promise<void> | void;
  /** Forget all of them: another file comes. */
  restart(): Promise<void> | void;
}

/** Is given how much is there, and how much there is in all: in bytes, unless it says otherwise. */
export type ReportStep = (done: number, total: number, unit?: ProgressUnit) => void;

/** One file's way. `sign` asks the service for its address. */
export class Download {
  private readonly http: Http;
  private readonly sign: () => Promise<GetFileUrlResult>;
  private readonly report: ReportStep;
  private link: GetFileUrlResult;
  private tag = "";
  private done = 0;
  private hash = newHash();
  /** The SHA-256 in base64 of what came, once all of it has. */
  digest = "";

  constructor(http: Http, sign: () => Promise<GetFileUrlResult>, link: GetFileUrlResult, report: ReportStep) {
    this.http = http;
    this.sign = sign;
    this.link = link;
    this.report = report;
  }

  /** Put the whole file into `sink`; rejected with DigestMismatch when other bytes came. */
  async into(sink: Sink): Promise<void> {
    let [tries, next] = [0, waits()];
    for (;;) {
      const before = this.done;
      try {
        if (tries > 0) {
          await this.signAgain();
        }
        await this.fetch(sink);
        await this.compare();
        return;
      } catch (error) {
        if (this.done > before) {
          [tries, next] = [0, waits()];
        }
        tries += 1;
        if (tries === MOST_TRIES || !mayPass(error)) {
          throw error;
        }
        await sleep(Math.max(next(), askedS(error)), this.http.signal);
      }
      this.http.signal?.throwIfAborted();
    }
  }

  private async signAgain(): Promise<void> {
    try {
      this.link = await this.sign();
    } catch (error) {
      if (!(error instanceof ConnectionLost || error instanceof CallTimedOut)) {
        throw error;
      } // without a new address, the old one may do
    }
  }

  /** Add what is missing, or begin anew if it is another file by now. */
  private async fetch(sink: Sink): Promise<void> {
    const { url, file: { size_bytes: total } } = this.link;
    if (this.tag !== "" && this.done === total) {
      return;
    }
    const headers: Record<string, string> = this.done > 0 ? { Range: `bytes=${this.done}-`, "If-Range": this.tag } : {};
    await this.http.request(url, { headers }, SILENCE_S, async (response, alive) => {
      if (response.status === 200) {
        await sink.restart();
        [this.done, this.hash, this.digest] = [0, newHash(), ""];
      }
      this.tag = response.headers.get("ETag") ?? "";
      const reader = response.body?.getReader();
      for (;;) {
        const piece = reader && (await this.http.network(reader.read())).value;
        if (piece === undefined) {
          break;
        }
        alive();
        await sink.write(piece);
        this.hash.update(piece);
        this.done += piece.length;
        this.report(this.done, total);
      }
    });
    if (this.done < total) {
      await this.http.network(Promise.reject(new Error("it ended before the file did")));
    }
  }

  private async compare(): Promise<void> {
    const theirs = await this.http.digestAt(this.link.url, SILENCE_S);
    this.digest ||= base64(this.hash.digest()); // which can be asked for once
    if (theirs !== this.digest) {
      throw new DigestMismatch("The bytes that came are not those of the camera's file.", undefined, { remedy: REMEDY });
    }
  }
}
