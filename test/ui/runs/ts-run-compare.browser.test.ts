import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/runs/ts-runs.ts';
import type { ComparisonView } from '../../../src/app/view-state.ts';
import type { Command } from '../../../src/protocol.ts';
import type { TsChart } from '../../../src/ui/charts/ts-chart.ts';
import { comparedRun } from '../fixture-compared.ts';
import { finishedState } from '../fixture-state.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const RUNS = [comparedRun('a', 1, 380), comparedRun('b', 2, 380), comparedRun('c', 3, 120)];
const comparison: ComparisonView = { runIds: ['a', 'b', 'c'], runs: RUNS };
const compare = (change: Partial<ComparisonView> = {}) => mount('ts-run-compare', { comparison: { ...comparison, ...change } });
const chart = (element: Element, metric: string) => find<TsChart>(element, `ts-chart.${metric}`);

async function choose(element: Element, name: string, at: number): Promise<void> {
  const radio = findAll(element, `input[name=${name}]`)[at] as HTMLInputElement;
  radio.click();
  await settled(element);
}

describe('ts-run-compare', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      expect(await accessibilityProblems(await compare(), theme)).toEqual([]);
    });
  }

  test('draws a curve a run, each in its own colour, and tells which is which', async () => {
    const element = await compare();
    const { curves, to } = chart(element, 'loss').content!;
    expect(curves.map(({ look, raw }) => [look!.label, look!.token, raw.length])).toEqual([
      ['Run 1', '--ts-run-1', 265],
      ['Run 2', '--ts-run-2', 265],
      ['Run 3', '--ts-run-3', 120],
    ]);
    expect(to).toBe(265);
    expect(chart(element, 'loss').view!.counts.all).toBe(650);
    expect(findAll(element, '.legend tbody th').map(wordsOf)).toEqual(['Run 1', 'Run 2', 'Run 3']);
  });

  test('tells runs of one name apart by when they began, or by their number', async () => {
    const twins = ['a', 'b', 'c', 'd'].map((runId, i) => ({
      ...comparedRun(runId, [1, 1, 2, 3][i], 120),
      name: i < 3 ? 'Digits' : 'Iris',
    }));
    const element = await compare({ runIds: ['a', 'b', 'c', 'd'], runs: twins });
    const names = findAll(element, '.legend tbody th').map(wordsOf);
    expect(names.map((name) => name.replace(/ · .*?(?=$| \()/, ' · when'))).toEqual([
      'Digits · when (1)',
      'Digits · when (2)',
      'Digits · when',
      'Iris',
    ]);
    expect(new Set(names).size).toBe(4);
    expect(find(element, '.legend tbody button').getAttribute('aria-label')).toBe(`Leave out ${names[0]}`);
  });

  test('gives the values at the cursor, and none behind a run’s end', async () => {
    const element = await compare();
    chart(element, 'loss').dispatchEvent(new CustomEvent('chart-cursor', { detail: 200, bubbles: true, composed: true }));
    await settled(element);
    expect(wordsOf(find(element, '.legend thead th'))).toBe('Run · step 200');
    const cells = findAll(element, '.legend tbody tr').map((row) => row.querySelector('td')!.textContent);
    expect(cells[0]).not.toBe(cells[1]);
    expect(cells[2]).toBe('–');
  });

  test('lays a phase over a phase, by step or by time', async () => {
    const element = await compare();
    await choose(element, 'part', 2);
    expect(chart(element, 'loss').content!).toMatchObject({ to: 115, axis: 'step' });
    expect(chart(element, 'loss').content!.curves).toHaveLength(2);
    await choose(element, 'axis', 1);
    expect(chart(element, 'loss').content!).toMatchObject({ to: 115 * 61, axis: 'relative' });
  });

  test('shows what differs, and what is the same on request', async () => {
    const element = await compare({ runs: [RUNS[0], { ...RUNS[1], spec: { ...RUNS[1].spec!, seed: 9 } }, RUNS[2]] });
    const rows = () => findAll(element, '.differences tbody tr').map(wordsOf);
    expect(rows()).toContain('seed 7 9 7');
    expect(rows()).toContain('Status Finished Finished Stopped');
    expect(rows().some((row) => row.includes('batchSize'))).toBe(false);
    (find(element, 'label.check input') as HTMLInputElement).click();
    await settled(element);
    expect(rows()).toContain('phases.pretrain.batchSize 64 64 64');
  });

  test('says which are still being read, and keeps colours as runs are left out', async () => {
    const element = await compare({ runs: RUNS.slice(1) });
    expect(find(element, '[role=status]').textContent).toBe('1 more are being read…');
    element.comparison = { runIds: ['b', 'c'], runs: RUNS.slice(1) };
    await settled(element);
    expect(chart(element, 'loss').content!.curves.map(({ look }) => look!.token)).toEqual(['--ts-run-2', '--ts-run-3']);
  });
});

describe('ts-runs', () => {
  const boxes = (element: Element) => findAll(element, 'tbody input[type=checkbox]') as HTMLInputElement[];
  const bar = (element: Element) => find<HTMLButtonElement>(element, '.chosen .primary');

  test('asks to compare the runs that are ticked, two at least', async () => {
    const element = await mount('ts-runs', { state: finishedState() });
    const commands = heard<Command>(element, 'ts-command');
    boxes(element)[0].click();
    await settled(element);
    expect(bar(element).disabled).toBe(true);
    boxes(element)[2].click();
    await settled(element);
    bar(element).click();
    const [first, , third] = finishedState().runs.map(({ runId }) => runId);
    expect(commands).toEqual([{ kind: 'compare-runs', runIds: [first, third] }]);
    element.state = finishedState({ comparison: { runIds: [first, third], runs: [] } });
    await settled(element);
    expect(find(element, 'ts-run-compare [role=status], [role=status]')).toBeDefined();
  });

  test('leaves a run out, and is done when one is left', async () => {
    const element = await mount('ts-runs', { state: finishedState({ comparison }) });
    const commands = heard<Command>(element, 'ts-command');
    find(element, '[aria-label="Leave out Run 2"]').click();
    element.state = finishedState({ comparison: { runIds: ['a', 'c'], runs: [RUNS[0], RUNS[2]] } });
    await settled(element);
    find(element, '[aria-label="Leave out Run 3"]').click();
    expect(commands).toEqual([
      { kind: 'compare-runs', runIds: ['a', 'c'] },
      { kind: 'compare-runs', runIds: [] },
    ]);
  });
});
