import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { DEFAULT_SPEC, type RunSpec } from '../../src/core/spec/spec.ts';
import { encodeSpec } from '../../src/core/spec/spec-link.ts';
import '../../src/ui/ts-app.ts';
import type { TsApp } from '../../src/ui/ts-app.ts';
import { violations } from './accessibility.ts';
import { mount } from './mount.ts';

/** Fine-tuning alone, on few rows: the whole journey in seconds. */
const SHORT: RunSpec = {
  ...DEFAULT_SPEC,
  name: 'Short',
  phases: [{ ...DEFAULT_SPEC.phases[1], data: { source: 'digits', rows: 200, test: 0.2 }, epochs: 1, baseline: false }],
};

const address = location.href;
let app: TsApp | null = null;

async function open(spec: RunSpec): Promise<TsApp> {
  history.replaceState(null, '', `#spec=${encodeSpec(spec)}`);
  await page.viewport(1440, 900);
  app = await mount('ts-app', {});
  return app;
}

afterEach(() => {
  app?.remove();
  history.replaceState(null, '', address);
});

test('a link opens its set-up; Start loads the sample, trains, and ends with a bundle to download', async () => {
  const { state } = await open(SHORT);
  expect(state.run).toBeNull();
  const start = page.getByRole('button', { name: 'Start', exact: true });
  await expect.element(start).toBeEnabled();
  expect(app!.state.spec).toEqual(SHORT);
  await start.click();
  await expect.poll(() => app!.state.run?.status, { timeout: 50_000 }).toBe('finished');
  const { run, problems } = app!.state;
  expect(problems).toEqual({});
  // 200 rows, a fifth held out: 160 rows are three batches of at most 64.
  expect(Array.from(run!.series.tracks.finetune.step.view())).toEqual([1, 2, 3]);
  expect(run!.evaluations.at(-1)?.rows).toBe(40);
  await expect.element(page.getByRole('button', { name: 'Download bundle' })).toBeEnabled();
  expect(await violations(app!, { wholePage: true })).toEqual([]);
});

test('changing the set-up changes the link', async () => {
  await open(SHORT);
  await page.getByLabelText('Run name').fill('Renamed');
  await page.getByRole('button', { name: 'Plan' }).click();
  await expect.poll(() => location.hash).toBe(`#spec=${encodeSpec({ ...SHORT, name: 'Renamed' })}`);
});

test('two changes in one breath are both kept', async () => {
  await open(SHORT);
  await page.getByRole('button', { name: 'Plan' }).click();
  await page.getByLabelText('Seed').fill('42');
  // Pressing it leaves the field, which is the first change.
  await page.getByRole('checkbox', { name: 'conv1' }).click();
  expect(app!.state.spec.seed).toBe(42);
  expect(app!.state.spec.phases[0].freeze).toEqual(['conv1']);
});

test('a link that is damaged is told, and the page opens the default run', async () => {
  history.replaceState(null, '', '#spec=%%%');
  app = await mount('ts-app', {});
  await expect.element(page.getByText('The link’s set-up could not be read')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => app!.state.problems).toEqual({});
  expect(app.state.spec).toEqual(DEFAULT_SPEC);
});
