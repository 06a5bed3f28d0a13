import { initialParameters } from '../../src/core/training/init.ts';
import { cnn } from '../../src/core/training/model.ts';
import type { StepParameters } from '../../src/protocol.ts';

/** Parameters as a step might leave them: drawn from a seed, with kernels that show a stroke. */
export function stepParameters(step: number, change: Partial<StepParameters> = {}): StepParameters {
  const tensors = initialParameters(cnn(10), 7).map(({ name, shape, data }) => {
    const moved = (value: number, i: number) => value * (1 + (step * ((i * 7) % 13)) / 4000);
    const drawn = data.map(shape.length === 4 ? (value, i) => value * 0.4 + stroke(i, step) * 0.06 : moved);
    return { name, shape, data: drawn };
  });
  return {
    ...{ track: 'finetune', step, fingerprint: 3_141_592_653, tensors, keyframe: { track: 'finetune', step: 200 } },
    ...{ replayed: step - 200, lost: 0, stored: false, ms: 1240 },
    files: { pth: new File(['p'], `run-step-${step}.pth`), safetensors: new File(['s'], `run-step-${step}.safetensors`) },
    ...change,
  };
}

/** A line through the kernel, at an angle of its own. */
function stroke(i: number, step: number): number {
  const [kernel, row, column] = [Math.floor(i / 25), Math.floor((i % 25) / 5) - 2, (i % 5) - 2];
  const angle = kernel * 0.9 + step / 300;
  const distance = row * Math.cos(angle) + column * Math.sin(angle);
  return Math.cos(distance * 1.6);
}
