import { type Problem, TrainscriptError } from '../core/problems/problem.ts';
import type { EventColumns } from '../core/transcript/event-columns.ts';
import type { Emission } from '../core/transcript/events.ts';
import { hasRoom } from './backlog.ts';
import type { WriterOrder, WriterReport } from './serve-writer.ts';

/** The way to a thread that serves a writer. */
export interface ThreadPort {
  onmessage: ((event: MessageEvent<WriterReport>) => unknown) | null;
  postMessage(order: WriterOrder, transfer?: Transferable[]): void;
}

/** An event waits so long for others to travel with: each message costs both threads the same, however much it holds. */
const SEND_MS = 500;

/** Keeps a transcript like `TranscriptWriter`, which it drives on a thread of its own: hashing, writing and waiting for the disk take no
 *  time from the thread that trains. */
export class WriterThread {
  readonly #port: ThreadPort & Pick<Worker, 'terminate'>;
  readonly #onCommitted: (columns: EventColumns) => void;
  #unsent: Emission[] = [];
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of each event that is not kept yet, the bytes of its file. */
  readonly #waiting: number[] = [];
  #waitingBytes = 0;
  #failure: TrainscriptError | undefined;
  /** Ended by itself: nothing can be kept any more. */
  #death: TrainscriptError | undefined;
  #asked: PromiseWithResolvers<void>[] = [];
  #wake: PromiseWithResolvers<void> | null = null;

  private constructor(onCommitted: (columns: EventColumns) => void) {
    this.#onCommitted = onCommitted;
    this.#port = WriterThread.start((detail) => this.#die(detail));
    this.#port.onmessage = ({ data }) => this.#hear(data);
  }

  /** `onCommitted` is told of events once they are kept, in order, and must not throw.
   *  @throws TrainscriptError as `TranscriptWriter.open` */
  static async open(database: string, runId: string, onCommitted: (columns: EventColumns) => void): Promise<WriterThread> {
    const thread = new WriterThread(onCommitted);
    try {
      await thread.#ask({ kind: 'open', database, runId });
      return thread;
    } catch (error) {
      thread.#port.terminate();
      throw error;
    }
  }

  /** Starts the thread; `onDeath` hears what ended it. */
  static start(onDeath: (detail: string) => void): ThreadPort & Pick<Worker, 'terminate'> {
    const worker = new Worker(new URL('./writer.worker.ts', import.meta.url), { type: 'module', name: 'transcript' });
    worker.onerror = ({ message }) => onDeath(message);
    return worker;
  }

  /** Takes an event, and the file that goes with it, which is gone here from then on. Resolves when there is room for the next one.
   *  @throws TrainscriptError as `TranscriptWriter.append`: what the store answered to this event or one before it */
  async append({ event, keyframe }: Emission): Promise<void> {
    this.#unsent.push({ event, ...(keyframe && { keyframe: ownBytes(keyframe) }) });
    this.#waiting.push(keyframe?.byteLength ?? 0);
    this.#waitingBytes += keyframe?.byteLength ?? 0;
    // What happens seldom is not held back.
    if (event.kind !== 'step' && event.kind !== 'histograms') this.#send();
    else this.#sendSoon();
    for (;;) {
      const failure = this.#death ?? this.#failure;
      if (failure) throw failure;
      if (hasRoom({ events: this.#waiting.length, bytes: this.#waitingBytes })) return;
      this.#wake ??= Promise.withResolvers();
      await this.#wake.promise;
    }
  }

  /** Resolves when everything taken so far is kept. After a failure it tries again.
   *  @throws TrainscriptError as `append` */
  async flush(): Promise<void> {
    this.#failure = undefined;
    this.#send();
    try {
      await this.#ask({ kind: 'flush' });
    } catch (error) {
      if (error instanceof TrainscriptError) this.#failure = error;
      throw error;
    }
  }

  /** Keeps what is left and ends the thread, even where keeping fails. */
  async close(): Promise<void> {
    try {
      this.#send();
      await this.#ask({ kind: 'close' });
    } finally {
      clearTimeout(this.#timer);
      this.#port.terminate();
    }
  }

  #sendSoon(): void {
    const restMs = this.#sentAt + SEND_MS - performance.now();
    if (restMs <= 0) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), restMs);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#unsent.length === 0) return;
    const emissions = this.#unsent;
    this.#unsent = [];
    this.#sentAt = performance.now();
    const files = emissions.flatMap(({ keyframe }) => keyframe?.buffer ?? []);
    this.#port.postMessage({ kind: 'take', emissions }, files);
  }

  #ask(order: WriterOrder): Promise<void> {
    if (this.#death) return Promise.reject(this.#death);
    const asked = Promise.withResolvers<void>();
    this.#asked.push(asked);
    this.#port.postMessage(order);
    return asked.promise;
  }

  #hear(report: WriterReport): void {
    if (report.kind === 'committed') this.#forget(report.events);
    else if (report.kind === 'failed') this.#failure = errorOf(report.problem);
    else this.#settle(report.problem);
    if (report.kind === 'committed') this.#onCommitted(report.columns);
    this.#wakeAll();
  }

  #forget(events: number): void {
    for (const bytes of this.#waiting.splice(0, events)) this.#waitingBytes -= bytes;
  }

  #settle(problem: Problem | null): void {
    const asked = this.#asked.shift();
    if (problem) asked?.reject(errorOf(problem));
    else asked?.resolve();
  }

  #wakeAll(): void {
    this.#wake?.resolve();
    this.#wake = null;
  }

  #die(detail: string): void {
    const death = new TrainscriptError('unexpected', { detail });
    this.#death = death;
    for (const asked of this.#asked.splice(0)) asked.reject(death);
    this.#wakeAll();
  }
}

const errorOf = ({ code, fields }: Problem): TrainscriptError => new TrainscriptError(code, fields);

/** Bytes that can be given away without taking along what stands beside them. */
const ownBytes = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
