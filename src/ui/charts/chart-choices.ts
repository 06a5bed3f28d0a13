import { AXIS_KINDS, type AxisKind } from '../../app/charts/chart-axis.ts';
import { METRICS, type MetricName } from '../../app/charts/run-charts.ts';
import { readStored, writeStored } from '../theme.ts';

/** How a tensor's distributions are drawn: as densities, as one curve behind the other, or by their percentiles. */
export type DistributionView = 'heat' | 'ridges' | 'bands';

/** How a person wants the charts; kept by the browser. */
export interface ChartChoices {
  /** From 0 to `MOST_SMOOTHING`. */
  readonly smoothing: number;
  readonly axis: AxisKind;
  readonly log: boolean;
  readonly ignoreOutliers: boolean;
  /** Charts that stand first, in this order. */
  readonly pinned: readonly MetricName[];
  readonly distributions: DistributionView;
}

export const MOST_SMOOTHING = 0.99;

/** Smoothing as TensorBoard opens. */
const FIRST_CHOICES: ChartChoices = {
  smoothing: 0.6,
  axis: 'step',
  log: false,
  ignoreOutliers: false,
  pinned: [],
  distributions: 'heat',
};

const STORED_AS = 'trainscript.charts';
const VIEWS: readonly DistributionView[] = ['heat', 'ridges', 'bands'];

export const storedChoices = (): ChartChoices => parseChoices(readStored(STORED_AS));

/** Keeps these, and leaves the others as they are kept. */
export function storeChoices(change: Partial<ChartChoices>): void {
  writeStored(STORED_AS, JSON.stringify({ ...storedChoices(), ...change }));
}

/** What was kept may be of another version, or of another hand: what is not understood is as at first. */
function parseChoices(text: string | null): ChartChoices {
  const kept = plainObject(text);
  const oneOf = <T>(value: unknown, known: readonly T[], first: T): T => known.find((one) => one === value) ?? first;
  const flag = (value: unknown, first: boolean) => (typeof value === 'boolean' ? value : first);
  const { smoothing, pinned } = kept;
  return {
    smoothing: typeof smoothing === 'number' && smoothing >= 0 && smoothing <= MOST_SMOOTHING ? smoothing : FIRST_CHOICES.smoothing,
    axis: oneOf(kept.axis, AXIS_KINDS, FIRST_CHOICES.axis),
    log: flag(kept.log, FIRST_CHOICES.log),
    ignoreOutliers: flag(kept.ignoreOutliers, FIRST_CHOICES.ignoreOutliers),
    pinned: Array.isArray(pinned)
      ? METRICS.filter((name) => pinned.includes(name)).sort((a, b) => pinned.indexOf(a) - pinned.indexOf(b))
      : [],
    distributions: oneOf(kept.distributions, VIEWS, FIRST_CHOICES.distributions),
  };
}

function plainObject(text: string | null): Partial<Record<keyof ChartChoices, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
