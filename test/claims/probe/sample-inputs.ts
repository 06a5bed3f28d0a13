import { DEFAULT_SPEC, type RunSpec } from '../../../src/core/spec/spec.ts';
import { startBackend } from '../../../src/engine/backend.ts';
import { DataSlot } from '../../../src/worker/data/data-slot.ts';
import type { RunInputs } from '../../../src/worker/run.ts';

/** What `run` needs to pretrain on so many rows of MNIST for so many epochs: steps and nothing between them. No row is held
 *  out, and the sample's own test set, 10,000 rows that take as long as a hundred steps, is put away. */
export async function sampleInputs(backend: RunSpec['backend'], rows: number, epochs: number): Promise<RunInputs> {
  const environment = await startBackend(backend);
  const [phase] = DEFAULT_SPEC.phases;
  const data = { ...phase.data, rows, test: 0 };
  const slot = new DataSlot('pretrain', () => undefined);
  await slot.loadSample('mnist', data);
  if (!slot.loaded) throw new Error('the sample was not loaded');
  const startedMs = performance.now();
  return {
    runId: crypto.randomUUID(),
    spec: { ...DEFAULT_SPEC, name: 'claim', backend, phases: [{ ...phase, data, epochs }] },
    environment,
    startedAt: new Date(),
    data: { pretrain: { data: { ...slot.loaded.data, test: null }, audit: slot.loaded.audit, indices: null } },
    init: null,
    decide: () => ({ policy: 'default', allowed: true, outcomes: [], cards: {} }),
    elapsedMs: (at = performance.now()) => at - startedMs,
  };
}
