import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { canResume } from '../../app/runs/resumption.ts';
import type { RunColumn } from '../../app/runs/run-list.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { RunImport } from '../../core/transcript/run-import.ts';
import '../parts/ts-icon.ts';
import { formatCount, formatWhen } from '../parts/numbers.ts';

type RunSummary = ViewState['runs'][number];

/** How a run stands, in a word, and the kind of chip that says so. */
function statusLook(status: RunSummary['status']): readonly [kind: string, text: string] {
  const looks: Readonly<Record<RunSummary['status'], readonly [kind: string, text: string]>> = {
    running: ['info', msg('Running')],
    paused: ['info', msg('Paused')],
    finished: ['pass', msg('Finished')],
    stopped: ['', msg('Stopped')],
    failed: ['error', msg('Failed')],
    refused: ['error', msg('Refused')],
    interrupted: ['warning', msg('Interrupted')],
  };
  return looks[status];
}

/** What runs are called beside each other: where names are equal with when they began, and where that is equal too with a number. */
export function namesBeside(runs: readonly { readonly name: string; readonly startedAt: string }[]): readonly string[] {
  const dated = apart(
    runs.map(({ name }) => name),
    (name, i) => `${name} · ${formatWhen(runs[i].startedAt)}`,
  );
  return apart(dated, (name, _, nth) => `${name} (${formatCount(nth)})`);
}

/** The names, those that others have too told apart; `nth` counts equal ones from 1. */
function apart(names: readonly string[], tell: (name: string, i: number, nth: number) => string): readonly string[] {
  const isAlone = (name: string) => names.indexOf(name) === names.lastIndexOf(name);
  return names.map((name, i) => (isAlone(name) ? name : tell(name, i, names.slice(0, i + 1).filter((one) => one === name).length)));
}

export const statusText = (status: RunSummary['status']): string => statusLook(status)[1];

export function statusChip(status: RunSummary['status']) {
  const [kind, text] = statusLook(status);
  return html`<span class="chip ${kind}">${text}</span>`;
}

export function columnName(column: RunColumn): string {
  const names: Readonly<Record<RunColumn, string>> = {
    name: msg('Name'),
    startedAt: msg('Started'),
    status: msg('Status'),
    steps: msg('Steps'),
    accuracy: msg('Accuracy'),
    baselineAccuracy: msg('From scratch'),
    bytes: msg('Size'),
  };
  return names[column];
}

/** What a run was called before the person named it. */
export const loggedAs = (loggedName: string): string => msg(str`logged as ${loggedName}`);

/** Says of a run that it was not trained here. */
export function importedMark({ at, file, sha256 }: RunImport) {
  return html`<span class="said imported" title=${`${formatWhen(at)} · SHA-256 ${sha256}`}><ts-icon name="upload"></ts-icon>${msg(str`imported from ${file}`)}</span>`;
}

/** How far a run goes that came in a bundle, and whether it can go on here. */
export function importedNote(run: RunSummary, outcome: string, step: string, total: string): string {
  if (outcome === 'stopped')
    return msg(str`It was stopped at step ${step} of ${total}. Everything up to there came with its bundle; Start begins a new run.`);
  return canResume(run, null)
    ? msg(
        str`Its bundle was made at step ${step} of ${total}, before the run had ended. Resume goes on from there, where this browser computes the same steps.`,
      )
    : msg(
        str`Its bundle was made at step ${step} of ${total}, before the run had ended. What it is trained on (${run.sources.join(', ')}) cannot be had here, so it does not go on.`,
      );
}
