import { type ClassTarget, type Dataset, type PhaseData, type Task, taskOf, usableRows } from '../data/dataset.ts';
import type { TableEncoding } from '../data/encode.ts';
import { type RowClasses, rowClasses } from '../data/row-classes.ts';
import { type RowInputs, rowInputs } from '../data/row-inputs.ts';
import { splitRows } from '../data/split.ts';
import { TrainscriptError } from '../problems/problem.ts';
import type { LossName, PhaseSpec, RunSpec } from '../spec/spec.ts';
import { type Batch, batchesOf, indexedBatches, stepsPerEpoch } from './batches.ts';
import { cnn, type Model, mlp, trainableLayers } from './model.ts';
import type { StepRows } from './step-rows.ts';

/** Everything a phase needs to train, decided before its first step. */
export interface TrackPlan {
  readonly phase: PhaseSpec;
  readonly dataset: Dataset;
  readonly inputs: RowInputs;
  readonly trainRows: Uint32Array;
  readonly test: TestRows;
  readonly task: Task;
  readonly loss: LossName;
  readonly classes: readonly string[] | null;
  readonly model: Model;
  readonly steps: number;
  /** Rows of the largest batch. */
  readonly largestBatch: number;
  /** The phase's batches but for the first `done`; `after` is the run's step before its first one. */
  batches(after: number, done?: number): Generator<Batch, void, void>;
}

/** Held-out rows, from the same files or from a test set that the files bring. */
export interface TestRows {
  readonly dataset: Dataset;
  readonly inputs: RowInputs;
  readonly rows: Uint32Array;
}

export interface PlanContext {
  readonly spec: RunSpec;
  readonly phase: PhaseSpec;
  readonly data: PhaseData;
  readonly indices: StepRows | null;
  /** Of the pretraining, where this phase goes on from it: a table must then be encoded as it was there. */
  readonly encoding: TableEncoding | null;
}

/** @throws TrainscriptError `model-needs-images`, `loss-unfit`, `freeze-unknown`, `freeze-all`, `no-rows-left` */
export function planTrack({ spec, phase, data, indices, encoding }: PlanContext): TrackPlan {
  const dataset = data.train;
  const { train, test } = splitPhase(spec, phase, data, indices);
  const inputs = rowInputs(dataset, train, encoding);
  const task = taskOf(dataset.target);
  const loss = lossFor(phase, task);
  const classes = dataset.target.kind === 'classes' ? dataset.target.names : null;
  const outputs = loss === 'cross-entropy' ? (classes?.length ?? 1) : 1;
  const model = modelFor(spec, phase, dataset, inputs, outputs);
  checkFreeze(phase, model);
  const plan = { trainRows: train, seed: spec.seed, phase: phase.phase, epochs: phase.epochs, batchSize: phase.batchSize };
  return {
    phase,
    dataset,
    inputs,
    trainRows: train,
    test: testRows(data, dataset, test, inputs),
    task,
    loss,
    classes,
    model,
    steps: indices ? indices.steps.length : stepsPerEpoch(plan) * phase.epochs,
    largestBatch: indices ? largestStep(indices) : Math.min(phase.batchSize, train.length),
    batches: (after, done = 0) => (indices ? indexedBatches(indices, after, done) : batchesOf(plan, after, done)),
  };
}

const largestStep = ({ offsets }: StepRows): number =>
  offsets.reduce((most, offset, i) => Math.max(most, i > 0 ? offset - offsets[i - 1] : 0), 1);

/** The files' own test set serves where all rows are used; else the share that the spec holds out. */
const bringsTestSet = (phase: PhaseSpec, data: PhaseData): boolean => data.test !== null && phase.data.rows === null;

/** The rows that a phase trains on, and those that it holds out. */
export function splitPhase(spec: RunSpec, phase: PhaseSpec, data: PhaseData, indices: StepRows | null) {
  const share = bringsTestSet(phase, data) ? 0 : phase.data.test;
  const split = splitRows(usableRows(data.train), { rows: phase.data.rows, test: share, seed: spec.seed, phase: phase.phase });
  if (!indices) return split;
  const named = new Set(indices.rows);
  return { train: Uint32Array.from(named).sort(), test: split.test.filter((row) => !named.has(row)) };
}

/** Of those rows, their classes; null where there are none. */
export const classesToTrainOn = (spec: RunSpec, phase: PhaseSpec, data: PhaseData, indices: StepRows | null): RowClasses | null =>
  new Set(data.train.excluded).size < data.train.rows ? rowClasses(data.train, splitPhase(spec, phase, data, indices).train) : null;

function testRows(data: PhaseData, dataset: Dataset, held: Uint32Array, inputs: RowInputs): TestRows {
  if (held.length > 0 || data.test === null) return { dataset, inputs, rows: held };
  const aligned = alignClasses(dataset, data.test);
  return { dataset: aligned, inputs: rowInputs(aligned, held, inputs.encoding), rows: usableRows(aligned) };
}

/** A test set that lacks a class numbers its classes otherwise: gives them the training set's numbers. Rows of classes that
 *  training never saw are left out. */
export function alignClasses(train: Dataset, test: Dataset): Dataset {
  if (train.target.kind !== 'classes' || test.target.kind !== 'classes') return test;
  const { names } = train.target;
  const codeOf = test.target.names.map((name) => names.indexOf(name));
  const codes = test.target.codes.map((code) => (code < 0 ? -1 : codeOf[code]));
  const target: ClassTarget = { ...test.target, names, codes };
  const unknown = Array.from(codes.keys()).filter((row) => codes[row] < 0);
  return { ...test, target, excluded: [...new Set([...test.excluded, ...unknown])].sort((a, b) => a - b) };
}

const LOSSES: Readonly<Record<Task, readonly LossName[]>> = {
  multiclass: ['cross-entropy'],
  binary: ['binary-cross-entropy', 'cross-entropy'],
  regression: ['mean-squared-error'],
};

function lossFor({ phase, loss }: PhaseSpec, task: Task): LossName {
  const fitting = LOSSES[task];
  if (loss === 'auto') return fitting[0];
  if (fitting.includes(loss)) return loss;
  throw new TrainscriptError('loss-unfit', { phase, loss, task, expected: fitting.join(' / ') });
}

function modelFor({ model }: RunSpec, { phase }: PhaseSpec, { features }: Dataset, inputs: RowInputs, outputs: number): Model {
  const kind = model.kind === 'auto' ? (features.kind === 'image' ? 'cnn' : 'mlp') : model.kind;
  if (kind === 'mlp') return mlp(inputs.size, outputs);
  if (features.kind !== 'image') throw new TrainscriptError('model-needs-images', { phase, inputs: inputs.size });
  return cnn(outputs);
}

function checkFreeze({ freeze }: PhaseSpec, model: Model): void {
  const known = trainableLayers(model);
  const unknown = freeze.find((layer) => !known.includes(layer));
  if (unknown !== undefined) throw new TrainscriptError('freeze-unknown', { layer: unknown, known: known.join(', ') });
  if (known.every((layer) => freeze.includes(layer))) throw new TrainscriptError('freeze-all', { layers: known.join(', ') });
}
