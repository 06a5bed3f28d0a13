import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { PhaseName, RunSpec } from '../core/spec/spec.ts';
import { encodeSpec } from '../core/spec/spec-link.ts';
import { canonicalJson } from '../core/transcript/canonical.ts';
import type { RunStatus } from '../core/transcript/events.ts';
import { DrivenPage } from './driven-page.ts';
import type { PageReport, RunReport } from './page-report.ts';
import type { PreparedData, PreparedRecord } from './prepare.ts';
import type { Printer } from './printer.ts';
import { otherFiles } from './requested-spec.ts';
import { servePage } from './serve.ts';
import { until, type Watching } from './watch.ts';

/** What came of a run, and where its bundle is. */
export interface Recording {
  readonly run: RunReport;
  readonly backend: string;
  readonly bundle: { readonly file: string; readonly bytes: number };
  /** From pressing «Start» to the last event. */
  readonly secondsFromStart: number;
}

export interface RecordContext {
  /** The project's root. */
  readonly root: string;
  readonly printer: Printer;
  /** Stops the run as «Stop» does: what was logged is kept, and goes into the bundle. */
  readonly signal: AbortSignal;
}

/** Trains in the page as the request says, and saves the bundle.
 *  @throws TrainscriptError where the page has a problem of its own, crashes or stalls; a run that failed, was stopped or was
 *  refused is a result like any other. */
export async function record(prepared: PreparedRecord, context: RecordContext): Promise<Recording> {
  const { root, printer } = context;
  const served = await servePage(root, (line) => printer.say(line));
  try {
    const page = await openPage(`${served.url}#spec=${encodeSpec(prepared.spec)}`, prepared.spec, printer);
    try {
      return await recordIn(page, prepared, context);
    } finally {
      await page.close();
    }
  } finally {
    printer.clear();
    await served.close();
  }
}

/** WebGPU on the machine's own GPU where it has one, else in software where it is asked for by name: «auto» would not choose that. */
async function openPage(url: string, { backend }: RunSpec, printer: Printer): Promise<DrivenPage> {
  const onComplaint = (text: string) => printer.error(`page: ${text}`);
  const page = await DrivenPage.open(url, { software: false, onComplaint });
  if (backend !== 'webgpu' || (await page.hasWebGpu())) return page;
  await page.close();
  printer.say('no GPU for WebGPU on this machine: computing it in software, which is slow');
  return DrivenPage.open(url, { software: true, onComplaint });
}

async function recordIn(page: DrivenPage, prepared: PreparedRecord, { printer, signal }: RecordContext): Promise<Recording> {
  const watching: Watching = { onReport: (report) => printer.progress(report) };
  await until(page, ({ environment }) => environment !== null, watching);
  await bringFiles(page, prepared, watching);
  tellOtherFiles(prepared.spec, await page.report(), printer);
  const stop = () => void page.stop().catch(() => undefined);
  signal.addEventListener('abort', stop);
  const startedMs = performance.now();
  const failure = await trained(page, watching);
  const secondsFromStart = (performance.now() - startedMs) / 1000;
  signal.removeEventListener('abort', stop);
  const { run, environment } = await page.report();
  if (run === null) throw failure;
  const bundle = await saveBundle(page, prepared.out, watching).catch((error: unknown) => Promise.reject(failure ?? error));
  if (failure !== undefined) throw failure;
  return { run, backend: environment?.backend ?? 'unknown', bundle, secondsFromStart };
}

/** Files are chosen one after the other, each when the one before is read: problems then name the right one. */
async function bringFiles(page: DrivenPage, { data, init }: PreparedRecord, watching: Watching): Promise<void> {
  for (const phase of ['pretrain', 'finetune'] as const) {
    const { files, card, indices }: PreparedData = data[phase] ?? { files: [], card: null, indices: null };
    if (files.length > 0) {
      await page.chooseFiles(phase, files);
      checkTaken(phase, files, await page.report());
      await until(page, ({ loaded, loading }) => loaded[phase] !== null && loading[phase] === null, watching);
    }
    if (card !== null) {
      await page.chooseCard(phase, card.file);
      await until(page, ({ cards }) => canonicalJson(cards[phase]) === canonicalJson(card.card), watching);
    }
    if (indices !== null) {
      await page.chooseRowOrder(phase, indices);
      await until(page, ({ indicesSha256 }) => indicesSha256[phase] !== null, watching);
    }
  }
  if (init !== null) {
    await page.chooseWeights(init);
    await until(page, ({ initSha256 }) => initSha256 !== null, watching);
  }
}

/** The page tells weights and cards from data by their names: files that it takes for neither data nor a mistake load nothing. */
function checkTaken(phase: PhaseName, files: readonly string[], { loading, loaded, problems }: PageReport): void {
  if (loading[phase] !== null || loaded[phase] !== null || problems[phase] !== undefined) return;
  throw new TrainscriptError('files-not-taken', { phase, found: files.map((file) => basename(file)).join(', ') });
}

/** Another file than the spec was made with is allowed, but should not go unnoticed. */
function tellOtherFiles(spec: RunSpec, { loaded, initSha256 }: PageReport, printer: Printer): void {
  const brought = { pretrain: loaded.pretrain?.hashes ?? [], finetune: loaded.finetune?.hashes ?? [] };
  for (const phase of otherFiles(spec, brought)) printer.say(`note: the ${phase} files are not the ones that the spec was made with`);
  if (spec.init !== 'random' && spec.init.sha256 !== initSha256) printer.say(`note: the weights are not ${spec.init.file} of the spec`);
}

const ENDS: readonly RunStatus[] = ['finished', 'stopped', 'failed', 'refused'];

/** Presses «Start» and waits for the run's end. What goes wrong on the way is returned: what was logged until then can still be had. */
async function trained(page: DrivenPage, watching: Watching): Promise<unknown> {
  try {
    const reason = await page.start();
    if (reason !== null) throw new TrainscriptError('page-not-startable', { detail: reason });
    await until(page, ({ run }) => run !== null && ENDS.includes(run.status), watching);
    return undefined;
  } catch (error) {
    return error;
  }
}

async function saveBundle(page: DrivenPage, out: string | null, watching: Watching): Promise<Recording['bundle']> {
  let done = false;
  const downloading = page.download().finally(() => {
    done = true;
  });
  const [download] = await Promise.all([downloading, until(page, () => done, watching)]);
  const file = out ?? freeName(resolve(basename(download.suggestedFilename())));
  await download.saveAs(file);
  return { file, bytes: statSync(file).size };
}

/** A bundle is a record: one that has no name of its own does not take the place of an earlier one. */
export function freeName(file: string, exists: (file: string) => boolean = existsSync): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? file : file.replace(/(\.trainscript)?\.zip$/, `-${number}$&`);
    if (!exists(name)) return name;
  }
}
