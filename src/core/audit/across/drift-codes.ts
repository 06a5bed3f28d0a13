import type { FindingCode, Severity } from '../audit.ts';

/** What a difference of two sets is called: between a phase's training and test rows it is a flaw, between pretraining and fine-tuning it
 *  is what fine-tuning is for, and worth knowing. */
export interface DriftCodes {
  readonly label: FindingCode;
  readonly feature: FindingCode;
  readonly category: FindingCode;
  readonly dataset: FindingCode;
  readonly images: FindingCode;
  readonly scale: FindingCode;
  readonly polarity: FindingCode;
  readonly apart: FindingCode;
  /** Of a difference that is not strong. */
  readonly severity: Severity;
}

/** Of pretraining and fine-tuning. */
export const PHASE_DRIFT: DriftCodes = {
  label: 'label-drift',
  feature: 'feature-drift',
  category: 'category-drift',
  dataset: 'dataset-drift',
  images: 'image-drift',
  scale: 'pixel-scale-differs',
  polarity: 'polarity-differs',
  apart: 'sets-told-apart',
  severity: 'info',
};

/** Of a phase's training rows and its own test rows. */
export const TEST_DRIFT: DriftCodes = {
  label: 'test-label-drift',
  feature: 'test-feature-drift',
  category: 'test-category-drift',
  dataset: 'test-dataset-drift',
  images: 'test-image-drift',
  scale: 'test-pixel-scale-differs',
  polarity: 'test-polarity-differs',
  apart: 'test-told-apart',
  severity: 'warning',
};
