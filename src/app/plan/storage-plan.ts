import type { PhaseSpec } from '../../core/spec/spec.ts';
import {
  KEYFRAME_BYTES_A_PARAMETER,
  type KeyframeTrack,
  keyframesTake,
  type Thinning,
  thinKeyframes,
} from '../../core/training/keyframe-rule.ts';
import { cnn, IMAGE_SIDE, mlp, parameterCount } from '../../core/training/model.ts';
import type { ViewState } from '../view-state.ts';
import { estimatePhase } from './step-estimate.ts';

/** What a step takes in the store besides its rows: its metrics, each tensor's statistics, its share of the histograms. */
const STEP_BYTES = 800;
const ROW_BYTES = 4;
/** Of a step's parameters as `log.parameters: "full"` keeps them: 2.12 were measured with the documents' network on MNIST. */
const FULL_BYTES_A_PARAMETER = 2.2;
/** Of a sample, whose classes are not counted before it is loaded. */
const SAMPLE_CLASSES = 10;

/** A run that will not fit into what the browser allows. */
export interface StorageShortage {
  readonly neededBytes: number;
  readonly leftBytes: number;
  /** What would make it fit: keyframes at other steps, or no parameters of every step; null where its steps alone do not. */
  readonly way: { readonly keyframeEvery: number } | 'statistics' | null;
}

/** Holds what «Start» will keep, about, against what the browser says is left; null where that fits, or one of the two is not known. */
export function storageShortage(state: ViewState): StorageShortage | null {
  const { spec } = state;
  const [tracks, leftBytes] = [tracksOf(state), leftBytesOf(state)];
  const every = keyframeThinning(state)?.every ?? spec.log.keyframeEvery;
  const neededBytes = bytesOf(tracks, every);
  // Not a number where rows are not known yet.
  if (!(neededBytes > leftBytes)) return null;
  const keyframeEvery = fittingInterval(tracks, leftBytes);
  if (keyframeEvery !== null) return { neededBytes, leftBytes, way: { keyframeEvery } };
  const lighter = tracks.map((track) => ({ ...track, parameterBytes: 0 }));
  return { neededBytes, leftBytes, way: spec.log.parameters === 'full' && bytesOf(lighter, every) <= leftBytes ? 'statistics' : null };
}

/** How keyframes will be thinned; null where they are kept as often as the plan says. */
export const keyframeThinning = (state: ViewState): Thinning | null =>
  thinKeyframes(tracksOf(state), state.spec.log.keyframeEvery, leftBytesOf(state));

/** What all parameters of every step take, about: of a step (of the largest network), and of the whole run. */
export interface FullCost {
  readonly bytesAStep: number;
  readonly bytes: number;
  readonly steps: number;
  /** Null where the browser did not say. */
  readonly leftBytes: number | null;
}

/** Null where rows are not known yet. */
export function fullCost(state: ViewState): FullCost | null {
  const tracks = tracksOf(state);
  const steps = tracks.reduce((sum, track) => sum + track.steps, 0);
  if (tracks.length === 0 || Number.isNaN(steps)) return null;
  const each = tracks.map((track) => (track.keyframeBytes / KEYFRAME_BYTES_A_PARAMETER) * FULL_BYTES_A_PARAMETER);
  const bytes = tracks.reduce((sum, track, i) => sum + track.steps * each[i], 0);
  const leftBytes = leftBytesOf(state);
  return { bytesAStep: Math.max(...each), bytes, steps, leftBytes: Number.isFinite(leftBytes) ? leftBytes : null };
}

interface TrackSize extends KeyframeTrack {
  readonly stepBytes: number;
  /** Of a step's parameters, where all are kept. */
  readonly parameterBytes: number;
}

/** Endless where the browser did not say. */
function leftBytesOf({ storage }: ViewState): number {
  return storage === null || storage.quota === 0 ? Number.POSITIVE_INFINITY : Math.max(0, storage.quota - storage.usage);
}

const tracksOf = (state: ViewState): readonly TrackSize[] => state.spec.phases.flatMap((phase) => tracksIn(state, phase));

/** The baseline is trained on the same batches once more. */
function tracksIn(state: ViewState, phase: PhaseSpec): TrackSize[] {
  const parameters = parametersOf(state, phase);
  const size = {
    steps: estimatePhase(state, phase.phase)?.steps ?? Number.NaN,
    stepBytes: STEP_BYTES + ROW_BYTES * phase.batchSize,
    keyframeBytes: KEYFRAME_BYTES_A_PARAMETER * parameters,
    parameterBytes: state.spec.log.parameters === 'full' ? FULL_BYTES_A_PARAMETER * parameters : 0,
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

const bytesOf = (tracks: readonly TrackSize[], every: number): number =>
  tracks.reduce((sum, { steps, stepBytes, parameterBytes }) => sum + steps * (stepBytes + parameterBytes), keyframesTake(tracks, every));

/** The least of 1, 2 or 5 times a power of ten with which everything fits: more than the longest track has steps brings nothing. */
function fittingInterval(tracks: readonly TrackSize[], leftBytes: number): number | null {
  const longest = Math.max(...tracks.map(({ steps }) => steps));
  for (let ten = 1; ten < 10 * longest; ten *= 10) {
    const fitting = [1, 2, 5].map((times) => times * ten).find((every) => bytesOf(tracks, every) <= leftBytes);
    if (fitting !== undefined) return fitting;
  }
  return null;
}
