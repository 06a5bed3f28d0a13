import { roundedTo } from '../../core/float32.ts';
import type { LookCommand, LookMessage, RowUse } from '../../core/looks/looks.ts';
import { type BatchResult, RowLosses, type RowRecord } from '../../core/looks/row-losses.ts';
import { lookAtStep } from '../../core/looks/step-look.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import type { PhaseName, Track } from '../../core/spec/spec.ts';
import { DIGITS_A_ROW } from '../../core/transcript/event-columns.ts';
import type { Database } from '../../store/database.ts';
import { findStep, storedShelf } from '../../store/step-lookup.ts';
import type { DataSlot } from '../data/data-slot.ts';
import type { LoadedPhase } from '../data/loaded-phase.ts';
import { dataOf, dataRow, placeOf, rowKindOf } from './looked-data.ts';
import { readResults, specOf } from './run-results.ts';

type Slots = Readonly<Record<PhaseName, DataSlot>>;
type Asked<Kind extends LookCommand['kind']> = Extract<LookCommand, { kind: Kind }>;

/** Steps that a step is held against. */
const STEPS_BEFORE = 50;
/** Rows of a batch that are shown. */
const ROWS_SHOWN = 64;
const HARDEST = 50;

const phaseOfTrack = (track: Track): PhaseName => (track === 'pretrain' ? 'pretrain' : 'finetune');

/** Answers what is asked of single steps and rows of kept runs. One row is followed at a time, and the hardest rows of one phase found. */
export class Looks {
  readonly #post: (message: LookMessage) => void;
  readonly #database: Database;
  readonly #slots: Slots;
  #following: AbortController | null = null;
  #finding: AbortController | null = null;

  constructor(post: (message: LookMessage) => void, database: Database, slots: Slots) {
    this.#post = post;
    this.#database = database;
    this.#slots = slots;
  }

  /** @throws TrainscriptError `run-missing`, `transcript-damaged`, `step-not-kept` */
  async answer(command: LookCommand): Promise<void> {
    switch (command.kind) {
      case 'look-at-step':
        return this.#lookAt(command);
      case 'follow-row':
        this.#following?.abort();
        this.#following = new AbortController();
        return unlessAborted(this.#following.signal, (signal) => this.#follow(command, signal));
      case 'find-hardest-rows':
        this.#finding?.abort();
        this.#finding = new AbortController();
        return unlessAborted(this.#finding.signal, (signal) => this.#findHardest(command, signal));
      case 'cancel-rows':
        this.#following?.abort();
        return this.#finding?.abort();
      default:
        command satisfies never;
    }
  }

  async #lookAt({ runId, step }: Asked<'look-at-step'>): Promise<void> {
    const found = await findStep(storedShelf(this.#database, runId), step, STEPS_BEFORE);
    if (!found) throw new TrainscriptError('step-not-kept', { step });
    const look = lookAtStep(found.step, found.before);
    const data = await this.#dataOf(runId, phaseOfTrack(look.track));
    const rows = look.rows.slice(0, ROWS_SHOWN).map((row) => ({ ...row, ...dataRow(data, row.row) }));
    this.#post({ kind: 'step-detail', runId, detail: { ...look, rows, rowCount: look.rows.length, rowKind: rowKindOf(data) } });
  }

  async #follow({ runId, phase, row }: Asked<'follow-row'>, signal: AbortSignal): Promise<void> {
    const spec = await specOf(this.#database, runId);
    const data = dataOf(this.#slots[phase], spec);
    signal.throwIfAborted();
    const known = { rowKind: rowKindOf(data), data: dataRow(data, row), place: placeOf(data, row, spec, phase) };
    this.#post({ kind: 'row-known', runId, phase, row, known });
    let uses: RowUse[] = [];
    const tell = (through: number, of: number, isDone: boolean) => {
      this.#post({ kind: 'row-uses', runId, phase, row, uses, through, of, isDone });
      uses = [];
    };
    await this.#read(runId, signal, tell, (result) => {
      if (phaseOfTrack(result.phase) !== phase) return;
      const use = useOf(result, row);
      if (use) uses.push(use);
    });
  }

  async #findHardest({ runId, phase }: Asked<'find-hardest-rows'>, signal: AbortSignal): Promise<void> {
    const data = await this.#dataOf(runId, phase);
    const target = data?.train.target;
    const losses = new RowLosses(target?.kind === 'classes' ? (row) => target.codes[row] : null);
    const found = () => ({ rowKind: rowKindOf(data), rows: losses.hardest(HARDEST).map((record) => hardRow(record, data)) });
    const tell = (through: number, of: number, isDone: boolean) =>
      this.#post({ kind: 'hardest-rows', runId, phase, through, of, isDone, found: isDone ? found() : null });
    await this.#read(runId, signal, tell, (result) => {
      if (result.phase === phase) losses.add(result);
    });
  }

  /** Hands out what every step made of its rows, and tells now and then how far that is. */
  async #read(
    runId: string,
    signal: AbortSignal,
    tell: (through: number, of: number, isDone: boolean) => void,
    take: (result: BatchResult) => void,
  ): Promise<void> {
    let through = 0;
    let of = 0;
    for await (const { results, isDue, steps } of readResults(this.#database, runId, signal)) {
      for (const result of results) take(result);
      through = results.at(-1)?.step ?? through;
      of = steps;
      if (isDue) tell(through, of, false);
    }
    signal.throwIfAborted();
    tell(through, Math.max(of, through), true);
  }

  async #dataOf(runId: string, phase: PhaseName): Promise<LoadedPhase | null> {
    return dataOf(this.#slots[phase], await specOf(this.#database, runId));
  }
}

/** A row may stand in a batch once. */
function useOf({ phase: track, step, rows, losses, predictions }: BatchResult, row: number): RowUse | undefined {
  const at = Array.prototype.indexOf.call(rows, row);
  if (at < 0) return undefined;
  return { track, step, loss: losses ? roundedTo(losses[at], DIGITS_A_ROW) : null, prediction: predictions?.[at] ?? null };
}

const hardRow = ({ row, uses, meanLoss, wrong }: RowRecord, data: LoadedPhase | null) => ({
  ...{ row, uses, wrong, loss: meanLoss, prediction: null },
  ...dataRow(data, row),
});

async function unlessAborted(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  try {
    await work(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
