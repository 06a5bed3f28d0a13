import type { PhaseName } from '../../core/spec/spec.ts';

/** A dataset that comes with the page. */
export interface Sample {
  readonly source: string;
  readonly name: string;
  readonly rows: number;
  readonly hasTestSet: boolean;
}

/** Each phase's own sample. */
export const SAMPLES: Readonly<Record<PhaseName, Sample>> = {
  pretrain: { source: 'mnist', name: 'MNIST', rows: 60_000, hasTestSet: true },
  finetune: { source: 'digits', name: 'optical digits', rows: 1_797, hasTestSet: false },
};

/** The sample that a data source names; undefined for dropped files. */
export const sampleOf = (source: string): Sample | undefined => Object.values(SAMPLES).find((sample) => sample.source === source);
