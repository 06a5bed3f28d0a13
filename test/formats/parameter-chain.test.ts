import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterChain } from '../../src/formats/parameter-chain.ts';
import { readParameterFiles, writeParameterFile } from '../../src/formats/parameter-file.ts';

const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
const steps = fc.integer({ min: 1, max: 20 }).chain((count) =>
  fc.array(
    fc.array(finite, { minLength: count, maxLength: count }).map((values) => Float32Array.from(values)),
    { minLength: 1, maxLength: 5 },
  ),
);

/** So that −0 differs from 0. */
const bits = (values: Float32Array) => [...new Uint32Array(values.buffer, values.byteOffset, values.length)];

describe('a chain of parameters', () => {
  test('comes back to the last bit, whatever they are', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const [writing, reading] = [new ParameterChain(), new ParameterChain()];
        for (const values of all) expect(bits(reading.decode(writing.encode(values)))).toEqual(bits(values));
      }),
    );
  });

  test('is all zeros where the values go on as they went', () => {
    const chain = new ParameterChain();
    chain.encode(Float32Array.of(1, -2));
    chain.encode(Float32Array.of(1.5, -2.25));
    expect([...chain.encode(Float32Array.of(2, -2.5))]).toEqual(new Array(8).fill(0));
  });

  test('holds neighbours as one apart, also across 0, lowest bytes first', () => {
    const chain = new ParameterChain();
    const next = (value: number) => new Float32Array(Uint32Array.of(...bits(Float32Array.of(value)).map((word) => word + 1)).buffer)[0];
    chain.encode(Float32Array.of(0.5, 0, -0.5));
    expect([...chain.encode(Float32Array.of(next(0.5), -0, next(-0.5)))]).toEqual([2, 1, 1, ...new Array(9).fill(0)]);
  });

  test('is not gone on with by another number of values', () => {
    const chain = new ParameterChain();
    chain.encode(Float32Array.of(1, 2));
    expect(() => chain.encode(Float32Array.of(1))).toThrow(RangeError);
    expect(() => chain.decode(new Uint8Array(5))).toThrow(RangeError);
  });
});

test('files give back the tensors of their last step', async () => {
  const tensors = [
    { name: 'fc1.weight', shape: [2, 3] },
    { name: 'fc1.bias', shape: [2] },
  ];
  const chain = new ParameterChain();
  const files = await Promise.all(
    [1, 2, 3].map((step) => {
      const values = Float32Array.from({ length: 8 }, (_, i) => i + step / 8);
      return writeParameterFile({ track: 'pretrain', step, base: 1, fingerprint: 7, tensors }, values, chain);
    }),
  );
  expect(await readParameterFiles(files)).toEqual([
    { ...tensors[0], data: Float32Array.from({ length: 6 }, (_, i) => i + 3 / 8) },
    { ...tensors[1], data: Float32Array.of(6 + 3 / 8, 7 + 3 / 8) },
  ]);
});
