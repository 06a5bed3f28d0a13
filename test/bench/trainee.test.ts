import { expect, test } from 'vitest';
import { stepwise } from './trainee.ts';

test('losses come in the order of their batches, with no more steps under way than allowed', async () => {
  let underWay = 0;
  let most = 0;
  const train = stepwise(async ({ targets }) => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 5 - targets[0]));
    underWay--;
    return targets[0];
  }, 3);
  const batches = [0, 1, 2, 3, 4].map((i) => ({ inputs: new Float32Array(1), targets: Float32Array.of(i) }));
  expect(await train(batches)).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(3);
});
