import { expect, test } from 'vitest';
import { inFlight } from '../../../src/worker/training/in-flight.ts';
import { never } from '../../async.ts';

/** Counts what is under way, and can be told to fail at an item. */
function work(failAt = -1) {
  const seen = { submitted: [] as number[], most: 0, now: 0 };
  const submit = async (item: number) => {
    seen.submitted.push(item);
    seen.now++;
    seen.most = Math.max(seen.most, seen.now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    seen.now--;
    if (item === failAt) throw new Error(`item ${item}`);
    return item * 10;
  };
  return { seen, submit };
}

const ITEMS = [1, 2, 3, 4, 5, 6, 7];
const nowhere = () => false;
const atOnce = (stepsInFlight: number, stepsTogether = 1) => ({ stepsInFlight, stepsTogether });

test.each([1, 2, 3, 10])('yields every item in order with %i under way', async (depth) => {
  const { seen, submit } = work();
  const yielded: (readonly [number, number])[] = [];
  for await (const pair of inFlight(ITEMS, submit, atOnce(depth), nowhere, never)) yielded.push(pair);
  expect(yielded).toEqual(ITEMS.map((item) => [item, item * 10]));
  expect(seen.most).toBe(Math.min(depth, ITEMS.length));
});

test('items that travel together are submitted in one go, once those before them were yielded', async () => {
  const { seen, submit } = work();
  const submittedAt: number[] = [];
  for await (const [item] of inFlight(ITEMS, submit, atOnce(4, 2), nowhere, never)) submittedAt[item] = seen.submitted.length;
  expect(submittedAt.slice(1)).toEqual([4, 4, 6, 6, 7, 7, 7]);
});

test('nothing is submitted behind a stop until it was yielded', async () => {
  const { seen, submit } = work();
  const isStop = (item: number) => item === 3;
  for await (const [item] of inFlight(ITEMS, submit, atOnce(3), isStop, never)) {
    if (item === 3) expect(seen.submitted).toEqual([1, 2, 3]);
  }
  expect(seen.submitted).toEqual(ITEMS);
});

test('an abort submits nothing more and yields what is under way', async () => {
  const { seen, submit } = work();
  const controller = new AbortController();
  const yielded: number[] = [];
  for await (const [item] of inFlight(ITEMS, submit, atOnce(3), nowhere, controller.signal)) {
    yielded.push(item);
    controller.abort();
  }
  expect(yielded).toEqual(seen.submitted);
  expect(yielded.length).toBeLessThan(ITEMS.length);
});

test('a failure comes in its turn, behind the results before it', async () => {
  const { submit } = work(3);
  const yielded: number[] = [];
  const all = async () => {
    for await (const [item] of inFlight(ITEMS, submit, atOnce(3), nowhere, never)) yielded.push(item);
  };
  await expect(all()).rejects.toThrow('item 3');
  expect(yielded).toEqual([1, 2]);
});
