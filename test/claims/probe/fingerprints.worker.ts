import { DEFAULT_SPEC } from '../../../src/core/spec.ts';
import { run } from '../../../src/worker/run.ts';
import { answering } from './answering.ts';
import { sampleInputs } from './sample-inputs.ts';

export interface Fingerprints {
  readonly values: readonly number[];
  readonly adapter: string;
}

/** Runs so many steps on WebGPU and answers with each one's fingerprint. */
answering(async (steps: number): Promise<Fingerprints> => {
  const inputs = await sampleInputs('webgpu', steps * DEFAULT_SPEC.phases[0].batchSize, 1);
  const values: number[] = [];
  for await (const { event } of run(inputs, new AbortController().signal)) {
    if (event.kind === 'step') values.push(event.fingerprint);
    if (event.kind === 'run-failed') throw new Error(JSON.stringify(event));
  }
  return { values, adapter: inputs.environment.adapter ?? 'unknown' };
});
