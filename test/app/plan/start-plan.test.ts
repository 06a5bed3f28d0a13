import { expect, test } from 'vitest';
import { planStart } from '../../../src/app/plan/start-plan.ts';
import type { ViewState } from '../../../src/app/view-state.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import { tableData } from '../../ui/fixture-data.ts';
import { emptyState, finishedState, loadedState, runningState, troubledState } from '../../ui/fixture-state.ts';

const obstacle = (state: ViewState) => {
  const plan = planStart(state);
  return plan.kind === 'blocked' ? plan.obstacle : plan.kind;
};

test('the samples are loaded first, then the run can start', () => {
  const plan = planStart(emptyState());
  expect(plan.kind === 'load-first' && plan.phases.map((phase) => phase.data.source)).toEqual(['mnist', 'digits']);
  expect(planStart(loadedState()).kind).toBe('ready');
});

test('a run can follow a finished one, but not join a live one', () => {
  expect(planStart(finishedState()).kind).toBe('ready');
  expect(obstacle(runningState())).toEqual({ kind: 'running' });
});

test('what the page cannot get by itself is asked of the person', () => {
  const reference = { file: 'w.pth', sha256: 'b'.repeat(64) };
  const files = DEFAULT_SPEC.phases.map((phase) => ({ ...phase, data: { ...phase.data, source: 'files' } }));
  expect(obstacle(emptyState({ environment: null }))).toEqual({ kind: 'engine' });
  expect(obstacle(emptyState({ spec: { ...DEFAULT_SPEC, phases: [] } }))).toEqual({ kind: 'no-phase' });
  expect(obstacle(emptyState({ spec: { ...DEFAULT_SPEC, phases: files } }))).toEqual({ kind: 'no-data', phase: 'pretrain' });
  expect(obstacle(troubledState())).toEqual({ kind: 'loading', phase: 'pretrain' });
  expect(obstacle(loadedState({ spec: { ...DEFAULT_SPEC, init: reference } }))).toEqual({ kind: 'no-init', file: 'w.pth' });
  const init = { reference, parameters: 1, tensors: [] };
  expect(obstacle(loadedState({ spec: { ...DEFAULT_SPEC, init: reference }, init }))).toBe('ready');
  const [pretrain, finetune] = DEFAULT_SPEC.phases;
  const ordered = { ...DEFAULT_SPEC, phases: [pretrain, { ...finetune, indices: reference }] };
  expect(obstacle(loadedState({ spec: ordered }))).toEqual({ kind: 'no-indices', phase: 'finetune', file: 'w.pth' });
});

test('other data than the spec asks for does not count as loaded', () => {
  const state = loadedState();
  const plan = planStart({ ...state, data: { ...state.data, finetune: tableData('finetune') } });
  expect(plan.kind === 'load-first' && plan.phases.map((phase) => phase.phase)).toEqual(['finetune']);
});
