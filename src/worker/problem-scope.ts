import type { Command, ProblemScope } from '../protocol.ts';

/** Where on the page it belongs that a command went wrong. */
export function scopeOf(command: Command): ProblemScope {
  switch (command.kind) {
    case 'load-files':
    case 'load-sample':
    case 'reread':
    case 'look-at-rows':
    case 'set-card':
    case 'load-indices':
    case 'check-labels':
      return command.phase;
    case 'load-init':
      return 'init';
    case 'start':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'resume-run':
      return 'run';
    case 'open-run':
    case 'list-runs':
    case 'read-rows':
    case 'delete-run':
    case 'restore-run':
    case 'purge-runs':
    case 'annotate-run':
    case 'compare-runs':
    case 'forget-run':
      return 'runs';
    case 'make-bundle':
      return 'bundle';
    case 'import-bundle':
    case 'cancel-import':
      return 'import';
    case 'parameters-at':
    case 'cancel-parameters':
      return 'step';
    case 'look-at-step':
    case 'follow-row':
    case 'find-hardest-rows':
    case 'cancel-rows':
      return 'look';
    default:
      return 'page';
  }
}
