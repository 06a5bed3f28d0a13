import { describe, expect, test } from 'vitest';
import { fold, INITIAL_STATE } from '../../../src/app/fold/fold.ts';
import { foldCommand } from '../../../src/app/fold/fold-command.ts';
import { isBusy } from '../../../src/app/plan/start-plan.ts';
import { outcomeOf } from '../../../src/app/runs/run-outcome.ts';
import type { ViewState } from '../../../src/app/view-state.ts';
import { eventColumns } from '../../../src/core/transcript/event-columns.ts';
import type { RunEvent, StepEvent } from '../../../src/core/transcript/events.ts';
import { NO_ANNOTATION } from '../../../src/core/transcript/run-annotation.ts';
import type { Message, RunSummary } from '../../../src/protocol.ts';
import { mnistData, tableData, verdictOf } from '../../ui/fixture-data.ts';
import { ENVIRONMENT, runView } from '../../ui/fixture-state.ts';

const RUN_ID = 'run-1';
const after = (state: ViewState, ...messages: Message[]): ViewState =>
  messages.reduce((now, message) => fold(now, message, (file) => `blob:${file.name}`), state);
const opened = () => after(INITIAL_STATE, { kind: 'ready', environment: ENVIRONMENT }, { kind: 'run-opened', runId: RUN_ID, live: true });
const committed = (...events: RunEvent[]): Message => ({ kind: 'committed', runId: RUN_ID, columns: eventColumns(events) });

const started = runView('running', 1).phases[0];
const step = (at: number, loss: number): StepEvent => ({
  kind: 'step',
  phase: 'pretrain',
  step: at,
  epoch: 1,
  rows: [at, at + 1],
  loss,
  accuracy: at === 1 ? null : 0.5,
  learningRate: 0.001,
  gradientNorm: 2,
  fingerprint: at,
  wallTimeMs: at * 10,
  tensors: { 'conv1.weight': [0, 1, -1, 1, 3, 0.25, 0.5], 'conv1.bias': [0, 1, -1, 1, 3, 0.75, 0.5] },
});

describe('a run', () => {
  test('begins empty when it is opened, in the place of the one before', () => {
    const state = after(
      { ...INITIAL_STATE, starting: true },
      {
        kind: 'run-opened',
        runId: RUN_ID,
        live: false,
      },
    );
    expect(state.run).toMatchObject({ runId: RUN_ID, live: false, status: 'running', committedStep: 0, revision: 0 });
    expect(state.starting).toBe(false);
  });

  test('keeps every committed step as columns', () => {
    const state = after(opened(), committed(started, step(1, 2.5)), committed(step(2, 1.5), step(3, 0)));
    const { series, committedStep, wallTimeMs, revision, totalSteps } = state.run!;
    expect(Array.from(series.tracks.pretrain.step.view())).toEqual([1, 2, 3]);
    expect(Array.from(series.tracks.pretrain.loss.view())).toEqual([2.5, 1.5, 0]);
    expect(Array.from(series.tracks.pretrain.accuracy.view())).toEqual([Number.NaN, 0.5, 0.5]);
    expect(Array.from(series.tracks.pretrain.updateRatio.view())).toEqual([0.75, 0.75, 0.75]);
    expect([...series.tracks.pretrain.rows].map((rows) => [...rows])).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    expect({ committedStep, wallTimeMs, revision }).toEqual({ committedStep: 3, wallTimeMs: 30, revision: 2 });
    // 150 of pretraining are known; fine-tuning and its baseline are not yet, and count 100 each.
    expect(totalSteps).toBe(350);
  });

  test('plans the steps to come from the audited rows', () => {
    const { audit } = tableData('finetune').summary!;
    const state = after(opened(), committed({ kind: 'data-audited', phase: 'finetune', audit }, started));
    // 4,210 rows, a fifth held out: 3,368 rows are 53 batches of 64, five epochs, and as many for the baseline.
    expect(state.run!.totalSteps).toBe(150 + 2 * 53 * 5);
  });

  test('logs what is no step in its order, and what of a step its row tells', () => {
    const state = after(
      opened(),
      committed(started, step(1, 2.5), { kind: 'paused', step: 1 }),
      committed({ kind: 'resumed', step: 1 }, ...runView('running', 30).histograms.slice(0, 1), step(2, 1.5)),
    );
    const { log, series } = state.run!;
    expect(Array.from({ length: log.length }, (_, i) => [log.at(i).kind, log.afterStep(i)])).toEqual([
      ['phase-started', 0],
      ['paused', 1],
      ['resumed', 1],
    ]);
    const { epoch, batchSize, fingerprint } = series.tracks.pretrain;
    expect([epoch, batchSize, fingerprint].map((column) => column.at(1))).toEqual([1, 2, 2]);
  });

  test('holds what each kind of event brings', () => {
    const problem = { code: 'unexpected', fields: { detail: 'x' } } as const;
    const { evaluations, histograms } = runView('running', 30);
    const verdict = verdictOf(['pretrain']);
    const state = after(
      opened(),
      committed(
        { kind: 'policy-decided', verdict },
        evaluations[0],
        histograms[0],
        { kind: 'alert', level: 'warning', phase: 'pretrain', step: 4, problem },
        { kind: 'run-failed', step: 4, problem },
      ),
    );
    expect(state.run).toMatchObject({
      verdict,
      evaluations: [evaluations[0]],
      histograms: [histograms[0]],
      alerts: [{ level: 'warning', phase: 'pretrain', step: 4, problem }],
      failure: problem,
      status: 'failed',
    });
  });

  test('takes what was read of a long run’s histograms, and what was committed since behind them', () => {
    const { histograms } = runView('running', 60);
    const read = { kind: 'histograms', runId: 'run-1', histograms: histograms.slice(0, 3) } as const;
    const state = after(opened(), committed(...histograms.slice(2)), read);
    expect(state.run!.histograms).toEqual(histograms);
    expect(after(state, { ...read, runId: 'another' }).run).toBe(state.run);
  });

  test('stands as its last event says', () => {
    const statusAfter = (...events: RunEvent[]) => after(opened(), committed(step(1, 1), ...events)).run!.status;
    expect(statusAfter()).toBe('running');
    expect(statusAfter({ kind: 'paused', step: 1 })).toBe('paused');
    expect(statusAfter({ kind: 'paused', step: 1 }, { kind: 'resumed', step: 1 })).toBe('running');
    expect(statusAfter({ kind: 'run-stopped', step: 1 })).toBe('stopped');
    expect(statusAfter({ kind: 'run-finished', steps: 1, wallTimeMs: 5 })).toBe('finished');
    expect(statusAfter({ kind: 'run-refused', rules: ['LIC-1'] })).toBe('refused');
  });

  describe('whose events the store refuses', () => {
    const full: Message = { kind: 'problem', scope: 'run', problem: { code: 'storage-full', fields: {} } };
    const stuck = () => after(opened(), committed(step(1, 1)), full);
    const listed = (...runs: RunSummary[]): Message => ({ kind: 'runs', runs, lost: [], storage: { usage: 0, quota: 0 } });
    const kept = (status: RunSummary['status']): RunSummary => ({
      ...{ runId: RUN_ID, name: '', loggedName: '', annotation: NO_ANNOTATION, sources: [], startedAt: '', status, steps: 1 },
      ...{ accuracy: null, baselineAccuracy: null, bytes: 1, deleted: false },
    });

    test('waits, and goes on without the problem when it is resumed', () => {
      expect(stuck()).toMatchObject({ run: { status: 'paused', live: true }, problems: { run: full.problem } });
      const resumed = foldCommand(stuck(), { kind: 'resume' });
      expect(resumed).toMatchObject({ run: { status: 'running', committedStep: 1 }, problems: {} });
      expect(after(resumed, committed(step(2, 1))).run).toMatchObject({ status: 'running', committedStep: 2 });
    });

    test('is over once the worker let it go, kept in part or not at all', () => {
      expect(after(stuck(), listed(kept('interrupted'))).run).toMatchObject({ status: 'paused', live: false });
      expect(after(stuck(), listed()).run).toMatchObject({ live: false });
      expect(after(stuck(), listed(kept('running'))).run).toMatchObject({ live: true });
      expect(after(opened(), listed()).run).toMatchObject({ status: 'running', live: true });
    });

    test('one that another tab trains is read along until nobody holds it', () => {
      const watched = after(INITIAL_STATE, { kind: 'run-opened', runId: RUN_ID, live: false, elsewhere: true });
      expect(outcomeOf(watched.run!)).toBeNull();
      expect(outcomeOf(after(watched, listed(kept('running'))).run!)).toBeNull();
      expect(outcomeOf(after(watched, listed(kept('interrupted'))).run!)).toBe('interrupted');
    });

    test('a run that was lost, and one that is damaged, are known', () => {
      const lost = [{ runId: 'run-9', name: 'Gone', steps: 40 }];
      const state = after(INITIAL_STATE, { kind: 'runs', runs: [], lost, storage: { usage: 0, quota: 0 } });
      const check = { ok: false, seq: 9, step: 4, through: 12 } as const;
      expect(after(state, { kind: 'run-checked', runId: RUN_ID, check })).toMatchObject({ lostRuns: lost, checks: { [RUN_ID]: check } });
    });

    test('leaves a run that has ended as it is', () => {
      const ended = after(opened(), committed({ kind: 'run-finished', steps: 1, wallTimeMs: 5 }), full);
      expect(ended.run).toMatchObject({ status: 'finished' });
    });
  });

  test('is not touched by events of another one', () => {
    const state = opened();
    expect(after(state, { kind: 'committed', runId: 'run-0', columns: eventColumns([step(1, 1)]) })).toBe(state);
  });
});

describe('a run that is taken up', () => {
  const problem = { code: 'unexpected', fields: { detail: 'x' } } as const;
  const failed: Message = { kind: 'problem', scope: 'run', problem };
  const pressed = () => foldCommand({ ...INITIAL_STATE, problems: { run: problem } }, { kind: 'resume-run', runId: RUN_ID });
  const replaying: Message = { kind: 'replaying', runId: RUN_ID, keyframe: 200, step: 203, through: 217 };

  test('holds the set-up still from the button until it is opened, or cannot be', () => {
    expect(pressed()).toMatchObject({ resuming: RUN_ID, problems: {}, starting: false });
    expect(isBusy(pressed())).toBe(true);
    expect(after(pressed(), { kind: 'run-opened', runId: RUN_ID, live: true }).resuming).toBeNull();
    expect(after(pressed(), failed)).toMatchObject({ resuming: null, problems: { run: problem } });
    expect(after(pressed(), { ...failed, scope: 'page' }).resuming).toBeNull();
    expect(after(pressed(), { ...failed, scope: 'bundle' }).resuming).toBe(RUN_ID);
  });

  test('brings its own set-up along', () => {
    const files = [{ file: 'a.gz', sha256: 'a'.repeat(64) }];
    const [pretrain, finetune] = INITIAL_STATE.spec.phases;
    const own = { ...finetune, data: { ...finetune.data, source: 'files', files } };
    const spec = { ...INITIAL_STATE.spec, seed: 8, phases: [{ ...pretrain, data: { ...pretrain.data, files } }, own] };
    // Which files a sample consists of is no part of a set-up.
    expect(after(pressed(), { kind: 'resuming', runId: RUN_ID, spec }).spec).toEqual({ ...spec, phases: [pretrain, own] });
  });

  test('shows how far it is computed again, until something new is committed', () => {
    const state = after(opened(), committed(started, step(1, 2)), replaying);
    expect(state.run!.replaying).toEqual({ keyframe: 200, step: 203, through: 217 });
    const environment = ENVIRONMENT;
    const on = after(state, committed({ kind: 'replayed', keyframe: 200, through: 217, wallTimeMs: 5, environment }));
    expect(on.run).toMatchObject({ replaying: null, status: 'running' });
    const lost = after(state, committed({ kind: 'device-lost', step: 217, losses: 2, reason: 'x' }));
    expect(lost.run!.replaying).toBeNull();
    expect(after(opened(), { ...replaying, runId: 'run-0' }).run!.replaying).toBeNull();
  });

  test('is over where the worker let it go while it was computed again', () => {
    const summary: RunSummary = {
      ...{
        runId: RUN_ID,
        name: '',
        loggedName: '',
        annotation: NO_ANNOTATION,
        sources: [],
        startedAt: '',
        status: 'interrupted',
        steps: 1,
      },
      ...{ accuracy: null, baselineAccuracy: null, bytes: 1, deleted: false },
    };
    const state = after(opened(), replaying, { kind: 'runs', runs: [summary], lost: [], storage: { usage: 0, quota: 0 } }, failed);
    expect(state).toMatchObject({ run: { live: false, status: 'running', replaying: null }, problems: { run: problem } });
  });
});

describe('the data', () => {
  const data = mnistData().summary!;

  test('replaces the loading that brought it, and the problem of the try before', () => {
    const loading = foldCommand(
      { ...INITIAL_STATE, problems: { pretrain: { code: 'file-empty', fields: { file: 'x' } } } },
      { kind: 'load-sample', phase: 'pretrain', sample: 'mnist', options: {} },
    );
    expect(loading.data.pretrain.loading).toEqual({ stage: 'fetch', done: 0, total: 0 });
    expect(loading.problems).toEqual({});
    const state = after(loading, { kind: 'data-loaded', phase: 'pretrain', data });
    expect(state.data.pretrain).toMatchObject({ loading: null, summary: data });
    expect(state.spec).toEqual(INITIAL_STATE.spec);
  });

  test('doubtful labels are listed on while rows are corrected, and no longer once the rows are others', () => {
    const found = { rowKind: null, classes: ['a', 'b'], rows: [], suspects: 0, confident: 0, checked: 9, confusions: [] };
    const loaded = after(INITIAL_STATE, { kind: 'data-loaded', phase: 'pretrain', data });
    const checked = after(loaded, { kind: 'labels-checked', phase: 'pretrain', share: null, found });
    const foundWith = (again: typeof data) =>
      after(checked, { kind: 'data-loaded', phase: 'pretrain', data: again }).data.pretrain.labels.found;
    const relabel = { kind: 'relabel', rows: [4], label: 'b', was: ['a'] } as const;
    expect(foundWith({ ...data, options: { fixes: [relabel, { kind: 'drop-rows', rows: [1] }] } })).toBe(found);
    expect(foundWith({ ...data, options: { fixes: [relabel, { kind: 'invert-images' }] } })).toBeNull();
    expect(foundWith({ ...data, options: { label: 'y' } })).toBeNull();
    expect(foundWith({ ...data, files: [{ ...data.files[0], sha256: 'f'.repeat(64) }] })).toBeNull();
  });

  test('names dropped files in the spec, with their hashes', () => {
    const own = tableData('finetune').summary!;
    const [file] = own.files;
    const state = after(INITIAL_STATE, { kind: 'data-loaded', phase: 'finetune', data: own });
    expect(state.spec.phases[1].data).toMatchObject({ source: 'files', files: [{ file: file.name, sha256: file.sha256 }] });
    expect(state.spec.phases[0]).toBe(INITIAL_STATE.spec.phases[0]);
  });

  test('ends its loading when a problem comes', () => {
    const loading = after(INITIAL_STATE, { kind: 'load-progress', phase: 'finetune', stage: 'read', done: 5, total: 10 });
    const problem = { code: 'file-empty', fields: { file: 'x' } } as const;
    const state = after(loading, { kind: 'problem', scope: 'finetune', problem });
    expect(state.data.finetune.loading).toBeNull();
    expect(state.problems).toEqual({ finetune: problem });
  });
});

test('a weights file and a row order become part of the spec, and leave it again', () => {
  const reference = { file: 'w.pth', sha256: 'a'.repeat(64) };
  const state = after(
    INITIAL_STATE,
    { kind: 'init-loaded', weights: { reference, parameters: 1, tensors: [] } },
    { kind: 'indices-loaded', phase: 'finetune', indices: { reference, steps: 3, rows: 12 } },
  );
  expect(state.spec.init).toEqual(reference);
  expect(state.spec.phases.map((phase) => phase.indices)).toEqual([null, reference]);
  const back = after(state, { kind: 'init-loaded', weights: null }, { kind: 'indices-loaded', phase: 'finetune', indices: null });
  expect(back.spec).toEqual(INITIAL_STATE.spec);
});

test('a bundle is shown being made, then with an address to download it from', () => {
  const making = after(INITIAL_STATE, { kind: 'bundle-progress', runId: RUN_ID, entry: 'steps.csv', bytes: 12 });
  expect(making.bundle).toEqual({ kind: 'making', runId: RUN_ID, entry: 'steps.csv', bytes: 12 });
  const ready = after(making, { kind: 'bundle-ready', runId: RUN_ID, name: 'a.zip', file: new File(['zip'], 'a.zip') });
  expect(ready.bundle).toEqual({ kind: 'ready', runId: RUN_ID, name: 'a.zip', url: 'blob:a.zip', bytes: 3 });
});

test('a card that the person writes is no longer the known one', () => {
  const known = after(INITIAL_STATE, { kind: 'card-known', phase: 'pretrain', card: mnistData().card });
  expect(known.data.pretrain.cardKnown).toBe(true);
  const edited = foldCommand(known, { kind: 'set-card', phase: 'pretrain', card: { ...mnistData().card, licence: 'MIT' } });
  expect(edited.data.pretrain).toMatchObject({ cardKnown: false, card: { licence: 'MIT' } });
});

test('a backend that is chosen takes the problem of the one before away', () => {
  const unavailable = { code: 'backend-unavailable', fields: { backend: 'webgpu', detail: 'x' } } as const;
  const state = after(INITIAL_STATE, { kind: 'problem', scope: 'page', problem: unavailable });
  expect(foldCommand(state, { kind: 'hello', backend: 'auto' }).problems).toEqual({});
});

test('what went wrong with a run is told until the person asks for something else, however often the list is read', () => {
  const problem = { code: 'run-missing', fields: { runId: 'gone' } } as const;
  const listed: Message = { kind: 'runs', runs: [], lost: [], storage: { usage: 0, quota: 0 } };
  const told = after(INITIAL_STATE, { kind: 'problem', scope: 'runs', problem }, listed);
  expect(told.problems.runs).toEqual(problem);
  expect(foldCommand(told, { kind: 'open-run', runId: 'another' }).problems.runs).toBeUndefined();
});
