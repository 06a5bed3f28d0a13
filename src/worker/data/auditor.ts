import { auditAcross } from '../../core/audit/across/audit-across.ts';
import type { Finding, FindingCode } from '../../core/audit/audit.ts';
import { makeFinding } from '../../core/audit/finding.ts';
import { toProblem } from '../../core/problems/problem.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import type { Message } from '../../protocol.ts';
import { nextTask } from '../next-task.ts';
import type { DataSlot, LoadedData } from './data-slot.ts';
import type { LoadedPhase } from './loaded-phase.ts';
import { compareRows } from './neighbours.ts';

/** Rows that are compared in well under a second: a run waits for them. More are compared while the person looks at the page. */
const FEW_ROWS = 3000;
/** What is known of each row while they are compared takes some 100 bytes, and the time grows with the square of their number. */
const MOST_ROWS = 100_000;
const PROGRESS_INTERVAL_MS = 200;

/** What is under way. */
interface Comparison {
  readonly phase: PhaseName;
  readonly loaded: LoadedData;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Two sets that were held against each other, and what that found. */
interface Pair {
  readonly pretrain: LoadedPhase;
  readonly finetune: LoadedPhase;
  readonly codes: readonly FindingCode[];
}

/** Looks closer at what was loaded than its reader can: holds the fine-tuning data against the pretraining data at once, and compares the
 *  rows of each phase with each other while nobody waits. What is found is added to the phase's audit. */
export class Auditor {
  readonly #slots: Readonly<Record<PhaseName, DataSlot>>;
  readonly #post: (message: Message) => void;
  /** Told when an audit says something new. */
  readonly #onRevised: () => void;
  #comparison: Comparison | null = null;
  #pair: Pair | null = null;

  constructor(slots: Readonly<Record<PhaseName, DataSlot>>, post: (message: Message) => void, onRevised: () => void) {
    this.#slots = slots;
    this.#post = post;
    this.#onRevised = onRevised;
  }

  /** Goes on with what is loaded now and was not looked at yet. */
  async lookCloser(): Promise<void> {
    this.#compareSets(true);
    await this.#compareNext();
  }

  /** Goes on to the rows of the next phase that were not compared with each other yet. */
  async #compareNext(): Promise<void> {
    await this.#abandonWhatIsGone();
    if (this.#comparison) return;
    const slot = Object.values(this.#slots).find(({ loaded }) => loaded?.compared === 'not-yet');
    if (slot?.loaded) this.#begin(slot, slot.loaded);
  }

  /** Resolves when the audits are as a run of these phases may take them: few rows are compared first, and of more it is said that they were
   *  not. Of a phase that the run leaves out they say nothing. */
  async settle(phases: readonly PhaseName[]): Promise<void> {
    this.#compareSets(phases.length > 1);
    for (;;) {
      await this.#compareNext();
      const comparison = this.#comparison;
      if (!comparison) return;
      if (comparison.loaded.data.train.rows > FEW_ROWS) comparison.stop.abort();
      await comparison.ended;
    }
  }

  /** Holds the two sets against each other where that was not done, or takes back what it found where one is gone. */
  #compareSets(both: boolean): void {
    const [pretrain, finetune] = [this.#slots.pretrain.loaded?.data, this.#slots.finetune.loaded?.data];
    const before = this.#pair;
    if (!both || !pretrain || !finetune) {
      this.#pair = null;
      if (before && before.finetune === finetune) this.#reviseAcross([], before);
    } else if (before?.pretrain !== pretrain || before.finetune !== finetune) {
      const findings = auditAcross(pretrain, finetune);
      this.#pair = { pretrain, finetune, codes: findings.map(({ code }) => code) };
      this.#reviseAcross(findings, before);
    }
  }

  #reviseAcross(findings: readonly Finding[], before: Pair | null): void {
    if (findings.length === 0 && !before?.codes.length) return;
    this.#slots.finetune.revise(findings, before?.codes ?? []);
    this.#onRevised();
  }

  async #abandonWhatIsGone(): Promise<void> {
    const comparison = this.#comparison;
    if (!comparison || this.#slots[comparison.phase].loaded?.data === comparison.loaded.data) return;
    comparison.stop.abort();
    await comparison.ended;
  }

  #begin(slot: DataSlot, loaded: LoadedData): void {
    const stop = new AbortController();
    const ended = this.#compare(slot, loaded, stop.signal).then(() => {
      this.#comparison = null;
    });
    this.#comparison = { phase: slot.phase, loaded, stop, ended };
    void ended.then(() => this.#compareNext());
  }

  async #compare(slot: DataSlot, loaded: LoadedData, signal: AbortSignal): Promise<void> {
    const findings = await this.#findings(slot.phase, loaded, signal);
    // What was loaded meanwhile is looked at next.
    if (slot.loaded?.data !== loaded.data) return;
    slot.revise(findings, [], signal.aborted ? 'stopped' : 'done');
    this.#onRevised();
  }

  async #findings(phase: PhaseName, loaded: LoadedData, signal: AbortSignal): Promise<readonly Finding[]> {
    const { rows } = loaded.data.train;
    if (rows > MOST_ROWS) return [makeFinding('rows-too-many', 'info', { count: rows, fields: { limit: MOST_ROWS } })];
    const work = compareRows(loaded.data);
    let toldAt = performance.now();
    try {
      while (!signal.aborted) {
        const { value, done } = await work.next();
        if (done) return value;
        await nextTask();
        if (performance.now() - toldAt < PROGRESS_INTERVAL_MS) continue;
        toldAt = performance.now();
        this.#post({ kind: 'comparing', phase, share: value });
      }
    } catch (error) {
      // The audit is worth having without it, and the run must not wait for it for ever.
      this.#post({ kind: 'problem', scope: phase, problem: toProblem(error) });
    }
    return [makeFinding('rows-not-compared', 'info', { count: rows })];
  }
}
