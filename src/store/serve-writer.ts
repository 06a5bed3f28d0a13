import { type Problem, toProblem } from '../core/problems/problem.ts';
import { type EventColumns, eventColumns } from '../core/transcript/event-columns.ts';
import type { Emission } from '../core/transcript/events.ts';
import { Database } from './database.ts';
import { opfsHeadMirror } from './head-mirror.ts';
import { TranscriptWriter } from './transcript-writer.ts';

/** What a writer's thread is asked. The first is `open`; `flush` and `close` are answered by `done`, in their order. */
export type WriterOrder =
  | { readonly kind: 'open'; readonly database: string; readonly runId: string }
  | { readonly kind: 'take'; readonly emissions: readonly Emission[] }
  | { readonly kind: 'flush' }
  | { readonly kind: 'close' };

export type WriterReport =
  /** As many events from the front are kept as the columns hold. */
  | { readonly kind: 'committed'; readonly columns: EventColumns; readonly events: number }
  /** The store refused; told once, until the next `flush`. */
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** The oldest order that was not answered yet is carried out, or ended in a problem. */
  | { readonly kind: 'done'; readonly problem: Problem | null };

/** A thread's own end of the way to it. */
export interface WriterPort {
  onmessage: ((event: MessageEvent<WriterOrder>) => unknown) | null;
  postMessage(report: WriterReport, transfer?: Transferable[]): void;
}

/** Keeps a run's transcript as `port` orders. How much waits is for who orders to say. */
export function serveWriter(port: WriterPort): void {
  const server = new WriterServer((report, transfer) => port.postMessage(report, transfer));
  port.onmessage = ({ data }) => server.take(data);
}

class WriterServer {
  readonly #report: (report: WriterReport, transfer?: Transferable[]) => void;
  #writer: TranscriptWriter | null = null;
  /** One order after the other, but for events: those are only handed over. */
  #carriedOut: Promise<unknown> = Promise.resolve();

  constructor(report: (report: WriterReport, transfer?: Transferable[]) => void) {
    this.#report = report;
  }

  take(order: WriterOrder): void {
    if (order.kind === 'take') for (const emission of order.emissions) this.#hand(emission);
    else this.#carriedOut = this.#carriedOut.then(() => this.#answer(order));
  }

  #hand(emission: Emission): void {
    try {
      this.#writer?.take(emission);
    } catch (error) {
      this.#tellFailed(error);
    }
  }

  #tellFailed(error: unknown): void {
    this.#report({ kind: 'failed', problem: toProblem(error) });
  }

  async #answer(order: Exclude<WriterOrder, { kind: 'take' }>): Promise<void> {
    try {
      await this.#carryOut(order);
      this.#report({ kind: 'done', problem: null });
    } catch (error) {
      this.#report({ kind: 'done', problem: toProblem(error) });
    }
  }

  async #carryOut(order: Exclude<WriterOrder, { kind: 'take' }>): Promise<void> {
    if (order.kind === 'open') this.#writer = await this.#open(order.database, order.runId);
    else if (order.kind === 'close') await this.#writer?.close();
    else await this.#writer?.flush();
  }

  #open(database: string, runId: string): Promise<TranscriptWriter> {
    return TranscriptWriter.open(new Database(database), runId, {
      mirror: opfsHeadMirror,
      onFailed: (error) => this.#tellFailed(error),
      onCommitted: (events) => {
        const columns = eventColumns(events);
        this.#report({ kind: 'committed', columns, events: events.length }, buffersOf(columns));
      },
    });
  }
}

const buffersOf = ({ steps, rows }: EventColumns): Transferable[] => [rows.buffer, ...Object.values(steps).map(({ buffer }) => buffer)];
