import {
  asObject,
  type Check,
  choice,
  listOf,
  number,
  orNull,
  type Place,
  record,
  sha256Text,
  text,
  truth,
  whole,
  withDefault,
  within,
} from '../check.ts';
import { columnChoices, missingMarks } from '../data/column-choices.ts';
import { fixesCheck } from '../fixes/fix-parse.ts';
import { TrainscriptError } from '../problems/problem.ts';
import { DEFAULT_SPEC, type PhaseName, type PhaseSpec, phaseOf, type RunSpec, WATCH_DEFAULTS, WATCH_RULES } from './spec.ts';

/** Reads a run spec from JSON of unknown origin. What is absent is filled from the default run: a phase's settings from the
 *  phase of the same name. `document` names the source in messages.
 *  @throws TrainscriptError `field-…` with path, what was found and what was expected; `spec-version`, `spec-phases`, `spec-baseline`. */
export function parseSpec(json: unknown, document = 'run.json'): RunSpec {
  const spec = checkSpec(json, { document, path: '' });
  return { ...spec, name: spec.name || nameOf(spec.phases) };
}

/** The same, but a run without a name keeps none. */
export const checkSpec: Check<RunSpec> = (json, place) => {
  checkVersion(asObject(json, place), place.document);
  const spec = SPEC_CHECK(json, place);
  checkPhases(spec.phases, place);
  return spec;
};

/** Keeps a hand-written number from running away; a run of a million steps of three rows is still allowed. */
const MAX_STEPS = 1_000_000;
/** The first convolution's output takes 46 kB a row: 4,096 rows are 189 MB, about what one GPU buffer may hold. */
const MAX_BATCH_SIZE = 4096;
/** Rows are kept in 32 bits. */
const MAX_ROWS = 2 ** 32 - 1;
const MAX_TEXT = 200;
/** File systems take 255 characters; a column may be called by a sentence. */
const MAX_NAME = 1000;
const MAX_LIST = 100;

const fileReference = record({ file: text(1, MAX_NAME), sha256: sha256Text });

const init: Check<RunSpec['init']> = (value, place) => (value === 'random' ? 'random' : fileReference(value, place));

const label: Check<string | number> = (value, place) =>
  typeof value === 'number' ? whole(0, MAX_STEPS)(value, place) : text(1, MAX_NAME)(value, place);

function dataCheck(defaults: PhaseSpec['data']) {
  const required = {
    source: withDefault(text(1, MAX_TEXT), defaults.source),
    rows: withDefault(orNull(whole(1, MAX_ROWS)), null),
    test: withDefault(number(0, 0.99), defaults.test),
  };
  return record(required, {
    files: listOf(fileReference, MAX_LIST),
    delimiter: orNull(text(1, 1)),
    encoding: orNull(text(1, MAX_TEXT)),
    decimal: orNull(choice('.', ',')),
    thousands: orNull(choice('', ',', '.', ' ', "'")),
    header: orNull(truth),
    label: orNull(label),
    columns: orNull(columnChoices),
    missing: orNull(missingMarks),
    task: orNull(choice('classification', 'regression')),
    shape: orNull(choice('table', 'image')),
    maximum: orNull(number(1e-6, 1e9)),
    ragged: choice('refuse', 'skip', 'pad'),
    nested: choice('refuse', 'flatten'),
    broken: choice('refuse', 'skip'),
    unlabelled: choice('refuse', 'leave-out'),
    fixes: orNull(fixesCheck),
  });
}

function phaseCheck(name: PhaseName) {
  const defaults = phaseOf(DEFAULT_SPEC, name)!;
  return record({
    phase: choice(name),
    data: withDefault(dataCheck(defaults.data), defaults.data),
    epochs: withDefault(whole(1, MAX_STEPS), defaults.epochs),
    batchSize: withDefault(whole(1, MAX_BATCH_SIZE), defaults.batchSize),
    loss: withDefault(choice('auto', 'cross-entropy', 'binary-cross-entropy', 'mean-squared-error'), defaults.loss),
    optimizer: withDefault(optimizerCheck(defaults.optimizer), defaults.optimizer),
    evaluateEvery: withDefault(whole(1, MAX_STEPS), defaults.evaluateEvery),
    freeze: withDefault(listOf(text(1, MAX_TEXT), MAX_LIST), defaults.freeze),
    head: withDefault(choice('keep', 'replace'), defaults.head),
    baseline: withDefault(truth, defaults.baseline),
    indices: withDefault(orNull(fileReference), defaults.indices),
  });
}

function optimizerCheck(defaults: PhaseSpec['optimizer']) {
  return record({
    kind: withDefault(choice('adam'), defaults.kind),
    learningRate: withDefault(number(0, 10), defaults.learningRate),
    beta1: withDefault(number(0, 0.999999), defaults.beta1),
    beta2: withDefault(number(0, 0.999999), defaults.beta2),
    // Not 0: a parameter whose gradient is always 0 would then become 0/0.
    epsilon: withDefault(number(1e-12, 1), defaults.epsilon),
  });
}

export const PHASE_CHECKS = { pretrain: phaseCheck('pretrain'), finetune: phaseCheck('finetune') };

const phase: Check<PhaseSpec> = (value, place) => {
  const name = choice('pretrain', 'finetune')(asObject(value, place).phase, within(place, 'phase'));
  return PHASE_CHECKS[name](value, { ...place, path: place.path.replace(/\[\d\]$/, `.${name}`) });
};

const watch = record({
  notify: withDefault(truth, WATCH_DEFAULTS.notify),
  stopOn: withDefault(listOf(choice(...WATCH_RULES), WATCH_RULES.length), WATCH_DEFAULTS.stopOn),
});

export const SPEC_CHECK = record(
  {
    trainscript: choice(1),
    name: withDefault(text(0, MAX_TEXT), ''),
    seed: withDefault(whole(0, 2 ** 32 - 1), DEFAULT_SPEC.seed),
    model: withDefault(record({ kind: withDefault(choice('auto', 'cnn', 'mlp'), DEFAULT_SPEC.model.kind) }), DEFAULT_SPEC.model),
    init: withDefault(init, DEFAULT_SPEC.init),
    phases: withDefault(listOf(phase, 2), DEFAULT_SPEC.phases),
    log: withDefault(
      record({
        keyframeEvery: withDefault(whole(1, MAX_STEPS), DEFAULT_SPEC.log.keyframeEvery),
        histogramEvery: withDefault(whole(1, MAX_STEPS), DEFAULT_SPEC.log.histogramEvery),
        parameters: withDefault(choice('statistics', 'full'), DEFAULT_SPEC.log.parameters),
      }),
      DEFAULT_SPEC.log,
    ),
    policy: withDefault(choice('default'), DEFAULT_SPEC.policy),
    backend: withDefault(choice('auto', 'webgpu', 'wasm', 'webgl', 'cpu'), DEFAULT_SPEC.backend),
  },
  { watch },
);

function checkVersion(object: Readonly<Record<string, unknown>>, document: string): void {
  const found = object.trainscript;
  if (found !== 1) throw new TrainscriptError('spec-version', { document, found: JSON.stringify(found) ?? 'missing', expected: 1 });
}

const PHASE_ORDERS = ['pretrain', 'finetune', 'pretrain, finetune'];

function checkPhases(phases: readonly PhaseSpec[], { document }: Place): void {
  const found = phases.map(({ phase }) => phase).join(', ');
  if (!PHASE_ORDERS.includes(found)) throw new TrainscriptError('spec-phases', { document, found: found || 'none' });
  if (phases[0].phase === 'pretrain' && phases[0].baseline) throw new TrainscriptError('spec-baseline', { document });
}

/** A run without a name is called by its data. */
const nameOf = (phases: readonly PhaseSpec[]): string =>
  phases === DEFAULT_SPEC.phases ? DEFAULT_SPEC.name : phases.map(({ data }) => data.source).join(' to ');
