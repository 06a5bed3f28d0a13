import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallSamples } from './runs.ts';
import { launch, type Visit, visit } from './visit.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A change of the scheme reaches the innermost elements some frames later. */
const COLOURS_SETTLE_MS = 500;

let browser: Browser;
let the: Visit;

beforeAll(async () => {
  browser = await launch();
  // The content policy keeps what axe would inject out of the page.
  the = await visit(browser, { spec: smallSamples(1), bypassCSP: true });
  await the.page.evaluate(AXE);
});

afterAll(() => browser.close());

/** How to bring the page into each state, from the one before. */
const STATES: Readonly<Record<string, () => Promise<void>>> = {
  empty: () => the.page.getByRole('button', { name: /^Computes on: WASM/ }).waitFor(),
  loaded: async () => {
    for (const name of ['Pretraining data', 'Fine-tuning data']) {
      await the.region(name).getByRole('button', { name: 'Use sample' }).click();
    }
    await the.region('Policy').getByText('attested').first().waitFor({ state: 'attached' });
    for (const name of ['Pretraining data', 'Fine-tuning data', 'Plan', 'Policy']) {
      const toggle = the.region(name).getByRole('button', { name, exact: true });
      if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
    }
  },
  finished: async () => {
    await the.button('Start').click();
    await the.page.getByRole('article', { name: 'Result' }).waitFor();
  },
};

describe('axe finds nothing wrong with the whole page', () => {
  test.each(Object.entries(STATES))('%s', async (_, reach) => {
    await reach();
    expect(await violations('light')).toEqual([]);
    expect(await violations('dark')).toEqual([]);
  });
});

async function violations(colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
  await the.page.emulateMedia({ colorScheme });
  await the.page.waitForTimeout(COLOURS_SETTLE_MS);
  const { violations } = await the.page.evaluate(() => (globalThis as unknown as WithAxe).axe.run({ resultTypes: ['violations'] }));
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
  );
}

interface WithAxe {
  readonly axe: { run(options: object): Promise<AxeResults> };
}
