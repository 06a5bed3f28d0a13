import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchesOf, epochOrder, indexedBatches, stepsPerEpoch } from '../../../src/core/training/batches.ts';
import { parseIndices } from '../../../src/core/training/indices.ts';

const trainRows = Uint32Array.from({ length: 150 }, (_, i) => 1000 + 2 * i);
const PLAN = { trainRows, seed: 7, phase: 'finetune', epochs: 2, batchSize: 64 } as const;

describe('batchesOf', () => {
  test('counts steps on from the phase before, epochs from 1, and keeps the short last batch', () => {
    const batches = [...batchesOf(PLAN, 150)];
    expect(batches.map(({ step, epoch, rows }) => [step, epoch, rows.length])).toEqual([
      [151, 1, 64],
      [152, 1, 64],
      [153, 1, 22],
      [154, 2, 64],
      [155, 2, 64],
      [156, 2, 22],
    ]);
    expect(stepsPerEpoch(PLAN)).toBe(3);
  });

  test('each epoch uses every row once, in another order', () => {
    const order = (epoch: number) => [...batchesOf(PLAN)].filter((batch) => batch.epoch === epoch).flatMap((batch) => [...batch.rows]);
    expect(order(1).toSorted((a, b) => a - b)).toEqual([...trainRows]);
    expect(order(2).toSorted((a, b) => a - b)).toEqual([...trainRows]);
    expect(order(1)).not.toEqual(order(2));
    expect(order(2)).toEqual([...epochOrder(trainRows, 7, 'finetune', 2)]);
  });

  test('resumed anywhere, it goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 4 }), fc.nat(40), (batchSize, epochs, done) => {
        const plan = { ...PLAN, batchSize, epochs };
        expect([...batchesOf(plan, 9, done)]).toEqual([...batchesOf(plan, 9)].slice(done));
      }),
    );
  });
});

describe('indexedBatches', () => {
  test('trains on exactly the rows of the file, counted on from the phase before', () => {
    const indices = parseIndices('151\t5\t3\n152\t8\n', 'finetune.tsv');
    const batches = [...indexedBatches(indices, 30)].map(({ step, epoch, rows }) => [step, epoch, [...rows]]);
    expect(batches).toEqual([
      [31, 1, [5, 3]],
      [32, 1, [8]],
    ]);
    expect([...indexedBatches(indices, 30, 1)].map(({ step }) => step)).toEqual([32]);
  });
});
