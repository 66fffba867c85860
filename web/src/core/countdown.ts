// A countdown by whole seconds, which screen readers hear.
import { texts } from "../texts.ts";
import { notices } from "./notices.ts";

const LAST_S = 3; // these are said one by one

/** Call `tick` with the seconds that are left, at once and then each second, until none is; rejected as `signal` says. */
export async function countDown(seconds: number, signal: AbortSignal, tick: (left: number) => void): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (let left = seconds; left > 0; left -= 1) {
    tick(left);
    if (left === seconds || left <= LAST_S) {
      notices.say(texts.camera.firesIn(left));
    }
    await until(end - (left - 1) * 1000, signal); // by the end, so that late timers do not add up
  }
}

function until(at: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, at - performance.now());
    signal.addEventListener("abort", stop, { once: true });
  });
}
