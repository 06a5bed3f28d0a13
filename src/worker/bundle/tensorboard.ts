import { joinBytes } from '../../core/join-bytes.ts';
import { phaseOf, type Track } from '../../core/spec/spec.ts';
import type { Metrics } from '../../core/training/metrics.ts';
import type { EvaluatedEvent, HistogramsEvent, RunEvent, StepEvent } from '../../core/transcript/events.ts';
import { eventFileName, fileVersionEvent, histogramEvent, scalarEvent, textEvent } from '../../formats/tfevents.ts';
import {
  experimentEvent,
  type HparamValue,
  type SessionStatus,
  sessionEndEvent,
  sessionStartEvent,
} from '../../formats/tfevents-hparams.ts';
import type { Survey, TrackSurvey } from './survey.ts';

/** What stands after the time in an event file's name, where TensorBoard's own writers put the host. */
const HOST = 'trainscript';

const EVALUATION_TAGS = [
  ['loss', 'loss'],
  ['accuracy', 'accuracy'],
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['f1', 'f1'],
  ['rocAuc', 'roc_auc'],
  ['mae', 'mae'],
  ['rmse', 'rmse'],
  ['r2', 'r2'],
] as const;

/** `tensorboard/<track>/events.out.tfevents.…`: TensorBoard takes each folder for a run. */
export const eventFilePath = (survey: Survey, track: Track): string => `tensorboard/${track}/${eventFileName(startSecond(survey), HOST)}`;

/** The records of a track's event file: a description, its hyperparameters, then scalars and histograms in order. */
export async function* eventFile(
  survey: Survey,
  track: TrackSurvey,
  events: AsyncIterable<readonly RunEvent[]>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const begin = startSecond(survey);
  let second = begin;
  yield joinBytes([fileVersionEvent(begin), textEvent(begin, 0, 'run', describe(survey)), ...hyperparameters(survey, track, begin)]);
  for await (const batch of events) {
    const records: Uint8Array[] = [];
    for (const event of batch) {
      if (event.kind === 'step') second = begin + event.wallTimeMs / 1000;
      records.push(...recordsOf(event, track.track, second));
    }
    yield joinBytes(records);
  }
  yield joinBytes([sessionEndEvent(second, sessionStatus(survey))]);
}

function recordsOf(event: RunEvent, track: Track, second: number): Uint8Array[] {
  if (!('phase' in event) || event.phase !== track) return [];
  if (event.kind === 'step') return [scalarEvent(second, event.step, stepScalars(event))];
  if (event.kind === 'evaluated')
    return [scalarEvent(second, event.step, [...testScalars('evaluation', event.metrics), ...deadScalars(event)])];
  if (event.kind === 'recalled') return [scalarEvent(second, event.step, testScalars('recalled', event.metrics))];
  if (event.kind === 'histograms') return histogramRecords(event, second);
  return [];
}

function* stepScalars({ loss, accuracy, learningRate, gradientNorm }: StepEvent): Generator<readonly [string, number]> {
  yield ['loss', loss];
  if (accuracy !== null) yield ['accuracy', accuracy];
  yield ['learning_rate', learningRate];
  yield ['gradient_norm', gradientNorm];
}

function testScalars(group: string, metrics: Metrics): (readonly [tag: string, value: number])[] {
  return EVALUATION_TAGS.flatMap(([metric, tag]) => {
    const value = metrics[metric];
    return value === null ? [] : [[`${group}/${tag}`, value] as const];
  });
}

const deadScalars = ({ deadUnits = {} }: EvaluatedEvent): (readonly [tag: string, value: number])[] =>
  Object.entries(deadUnits).map(([layer, [dead]]) => [`dead_units/${layer}`, dead]);

const histogramRecords = ({ step, parameters, gradients }: HistogramsEvent, second: number): Uint8Array[] =>
  [
    ['parameters', parameters],
    ['gradients', gradients],
  ].flatMap(([group, tensors]) =>
    Object.entries(tensors).map(([name, histogram]) => histogramEvent(second, step, `${group}/${name}`, histogram)),
  );

function hyperparameters(survey: Survey, { track, started, evaluated }: TrackSurvey, second: number): Uint8Array[] {
  const { spec, name, environment } = survey.started;
  const phase = phaseOf(spec, track === 'pretrain' ? 'pretrain' : 'finetune');
  const hparams = new Map<string, HparamValue>([
    ['track', track],
    ['model', started.model],
    ['seed', spec.seed],
    ['epochs', started.epochs],
    ['batch_size', started.batchSize],
    ['learning_rate', phase?.optimizer.learningRate ?? 0],
    ['loss', started.loss],
    ['train_rows', started.trainRows],
    ['starts_from', started.startsFrom],
    ['frozen', started.frozen.join(' ')],
    ['backend', environment.backend],
  ]);
  const scalars = evaluated === null ? [] : testScalars('evaluation', evaluated.metrics);
  const metrics = scalars.map(([tag]) => ({ group: '', tag, displayName: tag.replace('evaluation/', 'test ') }));
  return [experimentEvent(second, { name, description: '', hparams, metrics }), sessionStartEvent(second, track, hparams)];
}

function sessionStatus({ status }: Survey): SessionStatus {
  if (status === 'finished' || status === 'stopped') return 'success';
  return status === 'failed' || status === 'refused' ? 'failure' : 'running';
}

const describe = ({ started: { name, runId, spec, environment } }: Survey): string =>
  `**${name}** (run \`${runId}\`, ${environment.backend})\n\n\`\`\`json\n${JSON.stringify(spec, null, 2)}\n\`\`\`\n`;

const startSecond = ({ started }: Survey): number => Date.parse(started.startedAt) / 1000;
