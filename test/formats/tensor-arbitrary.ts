import fc from 'fast-check';
import { type NamedTensor, sizeOf } from '../../src/core/training/tensor.ts';

const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

/** Any text but lone surrogates, which UTF-8 cannot hold. */
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '__proto__', 'constructor', '0', 'a"\\b', '{', 'conv1.weight'),
);

const tensor: fc.Arbitrary<NamedTensor> = fc.tuple(name, shape).chain(([name, shape]) => {
  const size = sizeOf(shape);
  return fc.float32Array({ minLength: size, maxLength: size }).map((data) => ({ name, shape, data }));
});

/** Lists of tensors with names of their own. */
export const namedTensors = fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 6 });
