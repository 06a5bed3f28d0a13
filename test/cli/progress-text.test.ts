import { describe, expect, test } from 'vitest';
import { PaceMeter } from '../../src/cli/pace-meter.ts';
import { type PageReport, reportOf } from '../../src/cli/page-report.ts';
import { count, doingText, duration, figure, fileSize, progressBar, progressLine, resultText } from '../../src/cli/progress-text.ts';
import { emptyState, finishedState, loadedState, runView } from '../ui/fixture-state.ts';

const running = (steps: number): PageReport => {
  const report = reportOf({ state: loadedState({ run: runView('running', steps) }) });
  return { ...report, run: { ...report.run!, loss: 0.21345, accuracy: 0.953125 } };
};
const PACE = { stepsPerSecond: 12.42, secondsLeft: 14.2 };

describe('progressLine', () => {
  test('tells phase, step, loss, accuracy, pace and time left', () => {
    expect(progressLine(running(210), PACE)).toBe('fine-tuning 210/380 · loss 0.2135 · accuracy 0.9531 · 12.4 steps/s · 14 s left');
    expect(progressLine(running(100), null)).toBe('pretraining 100/380 · loss 0.2135 · accuracy 0.9531');
  });

  test('tells what the page does while no step was made', () => {
    const loading = { stage: 'read', done: 1, total: 4 } as const;
    const empty = reportOf({ state: emptyState() });
    expect(progressLine({ ...empty, loading: { pretrain: loading, finetune: null } }, null)).toBe('pretraining data: 25 % read');
    expect(progressLine({ ...empty, loading: { pretrain: null, finetune: { ...loading, total: 0 } } }, null)).toBe(
      'fine-tuning data: being read',
    );
    expect(progressLine({ ...empty, environment: null }, null)).toBe('opening the page');
    expect(progressLine({ ...empty, starting: true }, null)).toBe('starting the run');
    expect(progressLine(running(0), null)).toBe('preparing the run');
    const finished = reportOf({ state: finishedState() });
    expect(doingText({ ...finished, bundle: { kind: 'making', entry: 'steps.csv', bytes: 3 } })).toBe('making the bundle: steps.csv');
  });
});

describe('progressBar', () => {
  test('fills in step with the run', () => {
    expect(progressBar(running(190), null, 80)).toBe(
      `fine-tuning ${'█'.repeat(14)}${'░'.repeat(14)} 190/380 · loss 0.2135 · accuracy 0.9531`,
    );
    expect(progressBar(running(380), PACE, 200)).toContain(`${'█'.repeat(40)} 380/380`);
  });

  test('never is wider than the terminal, and lets figures go from the right', () => {
    const report = running(190);
    for (let columns = 1; columns <= 130; columns++) expect(progressBar(report, PACE, columns).length).toBeLessThanOrEqual(columns);
    expect(progressBar(report, PACE, 60)).toBe(`fine-tuning ${'█'.repeat(13)}${'░'.repeat(13)} 190/380 · loss 0.2135`);
    expect(progressBar(report, PACE, 32)).toBe('fine-tuning ██████░░░░░░ 190/380');
  });
});

test('the result names each track’s metric', () => {
  const at = { step: 1, rmse: null, r2: null };
  expect(
    resultText([
      { ...at, phase: 'finetune', accuracy: 0.975 },
      { ...at, phase: 'baseline', accuracy: 0.9444444 },
    ]),
  ).toBe('fine-tuned accuracy 0.975, baseline accuracy 0.9444');
  expect(resultText([{ ...at, phase: 'pretrain', accuracy: null, rmse: 53.2, r2: 0.51 }])).toBe('pretrained RMSE 53.2, R² 0.51');
});

test('numbers are as long as a glance can use', () => {
  expect([0, 0.0000123, 0.5, 1, 12.345, 123.4, Number.NaN].map(figure)).toEqual(['0', '1.2e-5', '0.5', '1', '12.3', '123', 'NaN']);
  expect(count(1234567)).toBe('1,234,567');
  expect([0.42, 12.4, 89, 91, 5400, 9000].map(duration)).toEqual(['0.4 s', '12 s', '89 s', '2 min', '1 h 30 min', '2 h 30 min']);
  expect([950, 1_234_567].map(fileSize)).toEqual(['0.9 kB', '1.2 MB']);
});

describe('PaceMeter', () => {
  test('knows no pace before a second step was made', () => {
    const meter = new PaceMeter();
    expect(meter.see(0, 0, 100)).toBeNull();
    expect(meter.see(60_000, 1, 100)).toBeNull();
    expect(meter.see(60_250, 1, 100)).toBeNull();
    expect(meter.see(61_000, 3, 103)).toEqual({ stepsPerSecond: 2, secondsLeft: 50 });
  });

  test('measures the last half-minute only', () => {
    const meter = new PaceMeter();
    meter.see(0, 1, 500);
    expect(meter.see(30_000, 31, 500)).toEqual({ stepsPerSecond: 1, secondsLeft: 469 });
    for (let second = 31; second <= 62; second++) meter.see(second * 1000, 31 + (second - 30) * 10, 500);
    expect(meter.see(63_000, 361, 501)).toEqual({ stepsPerSecond: 10, secondsLeft: 14 });
  });
});
