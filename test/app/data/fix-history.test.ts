import { expect, test } from 'vitest';
import { changed, NO_HISTORY, redone, undone, withFixes } from '../../../src/app/data/fix-history.ts';
import type { Fix } from '../../../src/core/fixes/fix.ts';

const fix = (row: number): Fix => ({ kind: 'drop-rows', rows: [row] });
const [none, one, two] = [{ label: 'y' }, { label: 'y', fixes: [fix(1)] }, { label: 'y', fixes: [fix(1), fix(2)] }];

test('what was changed is taken back and made again, in its order', () => {
  const history = changed(changed(NO_HISTORY, none), one);
  const first = undone(history, two)!;
  expect(first.options).toBe(one);
  const second = undone(first.history, one)!;
  expect(second.options).toBe(none);
  expect(undone(second.history, none)).toBeNull();
  const again = redone(second.history, none)!;
  expect(again.options).toBe(one);
  expect(redone(again.history, one)).toEqual({ history, options: two });
});

test('after another change there is nothing to make again', () => {
  const back = undone(changed(NO_HISTORY, none), one)!;
  expect(redone(changed(back.history, none), two)).toBeNull();
});

test('of a recipe that came with a link, the last fix is taken back', () => {
  expect(undone(NO_HISTORY, two)?.options).toEqual(one);
  expect(undone(NO_HISTORY, one)?.options).toEqual(none);
  expect(undone(NO_HISTORY, none)).toBeNull();
});

test('options without a fix say nothing of fixes', () => expect(withFixes(one, [])).toEqual(none));
