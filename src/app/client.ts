import type { Command, Message } from '../protocol.ts';
import { handlesOf } from './data/file-handles.ts';

/** The page's end of the worker: commands go out, messages come in. */
export interface TrainClient {
  send(command: Command): void;
  close(): void;
}

/** Starts the worker. Whatever goes wrong in it that it does not report itself (it failed to load, it threw, a message
 *  could not be read) comes in as a message too, so that the page has one place to look at. */
export function startTrainWorker(onMessage: (message: Message) => void): TrainClient {
  const worker = new Worker(new URL('../worker/train.worker.ts', import.meta.url), { type: 'module', name: 'trainscript' });
  worker.addEventListener('message', ({ data }: MessageEvent<Message>) => onMessage(data));
  worker.addEventListener('error', (event) => onMessage(pageProblem(event.message || 'it could not be loaded')));
  worker.addEventListener('messageerror', () => onMessage(pageProblem('one of its messages could not be read')));
  return {
    send: (command) => {
      // Only a page may ask. Browsers answer by themselves or ask the person; the worker logs what came of it, and waits for neither.
      if (command.kind === 'start') void (navigator.storage as StorageManager | undefined)?.persist();
      worker.postMessage(command);
      if (command.kind === 'load-files') void keepHandles(command, (kept) => worker.postMessage(kept));
    },
    close: () => worker.terminate(),
  };
}

/** What the browser says of where files can be had again comes behind them. */
async function keepHandles({ phase, files }: Extract<Command, { kind: 'load-files' }>, send: (command: Command) => void): Promise<void> {
  const handles = await handlesOf(files);
  if (handles) send({ kind: 'keep-handles', phase, handles });
}

const pageProblem = (detail: string): Message => ({ kind: 'problem', scope: 'page', problem: { code: 'worker-lost', fields: { detail } } });
