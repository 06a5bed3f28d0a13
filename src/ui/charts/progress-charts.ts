import { msg } from '@lit/localize';
import type { MetricName } from '../../app/charts/run-charts.ts';
import type { RunView } from '../../app/view-state.ts';
import { formatShare, formatShareTick, formatTick, formatValue } from '../parts/numbers.ts';
import type { ChartScale } from './chart-options.ts';
import type { Ghost } from './chart-painting.ts';

const LINEAR: ChartScale = { kind: 'linear', format: formatValue, tick: formatTick };
const LOG: ChartScale = { ...LINEAR, kind: 'log' };
const SHARE: ChartScale = { kind: 'share', format: (value) => formatShare(value), tick: formatShareTick };

const LARGE: readonly MetricName[] = ['loss', 'accuracy'];
const SMALL: readonly MetricName[] = ['gradientNorm', 'updateRatio', 'rate', 'testLoss', 'testAccuracy'];
const SHARES: readonly MetricName[] = ['accuracy', 'testAccuracy'];

/** What a chart is called, what stands in it before a run, and how its values are scaled. */
export interface ChartLook {
  readonly heading: string;
  readonly hint: string;
  readonly ghost: Ghost;
  readonly scale: ChartScale;
}

/** Which charts stand where: those that a person keeps on top, then the large, then the small. Accuracy is of classes only. */
export function shownMetrics(
  run: Pick<RunView, 'phases'> | null,
  pinned: readonly MetricName[],
): Readonly<Record<'pinned' | 'large' | 'small', readonly MetricName[]>> {
  const phases = run?.phases ?? [];
  const classes = phases.length === 0 || phases.some(({ task }) => task !== 'regression');
  const applies = (metric: MetricName) => classes || !SHARES.includes(metric);
  const rest = (metrics: readonly MetricName[]) => metrics.filter((metric) => applies(metric) && !pinned.includes(metric));
  return { pinned: pinned.filter(applies), large: rest(LARGE), small: rest(SMALL) };
}

export function chartLook(metric: MetricName, log: boolean, compact: boolean): ChartLook {
  const scale = SHARES.includes(metric) ? SHARE : log ? LOG : LINEAR;
  return { scale, ghost: ghostOf(metric), heading: headingOf(metric), hint: compact ? shortHintOf(metric) : hintOf(metric) };
}

function ghostOf(metric: MetricName): Ghost {
  if (metric === 'rate') return 'level';
  return SHARES.includes(metric) ? 'rising' : 'falling';
}

function headingOf(metric: MetricName): string {
  switch (metric) {
    case 'loss':
      return msg('Loss');
    case 'accuracy':
      return msg('Accuracy');
    case 'gradientNorm':
      return msg('Gradient norm');
    case 'updateRatio':
      return msg('Update ratio');
    case 'rate':
      return msg('Steps per second');
    case 'testLoss':
      return msg('Test loss');
    case 'testAccuracy':
      return msg('Test accuracy');
  }
}

function hintOf(metric: MetricName): string {
  if (metric === 'loss') return msg('Every step’s loss appears here: faint as it was measured, bold as smoothed.');
  if (metric === 'accuracy') return msg('The share of each batch that was predicted right, and rings for the test rows.');
  return shortHintOf(metric);
}

function shortHintOf(metric: MetricName): string {
  switch (metric) {
    case 'loss':
      return msg('how wrong the network is');
    case 'accuracy':
      return msg('how often it is right');
    case 'gradientNorm':
      return msg('how steep the loss is');
    case 'updateRatio':
      return msg('how far a step moves');
    case 'rate':
      return msg('how fast');
    case 'testLoss':
      return msg('the loss of rows it never learned from');
    case 'testAccuracy':
      return msg('how often it is right on rows it never learned from');
  }
}
