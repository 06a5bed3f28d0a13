import { randomStream } from '../random.ts';
import type { Model, ParameterSpec } from './model.ts';
import { type NamedTensor, sizeOf } from './tensor.ts';

/** PyTorch's default initialisation of convolutions and linear layers: weights and biases uniform in ±1/√fan_in
 *  (`kaiming_uniform_` with a = √5), from the seed. Each tensor draws from its own stream, so that replacing one
 *  changes no other. Values are exact multiples of 2⁻²³ of the bound: bit-equal in every JavaScript engine. */
export function initialParameters(model: Model, seed: number): NamedTensor[] {
  return model.parameters.map((parameter) => initialTensor(parameter, seed));
}

export function initialTensor({ name, shape, fanIn }: ParameterSpec, seed: number): NamedTensor {
  const stream = randomStream(seed, `init/${name}`);
  const bound = 1 / Math.sqrt(fanIn);
  const data = new Float32Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = bound * (2 * stream.uniform(i) - 1);
  return { name, shape, data };
}
