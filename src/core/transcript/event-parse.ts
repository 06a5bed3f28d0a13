import { auditCheck } from '../audit/audit-parse.ts';
import {
  asObject,
  type Check,
  choice,
  invalid,
  keyOf,
  listOf,
  listThat,
  mapOf,
  moment,
  orNull,
  type Place,
  sha256Text,
  shape,
  text,
  truth,
  whole,
  within,
} from '../check.ts';
import { MAX_ROW_CLASSES, type RowClasses } from '../data/row-classes.ts';
import { verdictCheck } from '../policy/verdict-parse.ts';
import type { Problem } from '../problems/problem.ts';
import { PROBLEM_TEXTS } from '../problems/problem-texts.ts';
import type { BackendName, PhaseName, Track } from '../spec/spec.ts';
import { checkSpec } from '../spec/spec-parse.ts';
import type { Metrics } from '../training/metrics.ts';
import { isU32, STATISTICS } from './event-columns.ts';
import { count, finite, notNegative, prose, textOrNumber, u32 } from './event-values.ts';
import type { BackendReason, Environment, Histogram, RunEvent, StepEvent, StorageFacts, TensorStatistics } from './events.ts';

/** Reads an event from JSON of unknown origin: its kind is known, and it has the fields of its kind and no other, each of which holds
 *  what it may. @throws TrainscriptError `field-…`, `spec-…` with the document, the path, what was found and what was expected */
export function parseEvent(value: unknown, place: Place): RunEvent {
  const kind = keyOf(EVENTS)(asObject(value, place).kind, within(place, 'kind'));
  return EVENTS[kind](value, place);
}

/** A batch may be as long as an index file says. */
const MAX_BATCH_ROWS = 2 ** 20;
/** A thousand classes against each other, as many tensors, bins and rules: more than any run here has. */
const MAX_ITEMS = 10_000;
/** A class's place is less than 62³. */
const MAX_CLASS_DIGITS = 3;
/** Of a run: it stands in lists and titles. */
const MAX_NAME = 1000;

/** What names a run in storage, where it becomes part of a path. */
const runId: Check<string> = (value, place) => {
  if (typeof value !== 'string' || !/^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/.test(value)) throw invalid('field-run-id', value, place);
  return value;
};

const phase = choice('pretrain', 'finetune') satisfies Check<PhaseName>;
const track = choice('pretrain', 'finetune', 'baseline') satisfies Check<Track>;
const backend = choice('webgpu', 'wasm', 'webgl', 'cpu') satisfies Check<BackendName>;
const share = orNull(finite);

const environment = shape<Environment>(
  {
    backend,
    backendReason: shape<BackendReason>({
      code: choice('hardware-gpu', 'chosen', 'software-gpu', 'denied-gpu', 'no-gpu', 'fallback'),
      detail: prose,
    }),
    adapter: orNull(prose),
    threads: count,
    simd: truth,
    crossOriginIsolated: truth,
    cores: count,
    userAgent: prose,
    versions: mapOf(prose, MAX_ITEMS),
  },
  { storage: shape<StorageFacts>({ persisted: truth, usage: notNegative, quota: notNegative }) },
);

const problem = shape<Problem>({ code: keyOf(PROBLEM_TEXTS), fields: mapOf(textOrNumber, MAX_ITEMS) });

const metrics = shape<Metrics>({
  loss: finite,
  accuracy: share,
  precision: share,
  recall: share,
  f1: share,
  rocAuc: share,
  mae: share,
  rmse: share,
  r2: share,
  confusion: orNull(listOf(listOf(count, MAX_ITEMS), MAX_ITEMS)),
});

const isFiniteNumber = (item: unknown): item is number => Number.isFinite(item);
const isRow = (item: unknown): item is number => typeof item === 'number' && isU32(item);
const rows = listThat(isRow, u32, MAX_BATCH_ROWS);
const rowValues = listThat(isFiniteNumber, finite, MAX_BATCH_ROWS);

const isStatistics = (value: unknown): value is TensorStatistics =>
  Array.isArray(value) && value.length === STATISTICS && value.every(isFiniteNumber);

const statistics: Check<TensorStatistics> = (value, place) => {
  if (!isStatistics(value)) throw invalid('field-statistics', value, place, { expected: STATISTICS });
  return value;
};

const stepFields = shape<StepEvent>(
  {
    kind: choice('step'),
    phase: track,
    step: u32,
    epoch: u32,
    rows,
    loss: finite,
    accuracy: share,
    learningRate: finite,
    gradientNorm: finite,
    fingerprint: u32,
    wallTimeMs: finite,
    tensors: mapOf(statistics, MAX_ITEMS),
  },
  { losses: rowValues, predictions: rowValues },
);

const step: Check<StepEvent> = (value, place) => {
  const event = stepFields(value, place);
  for (const name of ['losses', 'predictions'] as const) {
    const found = event[name]?.length ?? event.rows.length;
    if (found !== event.rows.length)
      throw invalid('field-length', event[name], within(place, name), { found, expected: event.rows.length });
  }
  return event;
};

const histogram = shape<Histogram>({ min: finite, max: finite, counts: listThat(isFiniteNumber, notNegative, MAX_ITEMS) });

const isCount = (value: unknown): value is number => isFiniteNumber(value) && Number.isInteger(value) && value >= 0;
const isDeadOfAll = (value: unknown): value is readonly [dead: number, units: number] =>
  Array.isArray(value) && value.length === 2 && value.every(isCount);

const deadOfAll: Check<readonly [dead: number, units: number]> = (value, place) => {
  if (!isDeadOfAll(value)) throw invalid('field-statistics', value, place, { expected: 2 });
  return value;
};

type EventOf<Kind> = Extract<RunEvent, { readonly kind: Kind }>;

const EVENTS: { readonly [Kind in RunEvent['kind']]: Check<EventOf<Kind>> } = {
  'run-started': shape<EventOf<'run-started'>>({
    kind: choice('run-started'),
    runId,
    name: text(0, MAX_NAME),
    spec: checkSpec,
    environment,
    startedAt: moment,
  }),
  'data-audited': shape<EventOf<'data-audited'>>(
    { kind: choice('data-audited'), phase, audit: auditCheck },
    { trainClasses: shape<RowClasses>({ width: whole(1, MAX_CLASS_DIGITS), codes: text(0, MAX_ROW_CLASSES) }) },
  ),
  'policy-decided': shape<EventOf<'policy-decided'>>({ kind: choice('policy-decided'), verdict: verdictCheck }),
  'keyframes-thinned': shape<EventOf<'keyframes-thinned'>>({
    kind: choice('keyframes-thinned'),
    wanted: count,
    every: whole(1, Number.MAX_SAFE_INTEGER),
    wantedBytes: count,
    bytes: count,
    freeBytes: count,
  }),
  'phase-started': shape<EventOf<'phase-started'>>({
    kind: choice('phase-started'),
    phase: track,
    after: u32,
    steps: u32,
    epochs: count,
    batchSize: count,
    trainRows: count,
    testRows: count,
    task: choice('multiclass', 'binary', 'regression'),
    classes: orNull(listOf(prose, MAX_ITEMS)),
    loss: prose,
    model: prose,
    parameters: count,
    startsFrom: choice('random', 'pretrain', 'file'),
    replacedHead: truth,
    frozen: listOf(prose, MAX_ITEMS),
  }),
  step,
  histograms: shape<EventOf<'histograms'>>({
    kind: choice('histograms'),
    phase: track,
    step: u32,
    parameters: mapOf(histogram, MAX_ITEMS),
    gradients: mapOf(histogram, MAX_ITEMS),
  }),
  evaluated: shape<EventOf<'evaluated'>>(
    { kind: choice('evaluated'), phase: track, step: u32, rows: count, metrics },
    { deadUnits: mapOf(deadOfAll, MAX_ITEMS) },
  ),
  recalled: shape<EventOf<'recalled'>>({ kind: choice('recalled'), phase: track, step: u32, of: phase, rows: count, metrics }),
  keyframe: shape<EventOf<'keyframe'>>({
    kind: choice('keyframe'),
    phase: track,
    step: u32,
    fingerprint: u32,
    bytes: count,
    sha256: sha256Text,
    updates: count,
  }),
  parameters: shape<EventOf<'parameters'>>({
    kind: choice('parameters'),
    phase: track,
    step: u32,
    base: u32,
    fingerprint: u32,
    bytes: count,
    sha256: sha256Text,
  }),
  alert: shape<EventOf<'alert'>>({
    kind: choice('alert'),
    level: choice('warning', 'error'),
    phase: orNull(track),
    step: orNull(u32),
    problem,
  }),
  paused: shape<EventOf<'paused'>>({ kind: choice('paused'), step: u32 }),
  resumed: shape<EventOf<'resumed'>>({ kind: choice('resumed'), step: u32 }),
  'device-lost': shape<EventOf<'device-lost'>>({ kind: choice('device-lost'), step: u32, losses: count, reason: prose }),
  replayed: shape<EventOf<'replayed'>>({
    kind: choice('replayed'),
    keyframe: whole(-1, Number.MAX_SAFE_INTEGER),
    through: u32,
    wallTimeMs: finite,
    environment,
  }),
  'cut-back': shape<EventOf<'cut-back'>>({
    kind: choice('cut-back'),
    step: u32,
    through: u32,
    lastSeq: whole(-1, Number.MAX_SAFE_INTEGER),
    lastHash: sha256Text,
    setAside: count,
  }),
  'phase-finished': shape<EventOf<'phase-finished'>>({ kind: choice('phase-finished'), phase: track, step: u32, fingerprint: u32 }),
  'run-finished': shape<EventOf<'run-finished'>>({ kind: choice('run-finished'), steps: u32, wallTimeMs: finite }),
  'run-stopped': shape<EventOf<'run-stopped'>>({ kind: choice('run-stopped'), step: u32 }),
  'run-failed': shape<EventOf<'run-failed'>>({ kind: choice('run-failed'), step: u32, problem }),
  'run-refused': shape<EventOf<'run-refused'>>({ kind: choice('run-refused'), rules: listOf(text(1, MAX_ITEMS), MAX_ITEMS) }),
};
