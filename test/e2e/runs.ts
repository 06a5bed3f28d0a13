import type { Card } from '../../src/core/policy/card.ts';
import { DEFAULT_SPEC, type PhaseSpec, phaseOf, type RunSpec } from '../../src/core/spec/spec.ts';
import { type ChosenFile, file } from './visit.ts';

const pretrain = phaseOf(DEFAULT_SPEC, 'pretrain')!;
const finetune = phaseOf(DEFAULT_SPEC, 'finetune')!;

/** Both samples, cut to a few rows: 16 steps an epoch of pretraining, 8 of fine-tuning and 8 of the baseline. */
export const smallSamples = (epochs: number): RunSpec => ({
  ...DEFAULT_SPEC,
  name: 'Small samples',
  phases: [
    { ...pretrain, data: { ...pretrain.data, rows: 320 }, batchSize: 16, epochs },
    { ...finetune, data: { ...finetune.data, rows: 160 }, batchSize: 16, epochs: 1 },
  ],
});

/** The smaller sample alone: 8 steps of the documents' network, with a keyframe of 5 MB every other one. */
export const SMALL_DIGITS: RunSpec = {
  ...DEFAULT_SPEC,
  name: 'Small digits',
  phases: [{ ...finetune, data: { ...finetune.data, rows: 160 }, batchSize: 16, epochs: 1, baseline: false }],
  log: { ...DEFAULT_SPEC.log, keyframeEvery: 2 },
};

/** Both phases on the smaller sample, for so long that nobody waits for the end. */
export const LONG_DIGITS: RunSpec = {
  ...DEFAULT_SPEC,
  name: 'Long digits',
  phases: [
    { ...pretrain, data: { ...finetune.data, rows: 160 }, batchSize: 16, epochs: 100 },
    { ...finetune, data: { ...finetune.data, rows: 160 }, batchSize: 16, epochs: 1 },
  ],
};

/** A run on a table that the person drops as pretraining data. */
export const ownTable = (changes: Partial<PhaseSpec> = {}): RunSpec => ({
  ...DEFAULT_SPEC,
  name: 'Own table',
  phases: [{ ...pretrain, data: { source: 'files', rows: null, test: 0.2 }, batchSize: 8, ...changes }],
});

/** Two classes that two numbers tell apart, one of them under the name of an object's own part. */
export const TABLE = file('own.csv', `width,__proto__,label\n${tableRows(60)}`);

function tableRows(count: number): string {
  return Array.from({ length: count }, (_, i) => `${i % 7},${(i * 3) % 11},${i % 7 > 3 ? 'wide' : 'narrow'}\n`).join('');
}

const card: Card = {
  name: 'Own table',
  origin: { kind: 'own', name: 'Made for a test', url: '' },
  licence: 'CC0-1.0',
  personalData: 'no',
  personalDataNote: '',
  legalBasis: '',
  consentReference: '',
  purposes: ['training'],
  retainUntil: '',
};

/** Answers everything that the policy asks. */
export const CARD: ChosenFile = file('card.json', JSON.stringify(card));
