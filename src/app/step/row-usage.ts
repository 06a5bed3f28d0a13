import type { PhaseName } from '../../core/spec/spec.ts';
import type { RunSeries, TrackSeries } from '../charts/run-series.ts';

/** How the rows of one phase's data were used: exact, from the rows of every step. */
export interface UsageSummary {
  /** Rows in at least one step. */
  readonly used: number;
  /** Rows in no step: held out for testing, left out by the draw, or excluded. */
  readonly neverUsed: number;
  /** `histogram[n]` rows were used in exactly n steps. */
  readonly histogram: readonly number[];
}

/** Counts how often the rows of a track were used. Follows the track: each step is counted once, however often it is asked. */
export class RowUsage {
  #uses = new Uint32Array(0);
  #counted = 0;

  follow(series: Pick<TrackSeries, 'rows'>): void {
    for (; this.#counted < series.rows.length; this.#counted++) {
      for (const row of series.rows.at(this.#counted)) {
        if (row >= this.#uses.length) this.#widen(row + 1);
        this.#uses[row]++;
      }
    }
  }

  /** Rows in at least one step. */
  get used(): number {
    return this.#uses.reduce((sum, uses) => sum + Number(uses > 0), 0);
  }

  /** `totalRows` are the rows of the dropped files. */
  summary(totalRows: number): UsageSummary {
    const histogram: number[] = [totalRows];
    for (const uses of this.#uses) {
      if (uses === 0) continue;
      while (histogram.length <= uses) histogram.push(0);
      histogram[uses]++;
      histogram[0]--;
    }
    return { used: totalRows - histogram[0], neverUsed: histogram[0], histogram };
  }

  #widen(rows: number): void {
    const wider = new Uint32Array(Math.max(rows, this.#uses.length * 2));
    wider.set(this.#uses);
    this.#uses = wider;
  }
}

/** The steps of a track that used a row, ascending. */
export function stepsOfRow(series: Pick<TrackSeries, 'step' | 'rows'>, row: number): readonly number[] {
  const steps: number[] = [];
  for (let i = 0; i < series.rows.length; i++) if (series.rows.at(i).includes(row)) steps.push(series.step.at(i));
  return steps;
}

/** The rows of a step in the order of its batch, and the phase whose data they are of; undefined where the run has no such step. */
export function rowsOfStep(
  series: RunSeries,
  step: number,
): { readonly track: TrackSeries['track']; readonly rows: Uint32Array } | undefined {
  for (const track of Object.values(series.tracks)) {
    const index = indexOfStep(track, step);
    if (index !== undefined && index < track.rows.length) return { track: track.track, rows: track.rows.at(index) };
  }
  return undefined;
}

/** The phase whose data a track trains on. */
export const dataPhaseOf = (track: TrackSeries['track']): PhaseName => (track === 'pretrain' ? 'pretrain' : 'finetune');

function indexOfStep(series: Pick<TrackSeries, 'step'>, step: number): number | undefined {
  let low = 0;
  let high = series.step.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (series.step.at(middle) < step) low = middle + 1;
    else high = middle;
  }
  return low < series.step.length && series.step.at(low) === step ? low : undefined;
}
