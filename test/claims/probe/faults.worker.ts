import type { Message } from '../../../src/protocol.ts';
import { Database } from '../../../src/store/database.ts';
import { opfsHeadMirror } from '../../../src/store/head-mirror.ts';
import { checkRun, listRuns, readStretches } from '../../../src/store/runs.ts';
import { DATABASE_NAME } from '../../../src/store/schema.ts';
import { serveWriter } from '../../../src/store/serve-writer.ts';
import { WriterThread } from '../../../src/store/writer-thread.ts';
import { Session } from '../../../src/worker/session.ts';
import { CARD, flowers, flowersSpec } from '../harm/flowers.ts';
import { answering } from './answering.ts';
import { type Fault, inject } from './storage-shim.ts';

/** How a run went whose storage failed. */
export interface FaultOutcome {
  readonly fired: string | null;
  /** Calls of the storage in all. */
  readonly calls: number;
  /** Codes of the problems that the person was told, in order. */
  readonly problems: readonly string[];
  /** Steps that were told as kept when the run ended or stood still. */
  readonly told: number;
  /** Of those, the ones that the store did not give back then. */
  readonly lost: number;
  /** What it took. */
  readonly way: 'by itself' | 'resumed' | 'taken up' | 'begun again';
  /** Of the steps, in their order, as stored at the end. */
  readonly fingerprints: readonly number[];
  /** The transcript is whole, and ends with the run’s end. */
  readonly sound: boolean;
}

const EPOCHS = 1;
const KEYFRAME_EVERY = 10;

const { spec } = flowersSpec('cpu', EPOCHS, KEYFRAME_EVERY);

answering(runWith);

// The transcript is written on this thread, where storage can be made to fail.
WriterThread.start = () => {
  const { port1, port2 } = new MessageChannel();
  serveWriter(port2);
  return Object.assign(port1, { terminate: () => port1.close() });
};

/** A whole run through the worker’s own code, from «Start» to its end, whatever a person has to press in between; storage is
 *  healed when the person is told of a problem. */
async function runWith(fault: Fault): Promise<FaultOutcome> {
  await empty();
  const page = new Listener();
  const session = new Session((message) => page.hear(message));
  await session.handle({ kind: 'hello', backend: 'cpu' });
  await session.handle({ kind: 'load-files', phase: 'pretrain', files: [new File([flowers()], 'flowers.csv')], options: {} });
  await session.handle({ kind: 'set-card', phase: 'pretrain', card: CARD });
  const injected = inject(fault);
  const running = session.handle({ kind: 'start', spec });
  await Promise.race([running, page.told]);
  injected.heal();
  const { fired, calls } = injected;
  const database = new Database();
  const kept = new Map(await fingerprintsIn(database));
  const lost = [...page.steps].filter(([step, fingerprint]) => kept.get(step) !== fingerprint).length;
  const atStop = { fired, calls, told: page.steps.size, lost };
  const way = await toTheEnd(session, running, page, database);
  const [record] = await listRuns(database);
  const { ok } = await checkRun(database, record.runId, opfsHeadMirror);
  const fingerprints = (await fingerprintsIn(database)).map(([, fingerprint]) => fingerprint);
  return { ...atStop, problems: page.problems, way, fingerprints, sound: ok && record.status === 'finished' };
}

/** As a person does: «Resume», where that does not help the button of the run in the list, and where there is no run «Start». */
async function toTheEnd(session: Session, running: Promise<void>, page: Listener, database: Database): Promise<FaultOutcome['way']> {
  await session.handle({ kind: 'resume' });
  await running;
  const [record] = await listRuns(database);
  if (record?.status === 'finished') return page.problems.length === 0 ? 'by itself' : 'resumed';
  await session.handle(record ? { kind: 'resume-run', runId: record.runId } : { kind: 'start', spec });
  return record ? 'taken up' : 'begun again';
}

/** What the page hears. */
class Listener {
  readonly steps = new Map<number, number>();
  readonly problems: string[] = [];
  readonly #told = Promise.withResolvers<void>();

  /** Resolves with the first problem. */
  get told(): Promise<void> {
    return this.#told.promise;
  }

  hear(message: Message): void {
    if (message.kind === 'committed') {
      const { step, fingerprint } = message.columns.steps;
      for (const [i, number] of step.entries()) this.steps.set(number, fingerprint[i]);
    } else if (message.kind === 'problem') {
      this.problems.push(message.problem.code);
      this.#told.resolve();
    }
  }
}

async function fingerprintsIn(database: Database): Promise<[number, number][]> {
  const [record] = await listRuns(database);
  const found: [number, number][] = [];
  if (!record) return found;
  for await (const { events, sound } of readStretches(database, record.runId)) {
    if (!sound) return [];
    for (const event of events) if (event.kind === 'step') found.push([event.step, event.fingerprint]);
  }
  return found;
}

async function empty(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE_NAME);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
}
