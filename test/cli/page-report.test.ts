import { describe, expect, test } from 'vitest';
import type { ViewState } from '../../src/app/view-state.ts';
import { type PageReport, reportOf } from '../../src/cli/page-report.ts';
import { eventColumns } from '../../src/core/transcript/event-columns.ts';
import { emptyState, failedState, finishedState, loadedState, runView } from '../ui/fixture-state.ts';

/** As the page does it: the function's text, alone, on an element that shows the state. */
function reportIn(state: ViewState): PageReport {
  const alone = new Function(`return (${reportOf})(arguments[0])`) as (element: { state: ViewState }) => PageReport;
  return alone({ state });
}

describe('reportOf', () => {
  test('of a page that just opened has nothing but the environment', () => {
    expect(reportIn(emptyState())).toMatchObject({
      environment: { backend: 'wasm', adapter: null },
      loading: { pretrain: null, finetune: null },
      loaded: { pretrain: null, finetune: null },
      initSha256: null,
      indicesSha256: { pretrain: null, finetune: null },
      run: null,
      bundle: { kind: 'none' },
    });
  });

  test('names what is loaded by source and hashes', () => {
    const { pretrain, finetune } = loadedState().data;
    expect(reportIn(loadedState()).loaded).toEqual({
      pretrain: { source: pretrain.summary!.source, hashes: pretrain.summary!.files.map(({ sha256 }) => sha256) },
      finetune: { source: finetune.summary!.source, hashes: finetune.summary!.files.map(({ sha256 }) => sha256) },
    });
  });

  test('has the last step’s figures, of the track that made it', () => {
    const state = loadedState({ run: runView('running', 200) });
    const track = state.run!.series.tracks.finetune;
    expect(reportIn(state).run).toMatchObject({
      status: 'running',
      phase: 'finetune',
      step: 200,
      totalSteps: 380,
      loss: track.loss.at(49),
      accuracy: track.accuracy.at(49),
    });
  });

  test('has the last evaluation of each track', () => {
    const { evaluations } = reportIn(finishedState()).run!;
    expect(evaluations.map(({ phase, step }) => [phase, step])).toEqual([
      ['pretrain', 138],
      ['finetune', 265],
      ['baseline', 380],
    ]);
    expect(evaluations[2].accuracy).toBe(finishedState().run!.evaluations.at(-1)!.metrics.accuracy);
  });

  test('before the first step, and with a target that has no accuracy, figures are null', () => {
    expect(reportIn(loadedState({ run: runView('running', 0) })).run).toMatchObject({ phase: null, loss: null, accuracy: null });
    const run = runView('running', 0);
    const nothing = { kind: 'step', phase: 'pretrain', step: 1, epoch: 1, rows: [0], loss: 2, accuracy: null } as const;
    const step = { ...nothing, learningRate: 0.1, gradientNorm: 1, fingerprint: 0, wallTimeMs: 5, tensors: {} };
    const { steps, rows } = eventColumns([step]);
    run.series.append(steps, rows);
    expect(reportIn(loadedState({ run })).run).toMatchObject({ phase: 'pretrain', loss: 2, accuracy: null });
  });

  test('has the failure, the alerts and the rules that failed', () => {
    const state = failedState();
    expect(reportIn(state).run).toMatchObject({ status: 'failed', failure: state.run!.failure, failedRules: [] });
    expect(reportIn(state).run!.alerts).toHaveLength(2);
  });

  test('is small', () => {
    expect(JSON.stringify(reportIn(finishedState())).length).toBeLessThan(5000);
  });
});
