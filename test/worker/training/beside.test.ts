import { expect, test } from 'vitest';
import { beside } from '../../../src/worker/training/beside.ts';

/** Notes what it does in `log`. */
async function* noted(log: string[], ...items: readonly string[]): AsyncGenerator<string, void, void> {
  try {
    for (const item of items) {
      log.push(`does ${item}`);
      if (item === 'fails') throw new Error(item);
      await Promise.resolve();
      yield item;
    }
  } finally {
    log.push('is through');
  }
}

async function yielded(items: AsyncIterable<string>, log: string[]): Promise<void> {
  for await (const item of items) log.push(item);
}

test('the work goes on beside what stands first', async () => {
  const log: string[] = [];
  await yielded(beside(noted(log, 'a', 'b'), noted([], '1', '2')), log);
  expect(log).toEqual(['does a', '1', '2', 'a', 'does b', 'b', 'is through']);
});

test.each([[[]], [['1']]])('either may yield nothing', async (first) => {
  const log: string[] = [];
  await yielded(beside(noted([]), noted([], ...first)), log);
  expect(log).toEqual(first);
});

test('a failure of the work is met behind what stands first', async () => {
  const log: string[] = [];
  await expect(yielded(beside(noted([], 'fails'), noted([], '1', '2')), log)).rejects.toThrow('fails');
  expect(log).toEqual(['1', '2']);
});

test('who wants no more waits until the work is through', async () => {
  const log: string[] = [];
  const all = beside(noted(log, 'a', 'b'), noted([], '1'));
  expect(await all.next()).toEqual({ done: false, value: '1' });
  await all.return();
  expect(log).toEqual(['does a', 'is through']);
});
