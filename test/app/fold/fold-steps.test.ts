import { describe, expect, test } from 'vitest';
import { tracksAt } from '../../../src/app/charts/step-tracks.ts';
import { fold } from '../../../src/app/fold/fold.ts';
import { foldCommand } from '../../../src/app/fold/fold-command.ts';
import { NO_STEPS } from '../../../src/app/fold/fold-steps.ts';
import { forkedSpec } from '../../../src/app/plan/fork-spec.ts';
import type { ViewState } from '../../../src/app/view-state.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import type { Message, StepParameters, StepUse } from '../../../src/protocol.ts';
import { finishedState, runView } from '../../ui/fixture-state.ts';

const { runId } = runView('finished', 10);
const file = new File([], 'a');
const parameters: StepParameters = {
  ...{ track: 'finetune', step: 231, fingerprint: 1, tensors: [], keyframe: null, replayed: 231, lost: 0, stored: false, ms: 1 },
  files: { pth: file, safetensors: file },
};
const ask = (state: ViewState, use: StepUse = 'show') => foldCommand(state, { kind: 'parameters-at', runId, step: 231, use });
const after = (state: ViewState, ...messages: readonly Message[]) =>
  messages.reduce((last, message) => fold(last, message, () => ''), state);
const answer = (use: StepUse, of = runId): Message => ({ kind: 'parameters', runId: of, use, parameters });

describe('a step that was asked for', () => {
  test('is under way until it comes, and then is shown or compared with', () => {
    const asked = ask(finishedState());
    expect(asked.steps.working).toEqual({ use: 'show', from: 231, step: 231, until: 231 });
    const underWay = after(asked, { kind: 'parameters-progress', runId, use: 'show', from: 200, step: 210, until: 231 });
    expect(underWay.steps.working).toEqual({ use: 'show', from: 200, step: 210, until: 231 });
    const shown = after(underWay, answer('show'));
    expect(shown.steps).toEqual({ working: null, shown: parameters, compared: null });
    expect(after(ask(shown, 'compare'), answer('compare')).steps).toEqual({ working: null, shown: parameters, compared: parameters });
  });

  test('is none of the page’s when another run is open, or after it was cancelled', () => {
    expect(after(ask(finishedState()), answer('show', 'another')).steps.shown).toBeNull();
    const cancelled = foldCommand(ask(finishedState()), { kind: 'cancel-parameters' });
    expect(after(cancelled, { kind: 'parameters-progress', runId, use: 'show', from: 0, step: 1, until: 2 }).steps).toEqual(NO_STEPS);
  });

  test('ends with the problem that stands in its way, which the next question takes away', () => {
    const problem = { code: 'step-run-in-progress', fields: { run: 'x' } } as const;
    const failed = after(ask(finishedState()), { kind: 'problem', scope: 'step', problem });
    expect([failed.steps.working, failed.problems.step]).toEqual([null, problem]);
    expect(ask(failed).problems.step).toBeUndefined();
  });

  test('is forgotten when another run is opened', () => {
    const shown = after(ask(finishedState()), answer('show'), { kind: 'run-opened', runId: 'another', live: false });
    expect(shown.steps).toEqual(NO_STEPS);
  });
});

describe('the tracks at a step', () => {
  test('are two where one ends and the next one begins', () => {
    const run = runView('finished', 380);
    expect([0, 149, 150, 151, 265, 380, 381].map((step) => tracksAt(run, step))).toEqual([
      ...[['pretrain'], ['pretrain'], ['pretrain', 'finetune'], ['finetune'], ['finetune', 'baseline'], ['baseline'], []],
    ]);
  });

  test('are only those that the run came to', () => {
    expect(tracksAt(runView('stopped', 100), 120)).toEqual([]);
  });
});

describe('a fork', () => {
  test('goes on with the phase of its step, under a name that says where it comes from', () => {
    const phasesOf = (track: 'pretrain' | 'finetune' | 'baseline') => forkedSpec(DEFAULT_SPEC, track, 7).phases.map(({ phase }) => phase);
    expect(phasesOf('pretrain')).toEqual(['pretrain', 'finetune']);
    expect(phasesOf('finetune')).toEqual(['finetune']);
    expect(phasesOf('baseline')).toEqual(['finetune']);
    expect(forkedSpec(DEFAULT_SPEC, 'baseline', 7).name).toBe(`${DEFAULT_SPEC.name}, from step 7`);
  });
});
