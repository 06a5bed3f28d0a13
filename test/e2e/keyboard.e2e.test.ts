import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LONG_DIGITS } from './runs.ts';
import { launch, type Visit, visit } from './visit.ts';

/** Twice as many as there are with the plan open: a trap for the focus would be noticed. */
const MAX_TABS = 80;

let browser: Browser;
let the: Visit;

beforeAll(async () => {
  browser = await launch();
  the = await visit(browser, { spec: LONG_DIGITS });
});

afterAll(() => browser.close());

const press = (key: string) => the.page.keyboard.press(key);

test('the left column can be walked by keyboard, from the top of the page to «Start»', async () => {
  const walked = await tabTo('Plan');
  expect(walked).toContain('Run name');
  expect(walked.slice(walked.indexOf('Pretraining data'))).toEqual([
    'Pretraining data',
    'Choose files',
    'Use sample',
    'Skip this phase',
    'Fine-tuning data',
    'Choose files',
    'Use sample',
    'Skip this phase',
    'Plan',
  ]);
  await press('Enter');
  expect(await tabTo('Start')).toEqual(expect.arrayContaining(['Weights file', 'Seed', 'Epochs', 'Batch size', 'Advanced', 'Policy']));
});

test('a run can be started, paused, resumed and stopped by keyboard', async () => {
  await press('Enter');
  await the.button('Pause').waitFor();
  expect(await focused()).toBe('Pause');
  await press('Enter');
  await the.button('Resume').waitFor();
  expect(await focused()).toBe('Resume');
  await press('Space');
  await the.button('Pause').waitFor();
  expect(await tabTo('Stop')).toEqual(['Stop']);
  await press('Enter');
  await the.page.getByRole('article', { name: 'Result' }).waitFor();
  expect(await the.page.evaluate(readFocus)).toMatchObject({ name: 'Run', isInView: true });
  expect(the.complaints).toEqual([]);
});

const focused = async () => (await the.page.evaluate(readFocus)).name;

/** Presses Tab until `name` has the focus; the names of all that had it on the way. Each must show that it has. */
async function tabTo(name: string): Promise<readonly string[]> {
  const reached: string[] = [];
  while (reached.at(-1) !== name) {
    if (reached.length === MAX_TABS) throw new Error(`${name} is not among ${reached.join(', ')}`);
    await press('Tab');
    const focus = await the.page.evaluate(readFocus);
    expect(focus).toEqual({ ...focus, isMarked: true, isInView: true });
    reached.push(focus.name);
  }
  return reached;
}

/** Runs in the page: what has the focus, and whether one sees it. The mark may be on the element, a pseudo-element that
 *  covers more, or the label around it. */
function readFocus() {
  let focus = document.activeElement!;
  while (focus.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
  const around = focus.closest('label, .field') ?? focus;
  const styles = [getComputedStyle(focus), getComputedStyle(focus, '::after'), getComputedStyle(around)];
  const { top, bottom } = focus.getBoundingClientRect();
  return {
    name: (focus.getAttribute('aria-label') ?? ((focus as HTMLInputElement).labels?.[0] ?? focus).textContent ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
    isMarked: styles.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0),
    isInView: bottom > 0 && top < innerHeight,
  };
}
