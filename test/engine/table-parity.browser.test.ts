import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { initialParameters } from '../../src/core/init.ts';
import { gatherTargets } from '../../src/core/row-inputs.ts';
import { DEFAULT_SPEC } from '../../src/core/spec.ts';
import { planTrack } from '../../src/core/track-plan.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { createTrainer } from '../../src/engine/create-trainer.ts';
import { loadFiles } from '../../src/worker/load.ts';
import table from '../fixtures/breast-cancer/breast_cancer.csv?raw';
import trace from '../fixtures/breast-cancer/trace.json';

const [PHASE] = DEFAULT_SPEC.phases;
const phase = { ...PHASE, data: { ...PHASE.data, rows: null }, epochs: 4 };

type Norms = Readonly<Record<string, number>>;

/** PyTorch's, of the same run (`test/claims/table_parity.py`). */
const STEPS: readonly { readonly rows: readonly number[]; readonly loss: number; readonly l2: Norms }[] = trace.steps;

/** The bias of the one output passes through zero at step 12, where a relative difference says nothing: held against its largest. */
const largestNorm = (tensor: string): number => Math.max(...STEPS.map(({ l2 }) => l2[tensor]));

test.each(['wasm', 'webgpu', 'webgl', 'cpu'] as const)('a table trains as PyTorch trains it, on %s', async (backend) => {
  const data = await loadFiles([new File([table], 'breast_cancer.csv')], {}, () => undefined, new AbortController().signal);
  const plan = planTrack({ spec: DEFAULT_SPEC, phase, data, indices: null, encoding: null });
  await startBackend(backend);
  const network = await createTrainer(plan.model, plan.largestBatch);
  network.load(initialParameters(plan.model, DEFAULT_SPEC.seed), 'seed');
  const batches = plan.batches(0);
  for (const [i, expected] of STEPS.entries()) {
    const { rows } = batches.next().value!;
    expect([...rows], `rows of step ${i + 1}`).toEqual(expected.rows);
    const batch = { inputs: plan.inputs.gather(rows), targets: gatherTargets(plan.dataset, rows) };
    const { loss, tensors } = await network.step(batch, plan.loss, phase.optimizer, new Set());
    expect(Math.abs(loss / expected.loss - 1), `loss of step ${i + 1}`).toBeLessThan(1e-3);
    for (const [name, l2] of Object.entries(expected.l2)) {
      const difference = Math.abs(tensors[name][4] - l2) / largestNorm(name);
      expect(difference, `norm of ${name} after step ${i + 1}`).toBeLessThan(1e-4);
    }
  }
  network.dispose();
  expect(memory().numTensors).toBe(0);
});
