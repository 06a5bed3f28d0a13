import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { DATABASE_NAME } from '../../src/store/schema.ts';
import '../../src/ui/ts-app.ts';
import type { TsApp } from '../../src/ui/ts-app.ts';
import { openDatabase, openWriter } from '../store/writer-kit.ts';
import { sampleRun } from '../worker/sample-run.ts';
import { mount } from './mount.ts';
import { find, findAll } from './mounting.ts';

const address = location.href;
let app: TsApp | null = null;

afterEach(() => {
  app?.remove();
  history.replaceState(null, '', address);
});

async function open(fragment: string): Promise<TsApp> {
  history.replaceState(null, '', fragment);
  await page.viewport(1440, 900);
  app = await mount('ts-app', {});
  return app;
}

async function keep(runId: string): Promise<void> {
  const { writer } = await openWriter(openDatabase(DATABASE_NAME), runId);
  for (const emission of sampleRun(runId)) await writer.append(emission);
  await writer.close();
}

const view = (element: Element) =>
  find(element, 'ts-view-switch').getAttribute('view') ?? (find(element, 'ts-view-switch') as HTMLElement & { view: string }).view;

test('a link opens its run, with the cursor on its step', async () => {
  await keep('linked');
  const element = await open('#run=linked&step=3&view=progress');
  await expect.poll(() => element.state.run?.runId, { timeout: 20_000 }).toBe('linked');
  await expect.poll(() => (findAll(element, 'ts-chart.loss')[0] as HTMLElement & { cursor: number | null }).cursor).toBe(3);
});

test('a link to a run that is not here says so, in the list of runs', async () => {
  const element = await open('#run=not-here&view=progress');
  await expect.element(page.getByText('Run not-here is not in this browser’s storage'), { timeout: 20_000 }).toBeVisible();
  await expect.poll(() => view(element)).toBe('runs');
  expect(element.state.run).toBeNull();
});

test('views can be gone back and forth, and the address tells where one is', async () => {
  const element = await open('#view=data');
  await expect.poll(() => view(element)).toBe('data');
  const turn = async (name: string) => page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();
  await turn('Runs');
  expect(location.hash).toBe('#view=runs');
  await turn('Progress');
  expect(location.hash).toBe('#view=progress');
  history.back();
  await expect.poll(() => [location.hash, view(element)]).toEqual(['#view=runs', 'runs']);
  history.back();
  await expect.poll(() => [location.hash, view(element)]).toEqual(['#view=data', 'data']);
  history.forward();
  await expect.poll(() => [location.hash, view(element)]).toEqual(['#view=runs', 'runs']);
});
