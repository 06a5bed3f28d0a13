import { TRACKS, type Track } from '../../core/spec/spec.ts';
import type { StepColumns } from '../../core/transcript/event-columns.ts';
import { GrowingColumn } from './growing-column.ts';
import { GrowingCounts } from './growing-counts.ts';
import { GrowingRows } from './growing-rows.ts';

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
  readonly epoch: GrowingCounts;
  /** Rows in the batch. */
  readonly batchSize: GrowingCounts;
  readonly fingerprint: GrowingCounts;
  /** The batches' rows; fewer than there are steps where they were not read from the store. */
  readonly rows: GrowingRows;
}

/** All steps of a run, kept as columns: nothing is sampled away. Grows in place; whoever draws it watches a revision. */
export class RunSeries {
  readonly tracks: Readonly<Record<Track, TrackSeries>> = {
    pretrain: emptyTrack('pretrain'),
    finetune: emptyTrack('finetune'),
    baseline: emptyTrack('baseline'),
  };

  /** `rows` are those of the steps' batches, one after the other; none where they were not read. */
  append(steps: StepColumns, rows: Uint32Array): void {
    const hadRows = this.hasRows;
    for (let i = 0; i < steps.step.length; i++) {
      const track = this.tracks[TRACKS[steps.track[i]]];
      track.step.push(steps.step[i]);
      track.loss.push(steps.loss[i]);
      track.accuracy.push(steps.accuracy[i]);
      track.gradientNorm.push(steps.gradientNorm[i]);
      track.updateRatio.push(steps.updateRatio[i]);
      track.wallTimeMs.push(steps.wallTimeMs[i]);
      track.epoch.push(steps.epoch[i]);
      track.batchSize.push(steps.rows[i]);
      track.fingerprint.push(steps.fingerprint[i]);
    }
    if (hadRows && rows.length > 0) this.appendRows(steps, rows);
  }

  /** The rows of steps that are there; those that are known already are passed over. */
  appendRows(steps: StepColumns, rows: Uint32Array): void {
    let at = 0;
    steps.rows.forEach((count, i) => {
      const track = this.tracks[TRACKS[steps.track[i]]];
      const next = track.rows.length;
      if (next < track.step.length && track.step.at(next) === steps.step[i]) track.rows.push(rows.subarray(at, at + count));
      at += count;
    });
  }

  /** Whether the rows of all steps are there. */
  get hasRows(): boolean {
    return TRACKS.every((track) => this.tracks[track].rows.length === this.tracks[track].step.length);
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
    epoch: new GrowingCounts(),
    batchSize: new GrowingCounts(),
    fingerprint: new GrowingCounts(),
    rows: new GrowingRows(),
  };
}
