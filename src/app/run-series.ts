import type { StepColumns } from '../core/event-columns.ts';
import { TRACKS, type Track } from '../core/spec.ts';

const FIRST_CAPACITY = 1024;

/** A column of numbers that grows by doubling; `view()` is a window on the numbers so far, not a copy. */
export class GrowingColumn {
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(this.#values.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length++] = value;
  }

  at(index: number): number {
    return this.#values[index];
  }

  view(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}

/** One track's steps as columns of equal length. `accuracy` is NaN where it does not apply. */
export interface TrackSeries {
  readonly track: Track;
  readonly step: GrowingColumn;
  readonly loss: GrowingColumn;
  readonly accuracy: GrowingColumn;
  readonly gradientNorm: GrowingColumn;
  /** Largest ‖update‖/‖parameters‖ over the tensors. */
  readonly updateRatio: GrowingColumn;
  readonly wallTimeMs: GrowingColumn;
  /** The batch's rows, one array a step. */
  readonly rows: Uint32Array[];
}

/** All steps of a run, kept as columns: nothing is sampled away. Grows in place; whoever draws it watches a revision. */
export class RunSeries {
  readonly tracks: Readonly<Record<Track, TrackSeries>> = {
    pretrain: emptyTrack('pretrain'),
    finetune: emptyTrack('finetune'),
    baseline: emptyTrack('baseline'),
  };

  /** `rows` are those of the steps' batches, one after the other. */
  append(steps: StepColumns, rows: Uint32Array): void {
    let row = 0;
    for (let i = 0; i < steps.step.length; i++) {
      const track = this.tracks[TRACKS[steps.track[i]]];
      track.step.push(steps.step[i]);
      track.loss.push(steps.loss[i]);
      track.accuracy.push(steps.accuracy[i]);
      track.gradientNorm.push(steps.gradientNorm[i]);
      track.updateRatio.push(steps.updateRatio[i]);
      track.wallTimeMs.push(steps.wallTimeMs[i]);
      track.rows.push(rows.slice(row, row + steps.rows[i]));
      row += steps.rows[i];
    }
  }

  get steps(): number {
    return TRACKS.reduce((sum, track) => sum + this.tracks[track].step.length, 0);
  }
}

function emptyTrack(track: Track): TrackSeries {
  return {
    track,
    step: new GrowingColumn(),
    loss: new GrowingColumn(),
    accuracy: new GrowingColumn(),
    gradientNorm: new GrowingColumn(),
    updateRatio: new GrowingColumn(),
    wallTimeMs: new GrowingColumn(),
    rows: [],
  };
}
