const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** A person who pauses does not notice that it takes so long, and a way through the queue of tasks costs up to half a millisecond. */
const INTERVAL_MS = 100;
let lastAt = Number.NEGATIVE_INFINITY;

/** Resolves in a task of its own, so that messages (pause, stop) get their turn between two steps; where they just had it, at
 *  once. A timer would do too, but browsers stretch timers to 4 ms when they follow each other, and to a second in a hidden tab. */
export async function nextTask(): Promise<void> {
  if (performance.now() - lastAt < INTERVAL_MS) return;
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
  lastAt = performance.now();
}
