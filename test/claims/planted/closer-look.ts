import { KernelBackend, registerBackend, setBackend } from '@tensorflow/tfjs-core';
import type { Finding } from '../../../src/core/audit/audit.ts';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import type { PhaseData } from '../../../src/core/data/dataset.ts';
import { DEFAULT_SPEC, type PhaseName, type RunSpec } from '../../../src/core/spec/spec.ts';
import { Database } from '../../../src/store/database.ts';
import { Auditor } from '../../../src/worker/data/auditor.ts';
import { DataSlot, type LoadedData } from '../../../src/worker/data/data-slot.ts';
import { LabelChecks } from '../../../src/worker/label-check/label-checks.ts';
import type { Planted } from './planter.ts';

/** What the page's worker finds when it looks closer than the reader of a file can. */
export interface CloserLook {
  comparedFindings(planted: Planted): Promise<readonly Finding[]>;
  labelFindings(planted: Planted): Promise<readonly Finding[]>;
}

/** Of the fine-tuning, with its rows compared with each other, and both phases with each other: what a run takes that starts now. */
export async function comparedFindings(planted: Planted): Promise<readonly Finding[]> {
  const slots = filled(planted);
  await new Auditor(slots, ignore, ignore).settle(planted.pretrain ? ['pretrain', 'finetune'] : ['finetune']);
  return findingsOf(slots);
}

/** Of the fine-tuning, with the labels of all its rows checked by networks that did not see them. */
export async function labelFindings(planted: Planted): Promise<readonly Finding[]> {
  const slots = filled(planted);
  const checks = new LabelChecks(ignore, new Database('never opened'));
  const asked = { kind: 'check-labels', phase: 'finetune', spec: SPEC, runId: null } as const;
  await checks.check(asked, { slots, live: null, useBackend: startKernels });
  return findingsOf(slots);
}

/** Small batches, so that the 300 steps that a check takes at least are quick. */
const BATCH = 16;
const PHASE = DEFAULT_SPEC.phases[1];
const SPEC: RunSpec = {
  ...DEFAULT_SPEC,
  model: { kind: 'auto' },
  phases: [{ ...PHASE, batchSize: BATCH, data: { ...PHASE.data, rows: null, test: 0 } }],
};

const ignore = (): void => {};

function filled({ pretrain, finetune }: Planted): Readonly<Record<PhaseName, DataSlot>> {
  const slots = { pretrain: new DataSlot('pretrain', ignore), finetune: new DataSlot('finetune', ignore) };
  if (pretrain) slots.pretrain.loaded = loadedData('pretrain', pretrain);
  slots.finetune.loaded = loadedData('finetune', finetune);
  return slots;
}

const loadedData = (phase: PhaseName, data: PhaseData): LoadedData => ({
  source: 'files',
  options: {},
  data: { ...data, columns: [], preview: { kind: 'table', columns: [], rows: [] } },
  audit: auditData(phase, data),
  compared: 'not-yet',
});

const findingsOf = ({ finetune }: Readonly<Record<PhaseName, DataSlot>>): readonly Finding[] => finetune.loaded?.audit.findings ?? [];

let started = false;

/** The engine asks TensorFlow.js which backend it is on; its own kernels need nothing of that one. */
async function startKernels(): Promise<void> {
  if (started) return;
  started = true;
  registerBackend('wasm', () => new KernelBackend());
  await setBackend('wasm');
}
