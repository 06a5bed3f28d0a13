import { type EventColumns, eventColumns, joinSteps } from '../../core/transcript/event-columns.ts';
import type { SummaryColumns } from '../../core/transcript/segment.ts';
import { type ChainHead, GENESIS, type RunCheck } from '../../core/transcript/transcript.ts';
import type { Message } from '../../protocol.ts';
import type { Database } from '../../store/database.ts';
import { opfsHeadMirror } from '../../store/head-mirror.ts';
import { readThinnedHistograms } from '../../store/histograms.ts';
import { isRunLocked, whenReleased } from '../../store/run-lock.ts';
import { checkRun, readRun, readSound, readStretches } from '../../store/runs.ts';
import { readSoundSummaries } from '../../store/summaries.ts';
import { damageOf } from './damage.ts';

/** A run of more steps is drawn without what is looked up of them: its rows alone take a megabyte every four thousand steps. */
const LONG_RUN_STEPS = 50_000;
/** A picture of them is hardly more columns wide, and each costs the reading of a segment. */
const HISTOGRAMS_OF_A_LONG_RUN = 500;
const SUMMARIES_A_MESSAGE = 256;
const NO_ROWS = new Uint32Array(0);

interface Reading {
  readonly runId: string;
  readonly isLong: boolean;
  /** How far it has come. */
  head: ChainHead;
}

/** The run that the page shows, as it is read from the store: one after the other, and each goes through the same messages as a live one. */
export class ShownRun {
  readonly #post: (message: Message) => void;
  readonly #database: Database;
  readonly #onReleased: () => void;
  readonly #longRunSteps: number;
  #shown: Reading | null = null;
  /** The same, where another tab may add to it, once all that was there is read. */
  #followed: Reading | null = null;
  #readingOn: Promise<void> = Promise.resolve();

  /** `onReleased` is told when the tab that trains a shown run lets go of it. */
  constructor(post: (message: Message) => void, database: Database, onReleased: () => void, longRunSteps = LONG_RUN_STEPS) {
    this.#post = post;
    this.#database = database;
    this.#onReleased = onReleased;
    this.#longRunSteps = longRunSteps;
  }

  /** Sends a kept run as far as it is sound; a problem tells where that ends. What another tab adds to it comes later. `live`: this
   *  tab is about to go on with it. @throws TrainscriptError `run-missing` */
  async show(runId: string, live = false): Promise<void> {
    const { steps } = await readRun(this.#database, runId);
    const elsewhere = !live && (await isRunLocked(runId));
    this.#post({ kind: 'run-opened', runId, live, elsewhere });
    if (elsewhere) void whenReleased(runId).then(this.#onReleased);
    const reading: Reading = { runId, head: GENESIS, isLong: steps > this.#longRunSteps };
    this.#shown = reading;
    const check = reading.isLong ? await this.#sendSummaries(reading) : await this.#sendAll(reading);
    if (!check || this.#shown !== reading) return;
    this.#post({ kind: 'run-checked', runId, check });
    if (!check.ok) this.#post({ kind: 'problem', scope: 'run', problem: damageOf(runId, check) });
    this.#followed = live || !check.ok ? null : reading;
    // News that came meanwhile found nobody who follows.
    await this.readOn(runId);
  }

  /** Sends what another tab added to the run, where it is the one that is shown. One reading after the other: each begins where the
   *  one before it ended. */
  readOn(runId: string): Promise<void> {
    this.#readingOn = this.#readingOn.then(() => this.#readOn(runId)).catch(() => undefined);
    return this.#readingOn;
  }

  /** The rows of a long run's batches, from its first step on. */
  async sendRows(runId: string): Promise<void> {
    for await (const { events } of readStretches(this.#database, runId)) {
      const { steps, rows } = eventColumns(events);
      if (rows.length > 0) this.#post({ kind: 'rows', runId, steps, rows });
    }
  }

  /** Null where another run was opened meanwhile. */
  async #sendAll(reading: Reading): Promise<RunCheck | null> {
    const { runId } = reading;
    return consume(readSound(this.#database, runId, opfsHeadMirror), ({ head, events }) => {
      reading.head = head;
      this.#post({ kind: 'committed', runId, columns: eventColumns(events) });
      return this.#shown === reading;
    });
  }

  /** A long run is drawn from its summaries, and checked as a whole afterwards. */
  async #sendSummaries(reading: Reading): Promise<RunCheck | null> {
    const { runId } = reading;
    let waiting: SummaryColumns[] = [];
    const send = () => {
      if (waiting.length > 0) this.#post({ kind: 'committed', runId, columns: joined(waiting) });
      waiting = [];
    };
    const check = await consume(readSoundSummaries(this.#database, runId, opfsHeadMirror), ({ head, columns }) => {
      reading.head = head;
      waiting.push(columns);
      if (waiting.length === SUMMARIES_A_MESSAGE) send();
      return this.#shown === reading;
    });
    send();
    await this.#sendHistograms(reading);
    return check?.ok ? checkRun(this.#database, runId, opfsHeadMirror) : check;
  }

  async #sendHistograms(reading: Reading): Promise<void> {
    const { runId } = reading;
    const histograms = await readThinnedHistograms(this.#database, runId, HISTOGRAMS_OF_A_LONG_RUN);
    if (this.#shown === reading) this.#post({ kind: 'histograms', runId, histograms });
  }

  async #readOn(runId: string): Promise<void> {
    const followed = this.#followed;
    if (followed?.runId !== runId) return;
    for await (const { head, events, sound } of readStretches(this.#database, runId, undefined, followed.head)) {
      if (!sound || this.#followed !== followed) return;
      followed.head = head;
      const columns = eventColumns(events);
      this.#post({ kind: 'committed', runId, columns: followed.isLong ? { ...columns, rows: NO_ROWS } : columns });
    }
  }
}

const joined = (stretches: readonly SummaryColumns[]): EventColumns => ({
  steps: joinSteps(stretches.map(({ steps }) => steps)),
  rows: NO_ROWS,
  others: stretches.flatMap(({ others }) => others),
  status: stretches[stretches.length - 1].status,
});

/** Takes what a generator yields, and returns what it returns; null where `take` wants no more. */
async function consume<Item, Result>(items: AsyncGenerator<Item, Result, void>, take: (item: Item) => boolean): Promise<Result | null> {
  for (;;) {
    const { done, value } = await items.next();
    if (done) return value;
    if (take(value)) continue;
    await items.return(undefined as Result);
    return null;
  }
}
