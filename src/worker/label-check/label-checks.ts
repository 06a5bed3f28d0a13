import { makeFinding, percent } from '../../core/audit/finding.ts';
import { checkLabels, type LabelCheck } from '../../core/audit/label-noise.ts';
import type { FoundLabels, LabelCommand, LabelMessage } from '../../core/looks/label-looks.ts';
import { RowLosses } from '../../core/looks/row-losses.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import { type PhaseName, phaseOf } from '../../core/spec/spec.ts';
import { planTrack } from '../../core/training/track-plan.ts';
import type { Database } from '../../store/database.ts';
import type { DataSlot, LoadedData } from '../data/data-slot.ts';
import { dataOf, dataRow, rowKindOf } from '../looks/looked-data.ts';
import { readResults, specOf } from '../looks/run-results.ts';
import { nextTask } from '../next-task.ts';
import { heldOutPredictions } from './held-out.ts';

type Asked = Extract<LabelCommand, { kind: 'check-labels' }>;

/** What a check finds in the worker. */
export interface LabelSurroundings {
  readonly slots: Readonly<Record<PhaseName, DataSlot>>;
  /** The run in progress. */
  readonly live: { readonly name: string } | null;
  /** Starts the backend that the spec names, where it does not run yet. */
  readonly useBackend: () => Promise<unknown>;
}

/** Suspects that are shown; the rest is counted. */
const SHOWN = 60;
const PROGRESS_INTERVAL_MS = 200;

/** Looks for wrong labels among the rows that are loaded, one phase at a time. */
export class LabelChecks {
  readonly #post: (message: LabelMessage) => void;
  readonly #database: Database;
  #working: AbortController | null = null;
  #done: Promise<void> = Promise.resolve();

  constructor(post: (message: LabelMessage) => void, database: Database) {
    this.#post = post;
    this.#database = database;
  }

  /** Posts how far it is, then what was found, which stands in the phase's audit too; nothing more where it was cancelled.
   *  @throws TrainscriptError `labels-run-in-progress`, and those of `planTrack` */
  async check(asked: Asked, around: LabelSurroundings): Promise<void> {
    if (around.live) throw new TrainscriptError('labels-run-in-progress', { run: around.live.name });
    this.#working?.abort();
    const working = new AbortController();
    this.#working = working;
    const checking = this.#done.then(() => this.#check(asked, around, working.signal));
    this.#done = checking.catch(() => undefined);
    await checking;
  }

  /** Resolves when nothing is trained any more. */
  async cancel(): Promise<void> {
    this.#working?.abort();
    await this.#done;
  }

  async #check(asked: Asked, around: LabelSurroundings, signal: AbortSignal): Promise<void> {
    const { phase } = asked;
    let found: FoundLabels | null = null;
    try {
      const slot = around.slots[phase];
      const { loaded } = slot;
      if (!loaded) throw new TrainscriptError('data-missing', { phase });
      await around.useBackend();
      const check = await this.#checkLabels(asked, slot, loaded, signal);
      if (!check || slot.loaded?.data !== loaded.data) return;
      found = foundLabels(check, loaded);
      this.#tellAudit(check, slot);
    } finally {
      this.#post({ kind: 'labels-checked', phase, share: null, found });
    }
  }

  /** Null where it was cancelled. */
  async #checkLabels(
    { phase: name, spec, runId }: Asked,
    slot: DataSlot,
    { data }: LoadedData,
    signal: AbortSignal,
  ): Promise<LabelCheck | null> {
    const phase = phaseOf(spec, name);
    if (!phase) throw new TrainscriptError('data-missing', { phase: name });
    const plan = planTrack({ spec, phase, data, indices: null, encoding: null });
    const work = heldOutPredictions(plan, spec);
    let toldAt = Number.NEGATIVE_INFINITY;
    try {
      for (;;) {
        const { value, done } = await work.next();
        if (done) return checkLabels(value, await this.#lossesOf(slot, runId, signal));
        if (signal.aborted) return null;
        await nextTask();
        if (performance.now() - toldAt < PROGRESS_INTERVAL_MS) continue;
        toldAt = performance.now();
        this.#post({ kind: 'labels-checked', phase: name, share: value, found: null });
      }
    } finally {
      await work.return({ rows: new Uint32Array(), given: new Int32Array(), classes: 0, probabilities: new Float32Array() });
    }
  }

  /** What the shown run's steps made of the rows, where it was trained on them. */
  async #lossesOf(slot: DataSlot, runId: string | null, signal: AbortSignal) {
    if (runId === null || !dataOf(slot, await specOf(this.#database, runId))) return undefined;
    const losses = new RowLosses();
    for await (const { results } of readResults(this.#database, runId, signal)) {
      for (const result of results) if (result.phase === slot.phase) losses.add(result);
    }
    return (row: number) => losses.of(row)?.meanLoss;
  }

  #tellAudit({ suspects, checked }: LabelCheck, slot: DataSlot): void {
    const confident = suspects.filter((suspect) => suspect.confident);
    const fields = { total: checked, share: percent(confident.length, checked), unsure: suspects.length - confident.length };
    const details = { rows: confident.map(({ row }) => row), count: confident.length, fields, measure: 'Acc-ML-7' };
    slot.revise(confident.length === 0 ? [] : [makeFinding('wrong-labels', 'warning', details)], ['wrong-labels']);
  }
}

function foundLabels({ suspects, checked, confusions }: LabelCheck, { data }: LoadedData): FoundLabels {
  const { target } = data.train;
  return {
    rowKind: rowKindOf(data),
    classes: target.kind === 'classes' ? target.names : [],
    rows: suspects.slice(0, SHOWN).map((suspect) => ({ ...suspect, ...dataRow(data, suspect.row) })),
    suspects: suspects.length,
    confident: suspects.filter(({ confident }) => confident).length,
    checked,
    confusions,
  };
}
