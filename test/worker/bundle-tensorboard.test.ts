import { execFileSync, spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Survey, surveyRun } from '../../src/worker/bundle/survey.ts';
import { eventFile, eventFilePath } from '../../src/worker/bundle/tensorboard.ts';
import type { RunSource } from '../../src/worker/run-source.ts';
import { memorySource } from './memory-source.ts';
import { recallingRun, refusedRun, sampleRun } from './sample-run.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url).pathname;
const BEGIN = Date.parse('2026-03-01T09:30:00.000Z') / 1000;
const missing = spawnSync('protoc', ['--version']).status !== 0;

/** The records of a track's file, without their frames. */
async function recordsOf(source: RunSource, name: string): Promise<Uint8Array[]> {
  const survey = (await surveyRun(source)) as Survey;
  const track = survey.tracks.find((candidate) => candidate.track === name);
  if (track === undefined) throw new Error(`no track ${name}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of eventFile(survey, track, source.events())) chunks.push(chunk);
  const file = Buffer.concat(chunks);
  const records: Uint8Array[] = [];
  for (let at = 0; at < file.length; ) {
    const length = Number(file.readBigUInt64LE(at));
    records.push(file.subarray(at + 12, at + 12 + length));
    at += length + 16;
  }
  return records;
}

/** The record as protoc puts it into words, without its layout. */
function words(record: Uint8Array): string {
  const args = [`--proto_path=${FIXTURES}`, '--decode=tfevents.Event', 'tfevents.proto'];
  return execFileSync('protoc', args, { input: record, encoding: 'utf8' }).trim().replaceAll(/\s+/g, ' ');
}

describe('a track’s event file', () => {
  test('stands in the track’s folder, dated by the run’s start', async () => {
    const survey = (await surveyRun(memorySource(sampleRun()))) as Survey;
    expect(eventFilePath(survey, 'baseline')).toBe(`tensorboard/baseline/events.out.tfevents.${BEGIN}.trainscript`);
  });

  test('has a record for every step, evaluation and histogram of its track, however the store cut the transcript', async () => {
    const whole = await recordsOf(memorySource(sampleRun(), 1000), 'finetune');
    expect(whole).toHaveLength(1 + 1 + 2 + 2 + 3 + 2 + 1);
    expect(await recordsOf(memorySource(sampleRun(), 1), 'finetune')).toEqual(whole);
  });

  test('a run that was refused has none', async () => {
    expect(await surveyRun(memorySource(refusedRun()))).toMatchObject({ tracks: [] });
  });
});

describe.skipIf(missing)(missing ? 'read by protoc (skipped: no protoc)' : 'read by protoc', () => {
  let records: string[] = [];
  beforeAll(async () => {
    records = (await recordsOf(memorySource(sampleRun()), 'finetune')).map(words);
  });
  const scalars = (values: Record<string, number | string>) =>
    `summary { ${Object.entries(values)
      .map(([tag, value]) => `value { tag: "${tag}" simple_value: ${value} }`)
      .join(' ')} }`;

  test('begins with version, description and hyperparameters', () => {
    expect(records[0]).toContain('brain.Event:2');
    expect(records[1]).toContain('tag: "run"');
    expect(records[1]).toContain('**Sample run**');
    expect(records[1]).toContain('learningRate');
    expect(records[2]).toContain('metric_infos { name { tag: "evaluation/accuracy" } display_name: "test accuracy" }');
    expect(records[3]).toContain('hparams { key: "batch_size" value { number_value: 2 } }');
    expect(records[3]).toContain('hparams { key: "starts_from" value { string_value: "pretrain" } }');
    expect(records[3]).toContain('group_name: "finetune"');
  });

  test('has each step’s scalars at the time of the step', () => {
    const steps = records.filter((record) => record.includes('tag: "loss"'));
    // protoc shows nine digits where seven would do.
    const values = [
      [5, 0.4, 1],
      [6, 0.333333313, 0.5],
      [7, 0.285714298, 1],
    ];
    expect(steps).toEqual(
      values.map(([step, loss, accuracy]) => {
        const shown = scalars({ loss, accuracy, learning_rate: 0.001, gradient_norm: '1e-07' });
        return `wall_time: ${BEGIN + step / 10} step: ${step} ${shown}`;
      }),
    );
  });

  test('has the test metrics that apply, before the first step and after the last', () => {
    const metrics = { 'evaluation/precision': 0.5, 'evaluation/recall': 0.5, 'evaluation/f1': 0.5 };
    expect(records.filter((record) => record.includes('tag: "evaluation/loss" simple_value'))).toEqual([
      `wall_time: ${BEGIN + 0.4} step: 4 ${scalars({ 'evaluation/loss': 0.25, 'evaluation/accuracy': 0.1, ...metrics })}`,
      `wall_time: ${BEGIN + 0.7} step: 7 ${scalars({ 'evaluation/loss': 0.25, 'evaluation/accuracy': 0.9, ...metrics })}`,
    ]);
  });

  test('has what was recalled under a tag of its own', async () => {
    const recalled = (await recordsOf(memorySource(recallingRun()), 'finetune'))
      .map(words)
      .filter((record) => record.includes('recalled/'));
    const metrics = { 'recalled/precision': 0.5, 'recalled/recall': 0.5, 'recalled/f1': 0.5 };
    expect(recalled).toEqual([
      `wall_time: ${BEGIN + 0.4} step: 4 ${scalars({ 'recalled/loss': 0.25, 'recalled/accuracy': 0.75, ...metrics })}`,
      `wall_time: ${BEGIN + 0.7} step: 7 ${scalars({ 'recalled/loss': 0.25, 'recalled/accuracy': 0.5, ...metrics })}`,
    ]);
  });

  test('has the dead units of each layer', async () => {
    const evaluations = (await recordsOf(memorySource(recallingRun()), 'finetune'))
      .map(words)
      .filter((record) => record.includes('dead_units/'));
    expect(evaluations).toHaveLength(2);
    for (const record of evaluations) expect(record).toContain(scalars({ 'dead_units/conv1': 0, 'dead_units/fc1': 3 }).slice(10, -2));
  });

  test('has distributions of parameters and gradients', () => {
    const histograms = records.filter((record) => record.includes('plugin_name: "histograms"'));
    expect(histograms.map((record) => /step: (\d+) .*tag: "([^"]+)"/.exec(record)?.slice(1))).toEqual([
      ['7', 'parameters/fc1.weight'],
      ['7', 'gradients/fc1.weight'],
    ]);
  });

  test('ends with how the run ended', () => {
    expect(records.at(-1)).toContain('session_end_info { status: 1');
  });
});
