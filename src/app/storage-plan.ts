import { cnn, IMAGE_SIDE, mlp, parameterCount } from '../core/model.ts';
import type { PhaseSpec } from '../core/spec.ts';
import { estimatePhase } from './step-estimate.ts';
import type { ViewState } from './view-state.ts';

/** What a step takes in the store besides its rows: its metrics, each tensor's statistics, its share of the histograms. */
const STEP_BYTES = 800;
const ROW_BYTES = 4;
/** A parameter and the two moments of Adam. */
const KEYFRAME_BYTES = 3 * Float32Array.BYTES_PER_ELEMENT;
/** Of a sample, whose classes are not counted before it is loaded. */
const SAMPLE_CLASSES = 10;

/** A run that will not fit into what the browser allows. */
export interface StorageShortage {
  readonly neededBytes: number;
  readonly leftBytes: number;
  /** Steps between keyframes with which it would fit; null where its steps alone do not. */
  readonly keyframeEvery: number | null;
}

/** Holds what «Start» will keep, about, against what the browser says is left; null where that fits, or one of the two is not known. */
export function storageShortage(state: ViewState): StorageShortage | null {
  const { spec, storage } = state;
  if (storage === null || storage.quota === 0) return null;
  const tracks = spec.phases.flatMap((phase) => tracksOf(state, phase));
  const leftBytes = Math.max(0, storage.quota - storage.usage);
  const neededBytes = bytesOf(tracks, spec.log.keyframeEvery);
  // Not a number where rows are not known yet.
  if (!(neededBytes > leftBytes)) return null;
  return { neededBytes, leftBytes, keyframeEvery: fittingInterval(tracks, leftBytes) };
}

interface TrackSize {
  readonly steps: number;
  readonly stepBytes: number;
  readonly keyframeBytes: number;
}

/** The baseline is trained on the same batches once more. */
function tracksOf(state: ViewState, phase: PhaseSpec): TrackSize[] {
  const steps = estimatePhase(state, phase.phase)?.steps ?? Number.NaN;
  const size = {
    steps,
    stepBytes: STEP_BYTES + ROW_BYTES * phase.batchSize,
    keyframeBytes: KEYFRAME_BYTES * parametersOf(state, phase),
  };
  return phase.baseline ? [size, size] : [size];
}

/** Categories of a table take more inputs than columns: it is told too low there, and by less than the steps are. */
function parametersOf({ spec, data }: ViewState, { phase }: PhaseSpec): number {
  const { summary } = data[phase];
  const outputs = summary ? Math.max(1, summary.classBalance.length) : SAMPLE_CLASSES;
  if (summary?.preview.kind === 'table') return parameterCount(mlp(summary.preview.columns.length - 1, outputs));
  return parameterCount(spec.model.kind === 'mlp' ? mlp(IMAGE_SIDE ** 2, outputs) : cnn(outputs));
}

/** One keyframe stands at a track's start, one at its end. */
const bytesOf = (tracks: readonly TrackSize[], every: number): number =>
  tracks.reduce((sum, { steps, stepBytes, keyframeBytes }) => sum + steps * stepBytes + (Math.ceil(steps / every) + 1) * keyframeBytes, 0);

/** The least of 1, 2 or 5 times a power of ten with which everything fits: more than the longest track has steps brings nothing. */
function fittingInterval(tracks: readonly TrackSize[], leftBytes: number): number | null {
  const longest = Math.max(...tracks.map(({ steps }) => steps));
  for (let ten = 1; ten < 10 * longest; ten *= 10) {
    const fitting = [1, 2, 5].map((times) => times * ten).find((every) => bytesOf(tracks, every) <= leftBytes);
    if (fitting !== undefined) return fitting;
  }
  return null;
}
