import { type EventColumns, eventColumns, joinSteps } from '../core/event-columns.ts';
import type { Locale } from '../core/locale.ts';
import { TrainscriptError } from '../core/problem.ts';
import { NO_ANNOTATION, type RunAnnotation } from '../core/run-annotation.ts';
import type { SummaryColumns } from '../core/segment.ts';
import type { PhaseName } from '../core/spec.ts';
import { type ChainHead, GENESIS, type RunCheck, type RunDamage } from '../core/transcript.ts';
import type { LostRun, Message, RunSummary } from '../protocol.ts';
import { annotateRun } from '../store/annotations.ts';
import { turnAwayStrays } from '../store/arrivals.ts';
import { cutBack } from '../store/cut-back.ts';
import { Database } from '../store/database.ts';
import type { KeptHandles } from '../store/file-handles.ts';
import { opfsHeadMirror } from '../store/head-mirror.ts';
import { readThinnedHistograms } from '../store/histograms.ts';
import { isRunLocked, whenReleased } from '../store/run-lock.ts';
import { checkRun, listRuns, markDeleted, purgeDeleted, readRun, readSound, readStretches } from '../store/runs.ts';
import { DATABASE_NAME, type RunRecord } from '../store/schema.ts';
import { storageUse } from '../store/storage-use.ts';
import { readSoundSummaries } from '../store/summaries.ts';
import { WriterThread } from '../store/writer-thread.ts';
import { makeBundle } from './bundle.ts';
import { readComparedRun } from './compared-run.ts';
import type { DataSlot } from './data-slot.ts';
import { Importer } from './import/importer.ts';
import { LabelChecks } from './label-check/label-checks.ts';
import { Looks } from './looks/looks.ts';
import { findResumePoint, type ResumePoint } from './resume-point.ts';
import { RunNews } from './run-news.ts';
import { type RunSource, storedRun } from './run-source.ts';

/** A run of more steps is drawn without what is looked up of them: its rows alone take a megabyte every four thousand steps. */
const LONG_RUN_STEPS = 50_000;
/** A picture of them is hardly more columns wide, and each costs the reading of a segment. */
const HISTOGRAMS_OF_A_LONG_RUN = 500;
const SUMMARIES_A_MESSAGE = 256;
const NO_HANDLES: ReadonlyMap<string, KeptHandles> = new Map();
const NO_ROWS = new Uint32Array(0);

interface Followed {
  readonly runId: string;
  readonly isLong: boolean;
  head: ChainHead;
}

/** The kept runs: what the page lists, opens again, deletes, and takes away as bundles. */
export class Archive {
  readonly #post: (message: Message) => void;
  readonly #database: Database;
  readonly #news: RunNews;
  readonly #longRunSteps: number;
  /** The run of another tab that this page reads along, and how far it has. */
  #followed: Followed | null = null;
  /** What the page was told to show last. */
  #shown: Followed | null = null;
  /** The runs that were asked for last, to be laid over each other. */
  #compared: readonly string[] = [];
  #reading: Promise<void> = Promise.resolve();
  #isShown = false;
  #isOpen = false;

  constructor(post: (message: Message) => void, longRunSteps = LONG_RUN_STEPS) {
    this.#post = post;
    this.#longRunSteps = longRunSteps;
    this.#database = new Database(DATABASE_NAME, {
      onDataLoss: (detail) => post({ kind: 'problem', scope: 'page', problem: { code: 'storage-lost', fields: { detail } } }),
    });
    this.#news = new RunNews((runId) => this.#readAlong(runId));
  }

  /** What was deleted before this page was opened can no longer be undone; what is deleted while it is open can. All runs are
   *  checked, one after the other, while the page can be used. */
  async open(): Promise<void> {
    const isFirst = !this.#isOpen;
    await this.show();
    this.#isOpen = true;
    if (isFirst) await this.#checkAll();
  }

  /** The list alone, without a look at what it names. */
  async show(): Promise<void> {
    if (!this.#isShown) await Promise.all([purgeDeleted(this.#database, opfsHeadMirror), turnAwayStrays(this.#database)]);
    this.#isShown = true;
    await this.list();
  }

  /** What is known to be gone is not mentioned any more. */
  async forget(runId: string): Promise<void> {
    await opfsHeadMirror.remove(runId);
    await this.list();
  }

  /** What was deleted goes for good now. */
  async makeRoom(): Promise<void> {
    await purgeDeleted(this.#database, opfsHeadMirror);
    await this.list();
  }

  async list(): Promise<void> {
    const records = await listRuns(this.#database);
    const lost = await this.#lostRuns(records);
    const handles = records.some(isOpenEnded) ? await this.#allHandles() : NO_HANDLES;
    const runs = await Promise.all(records.map((record) => summaryOf(record, handles.get(record.runId))));
    this.#post({ kind: 'runs', runs, lost, storage: await storageUse() });
  }

  /** A writer whose events reach the page once they are kept; `onKept` is told of them as well. */
  openWriter(runId: string, onKept: (columns: EventColumns) => void): Promise<WriterThread> {
    return WriterThread.open(DATABASE_NAME, runId, (columns) => {
      this.#post({ kind: 'committed', runId, columns });
      this.#news.tell(runId);
      onKept(columns);
    });
  }

  /** Where a run goes on that was cut off; its transcript is checked to the last line first.
   *  @throws TrainscriptError `run-missing`, `resume-ended`, `transcript-damaged`, and those of `findResumePoint` */
  async resumePoint(runId: string): Promise<ResumePoint> {
    const record = await readRun(this.#database, runId);
    if (!isOpenEnded(record)) throw new TrainscriptError('resume-ended', { run: record.name, status: record.status });
    const check = await checkRun(this.#database, runId, opfsHeadMirror);
    if (!check.ok) {
      const { code, fields } = damage(runId, check);
      throw new TrainscriptError(code, fields);
    }
    return findResumePoint(storedRun(this.#database, record));
  }

  /** Keeps with a run where its files can be had again. Where the browser cannot keep that, they are dropped again. */
  async keepHandles(runId: string, handles: KeptHandles): Promise<void> {
    if (Object.keys(handles).length > 0) await this.#database.handles.keep(runId, handles).catch(() => undefined);
  }

  async handlesOf(runId: string): Promise<KeptHandles> {
    return (await this.#allHandles()).get(runId) ?? {};
  }

  #allHandles(): Promise<ReadonlyMap<string, KeptHandles>> {
    return this.#database.handles.all().catch(() => new Map());
  }

  /** Cuts a damaged run back to where it is sound. @throws TrainscriptError those of `cutBack` */
  async cutBack(runId: string): Promise<void> {
    await cutBack(this.#database, runId, opfsHeadMirror);
    this.#post({ kind: 'run-checked', runId, check: await checkRun(this.#database, runId, opfsHeadMirror) });
    await this.list();
  }

  /** A kept run as it stands now. @throws TrainscriptError `run-missing` */
  async source(runId: string): Promise<RunSource> {
    return storedRun(this.#database, await readRun(this.#database, runId));
  }

  /** Sends a kept run through the same messages as a live one, as far as it is sound; a problem tells where that ends. What another
   *  tab adds to it comes later. */
  async replay(runId: string, live = false): Promise<void> {
    const { steps } = await readRun(this.#database, runId);
    const elsewhere = !live && (await isRunLocked(runId));
    this.#post({ kind: 'run-opened', runId, live, elsewhere });
    if (elsewhere) void whenReleased(runId).then(() => this.list());
    const followed: Followed = { runId, head: GENESIS, isLong: steps > this.#longRunSteps };
    this.#shown = followed;
    const check = followed.isLong ? await this.#replaySummaries(followed) : await this.#replayAll(followed);
    if (!check || this.#shown !== followed) return;
    this.#post({ kind: 'run-checked', runId, check });
    if (!check.ok) this.#post({ kind: 'problem', scope: 'run', problem: damage(runId, check) });
    this.#followed = live || !check.ok ? null : followed;
    // News that came meanwhile found nobody who follows.
    await this.#readAlong(runId);
  }

  /** Null where another run was opened meanwhile. */
  async #replayAll(followed: Followed): Promise<RunCheck | null> {
    const { runId } = followed;
    return consume(readSound(this.#database, runId, opfsHeadMirror), ({ head, events }) => {
      followed.head = head;
      this.#post({ kind: 'committed', runId, columns: eventColumns(events) });
      return this.#shown === followed;
    });
  }

  /** A long run is drawn from its summaries, and checked as a whole afterwards. */
  async #replaySummaries(followed: Followed): Promise<RunCheck | null> {
    const { runId } = followed;
    let waiting: SummaryColumns[] = [];
    const send = () => {
      if (waiting.length > 0) this.#post({ kind: 'committed', runId, columns: joined(waiting) });
      waiting = [];
    };
    const check = await consume(readSoundSummaries(this.#database, runId, opfsHeadMirror), ({ head, columns }) => {
      followed.head = head;
      waiting.push(columns);
      if (waiting.length === SUMMARIES_A_MESSAGE) send();
      return this.#shown === followed;
    });
    send();
    await this.#sendHistograms(followed);
    return check?.ok ? checkRun(this.#database, runId, opfsHeadMirror) : check;
  }

  async #sendHistograms(followed: Followed): Promise<void> {
    const { runId } = followed;
    const histograms = await readThinnedHistograms(this.#database, runId, HISTOGRAMS_OF_A_LONG_RUN);
    if (this.#shown === followed) this.#post({ kind: 'histograms', runId, histograms });
  }

  /** The rows of a long run's batches, from its first step on. */
  async readRows(runId: string): Promise<void> {
    for await (const { events } of readStretches(this.#database, runId)) {
      const { steps, rows } = eventColumns(events);
      if (rows.length > 0) this.#post({ kind: 'rows', runId, steps, rows });
    }
  }

  /** One reading after the other: each begins where the one before it ended. */
  #readAlong(runId: string): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readOn(runId)).catch(() => undefined);
    return this.#reading;
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

  async setDeleted(runId: string, deleted: boolean): Promise<void> {
    await markDeleted(this.#database, runId, deleted);
    await this.list();
  }

  async annotate(runId: string, annotation: RunAnnotation): Promise<void> {
    await annotateRun(this.#database, runId, annotation);
    await this.list();
  }

  /** One after the other, so that the first is drawn while the last is read. */
  async compare(runIds: readonly string[]): Promise<void> {
    this.#compared = runIds;
    for (const runId of runIds) {
      const run = await readComparedRun(this.#database, runId);
      if (this.#compared !== runIds) return;
      this.#post({ kind: 'run-compared', run });
    }
  }

  /** Answers questions about single steps and rows of the kept runs, whose data may stand in the slots. */
  labelChecks(): LabelChecks {
    return new LabelChecks(this.#post, this.#database);
  }

  looksInto(slots: Readonly<Record<PhaseName, DataSlot>>): Looks {
    return new Looks(this.#post, this.#database, slots);
  }

  /** Brings bundles back. */
  importer(): Importer {
    return new Importer(this.#post, this.#database, () => this.list());
  }

  async makeBundle(runId: string, locale: Locale): Promise<void> {
    const progress = (entry: string, bytes: number) => this.#post({ kind: 'bundle-progress', runId, entry, bytes });
    const file = await makeBundle(this.#database, runId, progress, locale);
    this.#post({ kind: 'bundle-ready', runId, name: file.name, file });
  }

  /** Runs whose heads stand outside the database, and which it does not have any more. */
  async #lostRuns(records: readonly RunRecord[]): Promise<LostRun[]> {
    const kept = new Set(records.map(({ runId }) => runId));
    const heads = [...(await opfsHeadMirror.list())];
    return heads.flatMap(([runId, { name, steps }]) => (kept.has(runId) ? [] : [{ runId, name, steps }]));
  }

  /** A run that is being written is checked when it is opened. */
  async #checkAll(): Promise<void> {
    for (const { runId } of await listRuns(this.#database)) {
      if (await isRunLocked(runId)) continue;
      const check = await checkRun(this.#database, runId, opfsHeadMirror).catch(() => null);
      if (check) this.#post({ kind: 'run-checked', runId, check });
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

function damage(runId: string, { seq, step, through }: RunDamage) {
  const lost =
    through > step ? `steps ${step + 1} to ${through} are lost or not what was logged` : `it is not what was logged behind step ${step}`;
  return { code: 'transcript-damaged', fields: { runId, seq, detail: lost } } as const;
}

const isOpenEnded = ({ status }: RunRecord): boolean => status === 'running' || status === 'paused';

/** A run that says it is running while no tab holds it was cut off. */
async function summaryOf(record: RunRecord, handles: KeptHandles = {}): Promise<RunSummary> {
  const { runId, startedAt, steps, accuracy, baselineAccuracy, bytes, deleted } = record;
  const { name: loggedName, annotation = NO_ANNOTATION, sources = [], imported } = record;
  const isCutOff = isOpenEnded(record) && !(await isRunLocked(runId));
  const files = isCutOff ? Object.values(handles).flat() : [];
  return {
    runId,
    name: annotation.name || loggedName,
    loggedName,
    annotation,
    sources,
    startedAt,
    status: isCutOff ? 'interrupted' : record.status,
    steps,
    accuracy,
    baselineAccuracy,
    bytes,
    deleted,
    ...(imported && { imported }),
    ...(files.length > 0 && { files }),
  };
}
