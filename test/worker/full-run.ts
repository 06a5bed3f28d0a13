import type { Emission } from '../../src/core/transcript/events.ts';
import { sha256Of } from '../../src/core/transcript/sha256.ts';
import { ParameterChain } from '../../src/formats/parameter-chain.ts';
import { writeParameterFile } from '../../src/formats/parameter-file.ts';
import { fingerprintAt, keyframeTensors, sampleRun } from './sample-run.ts';

/** The sample run with all parameters of the steps of its pretraining: in one chain, each behind its step. */
export async function fullRun(runId?: string): Promise<Emission[]> {
  const chain = new ParameterChain();
  const all: Emission[] = [];
  for (const emission of sampleRun(runId)) {
    all.push(emission);
    const { event } = emission;
    if (event.kind === 'step' && event.phase === 'pretrain') all.push(await parametersAt(event.step, chain));
  }
  return all;
}

async function parametersAt(step: number, chain: ParameterChain): Promise<Emission> {
  const tensors = keyframeTensors(step);
  const values = Float32Array.from(tensors.flatMap(({ data }) => [...data]));
  const place = { step, base: 1, fingerprint: fingerprintAt(step) };
  const names = tensors.map(({ name, shape }) => ({ name, shape }));
  const keyframe = await writeParameterFile({ track: 'pretrain', ...place, tensors: names }, values, chain);
  return { event: { kind: 'parameters', phase: 'pretrain', ...place, bytes: keyframe.length, sha256: await sha256Of(keyframe) }, keyframe };
}
