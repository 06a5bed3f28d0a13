import { expect, test } from 'vitest';
import { freely, stepwise } from './trainee.ts';

const batchesTo = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ inputs: new Float32Array(1), targets: Float32Array.of(i) }));

test('losses come in the order of their batches, with no more steps under way than allowed', async () => {
  let underWay = 0;
  let most = 0;
  const train = stepwise(
    async ({ targets }) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 5 - targets[0]));
      underWay--;
      return targets[0];
    },
    { stepsInFlight: 3 },
  );
  const losses: number[] = [];
  await train(batchesTo(5), (loss) => losses.push(loss));
  expect(losses).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(3);
});

test('steps that travel together are waited for together', async () => {
  let sent = 0;
  const sentBefore: number[] = [];
  const train = stepwise(async () => ++sent, { stepsInFlight: 4, stepsTogether: 2 });
  await train(batchesTo(7), () => sentBefore.push(sent));
  expect(sentBefore).toEqual([4, 4, 6, 6, 7, 7, 7]);
});

test('running freely, the last loss is read, and one in sixteen; every other is let go', async () => {
  const read: number[] = [];
  const letGo: number[] = [];
  const train = freely(
    ({ targets }) => targets[0],
    async (loss) => read.push(loss),
    (loss) => letGo.push(loss),
  );
  await train(batchesTo(35));
  expect(read).toEqual([15, 31, 34]);
  expect(letGo.length).toBe(32);
});
