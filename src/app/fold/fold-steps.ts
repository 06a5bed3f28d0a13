import type { Command, Message } from '../../protocol.ts';
import type { StepsView, ViewState } from '../view-state.ts';

export const NO_STEPS: StepsView = { working: null, shown: null, compared: null };

type StepMessage = Extract<Message, { kind: 'parameters' | 'parameters-progress' }>;

/** What the worker says of steps that were asked for; what it says of another run than the opened one came too late. */
export function foldStep(state: ViewState, message: StepMessage): ViewState {
  if (state.run?.runId !== message.runId) return state;
  const { steps } = state;
  if (message.kind === 'parameters') {
    const kept = message.use === 'show' ? 'shown' : 'compared';
    return { ...state, steps: { ...steps, working: null, [kept]: message.parameters } };
  }
  const { use, from, step, until } = message;
  return steps.working === null ? state : { ...state, steps: { ...steps, working: { use, from, step, until } } };
}

/** A step is asked for: what was had before stays in sight. */
export function askForStep(state: ViewState, { use, step }: Extract<Command, { kind: 'parameters-at' }>): ViewState {
  return { ...state, steps: { ...state.steps, working: { use, from: step, step, until: step } } };
}

/** Nothing is trained again any more. */
export const endWorking = (state: ViewState): ViewState =>
  state.steps.working === null ? state : { ...state, steps: { ...state.steps, working: null } };
