import type { Locale } from '../core/locale.ts';
import { formatProblem, TrainscriptError } from '../core/problems/problem.ts';
import type { PhaseName } from '../core/spec/spec.ts';
import { LineChain } from '../core/transcript/transcript.ts';
import { gzip } from '../formats/gzip.ts';
import { reportPage } from '../formats/report/report.ts';
import { croissant } from '../formats/standards/croissant.ts';
import { huggingFaceCard } from '../formats/standards/hugging-face.ts';
import { openLineage } from '../formats/standards/open-lineage.ts';
import type { Database } from '../store/database.ts';
import { readRun } from '../store/runs.ts';
import { type BundleEntry, jsonDocument, utf8 } from './bundle/entry.ts';
import { parametersPath, READ_PARAMETERS } from './bundle/full-parameters.ts';
import { eventsJsonl, histogramsJsonl, usageTsv } from './bundle/json-lines.ts';
import { placeKeyframes } from './bundle/keyframes.ts';
import { modelFiles, parametersOf, type TrainedModel, trainedModels } from './bundle/models.ts';
import { readme } from './bundle/readme.ts';
import { auditRecord, environmentRecord, lineageFacts, reportFacts, specDocument } from './bundle/records.ts';
import { type Survey, surveyRun } from './bundle/survey.ts';
import { confusionCsv, evaluationsCsv, statisticsCsv, stepsCsv } from './bundle/tables.ts';
import { eventFile, eventFilePath } from './bundle/tensorboard.ts';
import { verifyGuide } from './bundle/verify.ts';
import { type BundleProgress, writeBundle } from './bundle/write.ts';
import { checkedParameters } from './resume/stored-parameters.ts';
import { runSlug } from './run-slug.ts';
import { checkedKeyframe, type RunSource, storedRun } from './run-source.ts';

/** Makes the bundle of a run from what is kept of it, and only from that: a run of yesterday gives the same as one that
 *  has just ended. The report of the audit is in the language of `locale`, all else is the same in each. @throws TrainscriptError `run-missing`, `transcript-damaged` where not even the beginning is left. */
export async function makeBundle(database: Database, runId: string, onProgress: BundleProgress, locale: Locale = 'en'): Promise<File> {
  const record = await readRun(database, runId);
  const plan = () => bundleEntries(storedRun(database, record), locale);
  return writeBundle(plan, bundleName(record.name), new Date(record.startedAt), onProgress);
}

export const bundleName = (runName: string): string => `${runSlug(runName)}.trainscript.zip`;

/** The bundle's files in order. Each is read from the run when its turn has come, a few events at a time; the README comes
 *  last, when all is known that it tells. `manifest.json` and `SHA256SUMS` are the writer's. */
export async function* bundleEntries(source: RunSource, locale: Locale = 'en'): AsyncGenerator<BundleEntry> {
  const survey = await surveyRun(source);
  if (survey === null) throw new TrainscriptError('transcript-damaged', { runId: source.runId, seq: 0, detail: 'its first event is gone' });
  const notes: Notes = { paths: ['manifest.json'], models: [], missing: [], chain: new LineChain() };
  for await (const entry of files(source, survey, notes, locale)) {
    notes.paths.push(entry.path);
    yield entry;
  }
  yield { path: 'README.md', content: readme(survey, notes) };
}

interface Notes {
  readonly paths: string[];
  readonly models: TrainedModel[];
  readonly missing: string[];
  /** Of the lines written to `events.jsonl`. */
  readonly chain: LineChain;
}

async function* files(source: RunSource, survey: Survey, notes: Notes, locale: Locale): AsyncGenerator<BundleEntry> {
  yield { path: 'run.json', content: specDocument(survey.started.spec) };
  yield { path: 'environment.json', content: jsonDocument(environmentRecord(survey)) };
  yield { path: 'events.jsonl', content: utf8(eventsJsonl(source.stretches(), notes.chain)) };
  yield { path: 'steps.csv', content: utf8(stepsCsv(source.events())) };
  yield { path: 'evaluations.csv', content: utf8(evaluationsCsv(source.events())) };
  yield* confusionFiles(survey);
  yield { path: 'parameters/statistics.csv', content: utf8(statisticsCsv(source.events())) };
  yield { path: 'parameters/histograms.jsonl', content: utf8(histogramsJsonl(source.events())) };
  yield* keyframeFiles(source, survey, notes);
  yield* parameterFiles(source, survey, notes);
  yield* usageFiles(source, survey);
  yield* allModelFiles(source, survey, notes);
  yield* auditFiles(survey, locale);
  yield* policyFiles(survey);
  yield* standardsFiles(survey);
  yield* tensorboardFiles(source, survey);
  yield { path: 'VERIFY.md', content: verifyGuide(survey, notes.chain) };
}

function* confusionFiles({ tracks }: Survey): Generator<BundleEntry> {
  for (const { track, started, evaluated } of tracks) {
    const confusion = evaluated?.metrics.confusion;
    if (confusion) yield { path: `confusion-${track}.csv`, content: confusionCsv(confusion, started.classes) };
  }
}

async function* keyframeFiles(source: RunSource, { keyframes }: Survey, notes: Notes): AsyncGenerator<BundleEntry> {
  for (const { path, keyframe } of placeKeyframes(keyframes)) {
    const content = await unlessLost(notes, () => checkedKeyframe(source, keyframe));
    if (content !== undefined) yield { path, content };
  }
}

async function* parameterFiles(source: RunSource, { parameters }: Survey, notes: Notes): AsyncGenerator<BundleEntry> {
  for (const event of parameters) {
    const content = await unlessLost(notes, () => checkedParameters(source, event));
    if (content !== undefined) yield { path: parametersPath(event), content };
  }
  if (parameters.length > 0) yield { path: 'parameters/full/read.py', content: READ_PARAMETERS };
}

function* usageFiles(source: RunSource, { tracks }: Survey): Generator<BundleEntry> {
  for (const { track, usage } of tracks) {
    if (usage.steps > 0) yield { path: `usage/${track}.tsv.gz`, content: gzip(utf8(usageTsv(source.events(), track))) };
  }
}

async function* allModelFiles(source: RunSource, survey: Survey, notes: Notes): AsyncGenerator<BundleEntry> {
  for (const model of trainedModels(survey)) {
    const keyframe = await unlessLost(notes, () => checkedKeyframe(source, model.keyframe));
    if (keyframe === undefined) continue;
    notes.models.push(model);
    yield* modelFiles(model, parametersOf(keyframe, model.path));
  }
}

function* auditFiles(survey: Survey, locale: Locale): Generator<BundleEntry> {
  const phases = Object.keys(survey.audits) as PhaseName[];
  for (const phase of phases) yield { path: `audit/${phase}.json`, content: jsonDocument(auditRecord(survey, phase)) };
  if (phases.length > 0) yield { path: 'audit/report.html', content: reportPage(reportFacts(survey), locale) };
}

function* policyFiles({ verdict }: Survey): Generator<BundleEntry> {
  if (verdict === null) return;
  const { cards, ...decision } = verdict;
  for (const [phase, card] of Object.entries(cards)) yield { path: `policy/card-${phase}.json`, content: jsonDocument(card) };
  yield { path: 'policy/verdict.json', content: jsonDocument(decision) };
}

function* standardsFiles(survey: Survey): Generator<BundleEntry> {
  const facts = lineageFacts(survey);
  for (const report of facts.phases) {
    yield { path: `standards/${report.phase}/croissant.json`, content: jsonDocument(croissant(report)) };
    yield { path: `standards/${report.phase}/README.md`, content: huggingFaceCard(report) };
  }
  if (facts.phases.length > 0) yield { path: 'standards/openlineage.json', content: jsonDocument(openLineage(facts)) };
}

function* tensorboardFiles(source: RunSource, survey: Survey): Generator<BundleEntry> {
  for (const track of survey.tracks) yield { path: eventFilePath(survey, track.track), content: eventFile(survey, track, source.events()) };
}

const LOST: ReadonlySet<string> = new Set(['keyframe-missing', 'keyframe-damaged', 'parameters-missing', 'parameters-damaged']);

/** A file that the store lost is no reason to keep the rest from the person: the README tells of it. */
async function unlessLost<T>(notes: Notes, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TrainscriptError) || !LOST.has(error.code)) throw error;
    const reason = formatProblem(error.problem);
    if (!notes.missing.includes(reason)) notes.missing.push(reason);
    return undefined;
  }
}
