import { afterEach, expect, test } from 'vitest';
import '../../../src/ui/parts/ts-problem.ts';
import { accessibilityProblems, find, mount, unmountAll } from '../mounting.ts';

afterEach(unmountAll);

const problem = { code: 'run-missing', fields: { runId: 'a1b2' } } as const;

for (const theme of ['light', 'dark'] as const) {
  test(`is accessible, ${theme}`, async () => {
    const element = await mount('ts-problem', { problem, closable: true }, 300);
    expect(await accessibilityProblems(element, theme)).toEqual([]);
  });
}

test('its words begin in the first line, with the button to close it at their end', async () => {
  const element = await mount('ts-problem', { problem, closable: true }, 300);
  const [words, close] = ['p', '.close'].map((selector) => find(element, selector).getBoundingClientRect());
  expect(close.left).toBeGreaterThanOrEqual(words.right);
  expect(words.top).toBeLessThan(close.bottom);
});
