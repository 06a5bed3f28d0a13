const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Resolves in a task of its own, so that messages (pause, stop) get their turn between two steps. A timer would do too, but
 *  browsers stretch timers to 4 ms when they follow each other, and to a second in a hidden tab. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
