import type { PhaseName, Track } from '../core/spec/spec.ts';
import type { EvaluationReport, PageReport } from './page-report.ts';

/** How fast a run goes, for the bar: null until two steps are known. */
export interface Pace {
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
}

const TRACK_WORDS: Readonly<Record<Track, string>> = { pretrain: 'pretraining', finetune: 'fine-tuning', baseline: 'baseline' };
const DATA_WORDS: Readonly<Record<PhaseName, string>> = { pretrain: 'pretraining data', finetune: 'fine-tuning data' };

/** What the page is doing, in a few words. */
export function doingText({ loading, run, starting, bundle, environment }: PageReport): string {
  const phase = (['pretrain', 'finetune'] as const).find((name) => loading[name] !== null);
  if (phase !== undefined) return `${DATA_WORDS[phase]}: ${loadingText(loading[phase]!)}`;
  if (bundle.kind === 'making') return `making the bundle${bundle.entry === '' ? '' : `: ${bundle.entry}`}`;
  if (run?.status === 'running') return run.phase === null ? 'preparing the run' : `${TRACK_WORDS[run.phase]} at step ${count(run.step)}`;
  if (starting) return 'starting the run';
  return environment === null ? 'opening the page' : 'waiting for the page';
}

const STAGE_WORDS = { fetch: 'fetched', read: 'read', audit: 'audited' } as const;

function loadingText({ stage, done, total }: NonNullable<PageReport['loading'][PhaseName]>): string {
  return total > 0 ? `${Math.floor((100 * done) / total)} % ${STAGE_WORDS[stage]}` : `being ${STAGE_WORDS[stage]}`;
}

/** One line for a log: «fine-tuning 210/380 · loss 0.213 · accuracy 0.953 · 12.4 steps/s · 14 s left». */
export function progressLine(report: PageReport, pace: Pace | null): string {
  const { run } = report;
  if (run?.status !== 'running' || run.phase === null) return doingText(report);
  return [`${TRACK_WORDS[run.phase]} ${count(run.step)}/${count(run.totalSteps)}`, ...figures(report, pace)].join(' · ');
}

/** The same as a bar that fills `columns` characters at most: figures are left out from the right before the bar gets too short. */
export function progressBar(report: PageReport, pace: Pace | null, columns: number): string {
  const { run } = report;
  if (run?.status !== 'running' || run.phase === null || run.totalSteps === 0) return doingText(report).slice(0, columns);
  const left = `${TRACK_WORDS[run.phase].padEnd(LONGEST_TRACK)} `;
  const right = [`${count(run.step)}/${count(run.totalSteps)}`, ...figures(report, pace)];
  const room = () => columns - left.length - right.join(' · ').length - 1;
  while (right.length > 1 && room() < SHORTEST_BAR) right.pop();
  return `${left}${bar(run.step / run.totalSteps, Math.min(LONGEST_BAR, room()))} ${right.join(' · ')}`.slice(0, columns);
}

const LONGEST_TRACK = Math.max(...Object.values(TRACK_WORDS).map((word) => word.length));
const SHORTEST_BAR = 10;
const LONGEST_BAR = 40;

function bar(share: number, width: number): string {
  if (width < 1) return '';
  const full = Math.floor(share * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

function figures({ run }: PageReport, pace: Pace | null): readonly string[] {
  return [
    run?.loss == null ? [] : `loss ${figure(run.loss)}`,
    run?.accuracy == null ? [] : `accuracy ${figure(run.accuracy)}`,
    pace === null ? [] : [`${Number(pace.stepsPerSecond.toPrecision(3))} steps/s`, `${duration(pace.secondsLeft)} left`],
  ].flat();
}

/** What came of a run's last evaluations: «fine-tuned accuracy 0.975, baseline accuracy 0.944». */
export function resultText(evaluations: readonly EvaluationReport[]): string {
  const words: Readonly<Record<Track, string>> = { pretrain: 'pretrained', finetune: 'fine-tuned', baseline: 'baseline' };
  const texts = evaluations.map(({ phase, accuracy, rmse, r2 }) => {
    if (accuracy !== null) return `${words[phase]} accuracy ${figure(accuracy)}`;
    return `${words[phase]} RMSE ${rmse === null ? '–' : figure(rmse)}, R² ${r2 === null ? '–' : figure(r2)}`;
  });
  return texts.join(', ');
}

/** Three or four significant digits, as many as a glance can use. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 4).replace(/\.?0+$/, '');
}

/** Whole numbers with their thousands apart. */
export const count = (value: number): string => value.toLocaleString('en-US');

export function duration(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function fileSize(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
