import { describe, expect, test } from 'vitest';
import { type PageReport, reportOf } from '../../src/cli/page-report.ts';
import { until, type Watched } from '../../src/cli/watch.ts';
import { emptyState, loadedState, runView } from '../ui/fixture-state.ts';

const atStep = (step: number): PageReport => reportOf({ state: loadedState({ run: runView('running', step) }) });
const OPENED = reportOf({ state: emptyState() });
const FAST = { onReport: () => undefined, pollMs: 1, stallMs: 40 };

/** A page that shows these states in turn, and then the last one for ever. */
function pageShowing(...reports: readonly PageReport[]): Watched {
  let at = 0;
  return { gone: null, report: () => Promise.resolve(reports[Math.min(at++, reports.length - 1)]) };
}

describe('until', () => {
  test('looks until it is done, and shows each look', async () => {
    const steps: number[] = [];
    const onReport = ({ run }: PageReport) => steps.push(run!.step);
    const last = await until(pageShowing(atStep(1), atStep(2), atStep(3)), ({ run }) => run!.step === 3, { ...FAST, onReport });
    expect(last.run!.step).toBe(3);
    expect(steps).toEqual([1, 2, 3]);
  });

  test('throws the page’s own problem', async () => {
    const problem = { code: 'file-empty', fields: { file: 'a.csv' } } as const;
    const page = pageShowing(OPENED, { ...OPENED, problems: { finetune: problem } });
    await expect(until(page, () => false, FAST)).rejects.toMatchObject({ code: 'file-empty', fields: { file: 'a.csv' } });
  });

  test('what is done is done, whatever problem stands beside it; the list of runs may have its own', async () => {
    const problem = { code: 'storage-unavailable', fields: { detail: 'x' } } as const;
    const page = pageShowing({ ...OPENED, problems: { runs: problem } }, { ...atStep(1), problems: { bundle: problem } });
    expect((await until(page, ({ run }) => run !== null, FAST)).run!.step).toBe(1);
  });

  test('gives up where nothing moves, and says what it was about', async () => {
    const report = atStep(160);
    await expect(until(pageShowing(report), () => false, FAST)).rejects.toMatchObject({
      code: 'page-stalled',
      fields: { doing: 'fine-tuning at step 160' },
    });
  });

  test('waits as long as something moves', async () => {
    const start = performance.now();
    const moving: Watched = {
      gone: null,
      report: () => Promise.resolve({ ...OPENED, bundle: { kind: 'making', entry: 'steps.csv', bytes: performance.now() - start } }),
    };
    await until(moving, ({ bundle }) => bundle.bytes > 120, FAST);
    expect(performance.now() - start).toBeGreaterThan(120);
  });

  test('a page that does not answer, or is gone, is not waited for', async () => {
    const hanging: Watched = { gone: null, report: () => new Promise(() => undefined) };
    await expect(until(hanging, () => false, FAST)).rejects.toMatchObject({ code: 'page-stalled' });
    const crashed: Watched = { gone: 'it crashed', report: () => new Promise(() => undefined) };
    await expect(until(crashed, () => false, FAST)).rejects.toMatchObject({ code: 'page-crashed', fields: { detail: 'it crashed' } });
    const closing: Watched = { gone: null, report: () => Promise.reject(new Error('Target closed')) };
    await expect(until(closing, () => false, FAST)).rejects.toMatchObject({
      code: 'page-crashed',
      fields: { detail: 'Error: Target closed' },
    });
  });
});
