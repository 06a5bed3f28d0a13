import type { Track } from '../../core/spec/spec.ts';
import type { Snapshot } from '../../engine/trainer.ts';
import { writePth } from '../../formats/pth.ts';
import { writeSafetensors } from '../../formats/safetensors.ts';
import type { StepFiles } from '../../protocol.ts';
import { runSlug } from '../run-slug.ts';

/** A step's parameters to take away, under PyTorch's names: `<run>-step-731.pth`, and the same as safetensors. */
export function stepFiles(
  run: string,
  track: Track,
  step: number,
  { parameters, fingerprint }: Pick<Snapshot, 'parameters' | 'fingerprint'>,
): StepFiles {
  const name = `${runSlug(run)}-step-${step}`;
  const metadata = new Map([
    ['format', 'pt'],
    ['track', track],
    ['step', String(step)],
    ['fingerprint', String(fingerprint)],
  ]);
  return {
    pth: new File([new Uint8Array(writePth(parameters))], `${name}.pth`),
    safetensors: new File([writeSafetensors(parameters, metadata)], `${name}.safetensors`),
  };
}
