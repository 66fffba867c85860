// SHA-256 (FIPS 180-4), of pieces as they come.

/** Computes a digest of what it is updated with. */
export interface Hash {
  update(piece: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Return the platform's own, where it takes pieces; the one of browsers does not, and is not there without TLS. */
export function newHash(): Hash {
  const platform = (globalThis as { process?: { getBuiltinModule?(name: string): any } }).process;
  return platform?.getBuiltinModule?.("node:crypto")?.createHash("sha256") ?? new Sha256();
}

const primes: number[] = [];
for (let next = 2; primes.length < 64; next += 1) {
  if (primes.every((prime) => next % prime !== 0)) {
    primes.push(next);
  }
}
const fraction = (root: number) => Math.floor((root % 1) * 2 ** 32) | 0;
const ROUNDS = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));

/** One that runs anywhere. */
export class Sha256 implements Hash {
  private readonly state = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  private readonly schedule = new Int32Array(64);
  private readonly block = new Uint8Array(64);
  private readonly words = new DataView(this.block.buffer);
  private length = 0;

  update(piece: Uint8Array): void {
    for (let from = 0; from < piece.length; ) {
      const at = this.length % 64;
      const part = piece.subarray(from, from + 64 - at);
      this.block.set(part, at);
      this.length += part.length;
      from += part.length;
      if (this.length % 64 === 0) {
        this.mix();
      }
    }
  }

  digest(): Uint8Array {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setBigUint64(0, BigInt(this.length) * 8n);
    this.update(Uint8Array.of(0x80));
    this.update(new Uint8Array((120 - (this.length % 64)) % 64));
    this.update(new Uint8Array(bits.buffer));
    const digest = new DataView(new ArrayBuffer(32));
    this.state.forEach((word, index) => digest.setInt32(4 * index, word));
    return new Uint8Array(digest.buffer);
  }

  private mix(): void {
    const w = this.schedule;
    for (let t = 0; t < 16; t += 1) {
      w[t] = this.words.getInt32(4 * t);
    }
    for (let t = 16; t < 64; t += 1) {
      const x = w[t - 15]!;
      const y = w[t - 2]!;
      const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
      const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
      w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
    }
    const state = this.state as unknown as { [index: number]: number };
    let [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!];
    let [e, f, g, h] = [state[4]!, state[5]!, state[6]!, state[7]!];
    for (let t = 0; t < 64; t += 1) {
      const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[t]! + w[t]!) | 0;
      const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      (h = g), (g = f), (f = e), (e = (d + one) | 0);
      (d = c), (c = b), (b = a), (a = (one + two) | 0);
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => (this.state[index]! += word));
  }
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
