import { msg } from '@lit/localize';
import { html } from 'lit';
import type { RunColumn } from '../app/run-list.ts';
import type { ViewState } from '../app/view-state.ts';

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
