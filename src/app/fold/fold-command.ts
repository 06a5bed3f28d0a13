import type { Command } from '../../protocol.ts';
import type { ViewState } from '../view-state.ts';
import { withData, withoutProblem } from './fold.ts';
import { askLook } from './fold-looks.ts';
import { askForStep, endWorking } from './fold-steps.ts';

/** What the page knows already when it sends a command, before the worker answers. */
export function foldCommand(state: ViewState, command: Command): ViewState {
  switch (command.kind) {
    case 'hello':
      return withoutProblem(state, 'page');
    case 'load-files':
    case 'load-sample':
    case 'reread': {
      const stage = command.kind === 'load-sample' ? 'fetch' : 'read';
      return withData(withoutProblem(state, command.phase), command.phase, { loading: { stage, done: 0, total: 0 } });
    }
    case 'cancel-load':
      return withData({ ...state, starting: false }, command.phase, { loading: null });
    case 'set-card':
      return withData(state, command.phase, { card: command.card, cardKnown: false });
    case 'start':
      return withoutProblem({ ...state, starting: true }, 'run');
    case 'resume-run':
      return withoutProblem({ ...state, resuming: command.runId }, 'run');
    case 'resume':
      return { ...withoutProblem(state, 'run'), run: state.run && { ...state.run, status: 'running' } };
    case 'compare-runs': {
      const { runIds } = command;
      if (runIds.length === 0) return { ...state, comparison: null };
      const runs = (state.comparison?.runs ?? []).filter(({ runId }) => runIds.includes(runId));
      return { ...withoutProblem(state, 'runs'), comparison: { runIds, runs } };
    }
    case 'open-run':
    case 'list-runs':
    case 'delete-run':
    case 'restore-run':
    case 'purge-runs':
    case 'annotate-run':
    case 'forget-run':
      return withoutProblem(state, 'runs');
    case 'make-bundle':
      return { ...withoutProblem(state, 'bundle'), bundle: { kind: 'making', runId: command.runId, entry: '', bytes: 0 } };
    case 'import-bundle': {
      const file = command.files[0]?.name ?? '';
      return { ...withoutProblem(state, 'import'), importing: { kind: 'working', file, stage: 'check', done: 0, total: 0 } };
    }
    case 'cancel-import':
      return { ...withoutProblem(state, 'import'), importing: { kind: 'none' } };
    case 'parameters-at':
      return askForStep(withoutProblem(state, 'step'), command);
    case 'cancel-parameters':
      return endWorking(state);
    case 'check-labels':
      return withData(withoutProblem(state, command.phase), command.phase, {
        labels: { share: 0, found: state.data[command.phase].labels.found },
      });
    case 'look-at-step':
    case 'follow-row':
    case 'find-hardest-rows':
    case 'cancel-rows':
      return { ...withoutProblem(state, 'look'), looks: askLook(state.looks, command) };
    default:
      return state;
  }
}
