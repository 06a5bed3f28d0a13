import type { Verdict } from '../core/policy/policy.ts';
import { decide } from '../core/policy/rules.ts';
import { toProblem } from '../core/problems/problem.ts';
import type { PhaseName, RunSpec } from '../core/spec/spec.ts';
import { parseIndices } from '../core/training/indices.ts';
import { sha256Of } from '../core/transcript/sha256.ts';
import type { Message, StepOrigin } from '../protocol.ts';
import { Auditor } from './data/auditor.ts';
import { DataSlot } from './data/data-slot.ts';
import { readWeightsFile, type WeightsFile, weightsSummary } from './data/weights-file.ts';
import type { Given } from './live-run.ts';

/** What the person has set up for the next run: the data of both phases, what it starts from, and what the policy says of it. */
export class Setup {
  readonly slots: Readonly<Record<PhaseName, DataSlot>>;
  readonly #post: (message: Message) => void;
  readonly #auditor: Auditor;
  #init: WeightsFile | null = null;
  /** Files being read that a run may start from. */
  readonly #readings = new Set<Promise<void>>();

  constructor(post: (message: Message) => void) {
    this.#post = post;
    this.slots = { pretrain: new DataSlot('pretrain', post), finetune: new DataSlot('finetune', post) };
    this.#auditor = new Auditor(this.slots, post, () => this.tellVerdict());
  }

  /** Weights to start from. */
  get init(): WeightsFile | null {
    return this.#init;
  }

  /** All of it, for a run. One that is started while a file is still being read starts from that file, or not at all. */
  async give(): Promise<Given> {
    await Promise.all(this.#readings);
    return {
      slots: this.slots,
      init: this.#init,
      decide: (phases) => this.#verdict(phases),
      settleAudits: (phases) => this.#auditor.settle(phases),
    };
  }

  loadInit(file: File | null, origin?: StepOrigin): Promise<void> {
    return this.#awaited(this.#readInit(file, origin));
  }

  loadIndices(phase: PhaseName, file: File | null): Promise<void> {
    return this.#awaited(this.#readIndices(phase, file));
  }

  /** Forgets weights and row orders that the person chose for another run. */
  async forgetFilesBeside(spec: RunSpec): Promise<void> {
    if (spec.init === 'random' && this.#init) await this.loadInit(null);
    for (const { phase, indices } of spec.phases) if (!indices && this.slots[phase].indices) await this.loadIndices(phase, null);
  }

  /** Looks closer at the data that are loaded: nothing waits for it. */
  lookCloser(): void {
    this.#auditor.lookCloser().catch((error: unknown) => this.#post({ kind: 'problem', scope: 'page', problem: toProblem(error) }));
  }

  /** What the policy says of the data now. */
  tellVerdict(): void {
    this.#post({ kind: 'policy-preview', verdict: this.#verdict(['pretrain', 'finetune']) });
  }

  #awaited(reading: Promise<void>): Promise<void> {
    this.#readings.add(reading);
    const done = () => this.#readings.delete(reading);
    reading.then(done, done);
    return reading;
  }

  async #readInit(file: File | null, origin?: StepOrigin): Promise<void> {
    this.#init = file && (await readWeightsFile(file));
    this.#post({ kind: 'init-loaded', weights: this.#init && { ...weightsSummary(this.#init), ...(origin && { origin }) } });
  }

  async #readIndices(phase: PhaseName, file: File | null): Promise<void> {
    const slot = this.slots[phase];
    slot.indices = file && (await readIndicesFile(file));
    const indices = slot.indices;
    const summary = indices && { reference: indices.reference, steps: indices.rows.steps.length, rows: indices.rows.rows.length };
    this.#post({ kind: 'indices-loaded', phase, indices: summary });
  }

  #verdict(phases: readonly PhaseName[]): Verdict {
    const now = new Date().toISOString();
    const facts = phases.flatMap((phase) => {
      const { loaded, card, known } = this.slots[phase];
      return loaded ? [{ phase, card, known, audit: loaded.audit, now }] : [];
    });
    return decide('default', facts);
  }
}

async function readIndicesFile(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { reference: { file: file.name, sha256: await sha256Of(bytes) }, rows: parseIndices(new TextDecoder().decode(bytes), file.name) };
}
