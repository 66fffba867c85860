// Whole pictures in memory: the last ones, so that going back and comparing fetch nothing twice.
import { session } from "./connection.ts";

/** What is larger is not held in memory, in bytes. */
export const MOST_IN_MEMORY = 256_000_000;

/** Pictures by camera and path, the one used last at the end. */
export class FullPictures {
  private readonly kept = new Map<string, Blob>();

  /** Return a file, and call `onProgress` with how many bytes of how many are there. */
  async get(camera: string, path: string, signal: AbortSignal, onProgress: (done: number, total: number) => void): Promise<Blob> {
    const key = `${camera} ${path}`;
    const found = this.kept.get(key) ?? (await session().downloadBlob(path, {
      camera,
      signal,
      onProgress: ({ done, total }) => onProgress(done, total ?? 0),
    }));
    this.kept.delete(key);
    this.kept.set(key, found);
    this.shrink();
    return found;
  }

  /** Forget files that are not there any more, or that are others by now. */
  forget(camera: string, paths: readonly string[]): void {
    paths.forEach((path) => this.kept.delete(`${camera} ${path}`));
  }

  clear(): void {
    this.kept.clear();
  }

  private shrink(): void {
    let total = [...this.kept.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [key, { size }] of this.kept) {
      if (total <= MOST_IN_MEMORY) {
        break;
      }
      this.kept.delete(key);
      total -= size;
    }
  }
}

export const fullPictures = new FullPictures();
