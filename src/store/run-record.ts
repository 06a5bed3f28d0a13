import { phaseOf, type RunSpec } from '../core/spec/spec.ts';
import { type RunEvent, type RunStarted, statusAfter } from '../core/transcript/events.ts';
import { type ChainHead, GENESIS } from '../core/transcript/transcript.ts';
import type { RunRecord } from './schema.ts';

export function newRunRecord({ runId, name, startedAt, spec }: RunStarted): RunRecord {
  return {
    runId,
    name,
    startedAt,
    status: 'running',
    steps: 0,
    headline: phaseOf(spec, 'finetune') === undefined ? 'pretrain' : 'finetune',
    accuracy: null,
    baselineAccuracy: null,
    bytes: 0,
    deleted: false,
    head: GENESIS,
    sources: sourcesOf(spec),
  };
}

/** The samples and files that a run is trained on, as a person would look for them. */
function sourcesOf({ phases }: RunSpec): readonly string[] {
  const names = phases.flatMap(({ data }) => (data.source === 'files' ? (data.files ?? []).map(({ file }) => file) : [data.source]));
  return [...new Set(names)];
}

/** The record after more events: `head` is the chain's behind them, `bytes` what they take in the store. */
export function recordAfter(record: RunRecord, events: readonly RunEvent[], head: ChainHead, bytes: number): RunRecord {
  return events.reduce(withEvent, { ...record, head, bytes: record.bytes + bytes });
}

function withEvent(record: RunRecord, event: RunEvent): RunRecord {
  const next = { ...record, status: statusAfter(event) };
  if (event.kind === 'step') return { ...next, steps: Math.max(record.steps, event.step) };
  if (event.kind !== 'evaluated') return next;
  if (event.phase === 'baseline') return { ...next, baselineAccuracy: event.metrics.accuracy };
  return event.phase === record.headline ? { ...next, accuracy: event.metrics.accuracy } : next;
}
