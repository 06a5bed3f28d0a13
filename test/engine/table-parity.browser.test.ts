import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { gatherTargets } from '../../src/core/data/row-inputs.ts';
import { DEFAULT_SPEC } from '../../src/core/spec/spec.ts';
import { initialParameters } from '../../src/core/training/init.ts';
import { collectStepRows } from '../../src/core/training/step-rows.ts';
import { planTrack } from '../../src/core/training/track-plan.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { createTrainer } from '../../src/engine/create-trainer.ts';
import { loadFiles } from '../../src/worker/data/load.ts';
import table from '../fixtures/breast-cancer/breast_cancer.csv?raw';
import trace from '../fixtures/breast-cancer/trace.json';

const [phase] = DEFAULT_SPEC.phases;

type Norms = Readonly<Record<string, number>>;

/** PyTorch's, of the same run (`test/claims/table_parity.py`). */
const STEPS: readonly { readonly rows: readonly number[]; readonly loss: number; readonly l2: Norms }[] = trace.steps;

/** The bias of the one output passes through zero at step 12, where a relative difference says nothing: held against its largest. */
const largestNorm = (tensor: string): number => Math.max(...STEPS.map(({ l2 }) => l2[tensor]));

test.each(['wasm', 'webgpu', 'webgl', 'cpu'] as const)('a table trains as PyTorch trains it, on %s', async (backend) => {
  const data = await loadFiles([new File([table], 'breast_cancer.csv')], {}, () => undefined, new AbortController().signal);
  const indices = collectStepRows(STEPS.map(({ rows }, i) => ({ step: i + 1, rows })));
  const plan = planTrack({ spec: DEFAULT_SPEC, phase, data, indices, encoding: null });
  expect(plan.steps).toBe(30);
  await startBackend(backend);
  const network = await createTrainer(plan.model, plan.largestBatch);
  network.load(initialParameters(plan.model, DEFAULT_SPEC.seed), 'seed');
  for (const { step, rows } of plan.batches(0)) {
    const expected = STEPS[step - 1];
    const batch = { inputs: plan.inputs.gather(rows), targets: gatherTargets(plan.dataset, rows) };
    const { loss, tensors } = await network.step(batch, plan.loss, phase.optimizer, new Set());
    expect(Math.abs(loss / expected.loss - 1), `loss of step ${step}`).toBeLessThan(1e-3);
    for (const [name, l2] of Object.entries(expected.l2)) {
      const difference = Math.abs(tensors[name][4] - l2) / largestNorm(name);
      expect(difference, `norm of ${name} after step ${step}`).toBeLessThan(1e-4);
    }
  }
  network.dispose();
  expect(memory().numTensors).toBe(0);
});
