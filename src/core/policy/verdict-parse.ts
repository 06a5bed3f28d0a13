import { type Check, choice, keyOf, listOf, mapOf, shape, truth } from '../check.ts';
import { prose, textOrNumber } from '../transcript/event-values.ts';
import type { Card } from './card.ts';
import { parseCard } from './card-parse.ts';
import type { RuleOutcome, Verdict } from './policy.ts';
import { RULES } from './rules.ts';

const MAX_OUTCOMES = 1000;
const MAX_EVIDENCE = 1000;

const fact: Check<string | number | boolean> = (value, place) => (typeof value === 'boolean' ? value : textOrNumber(value, place));

const card: Check<Card> = (value, { document }) => parseCard(value, document);

const outcome = shape<RuleOutcome>({
  rule: keyOf(RULES),
  phase: choice('pretrain', 'finetune'),
  outcome: choice('pass', 'fail', 'attested', 'not-applicable'),
  evidence: mapOf(fact, MAX_EVIDENCE),
});

/** A verdict from JSON of unknown origin. @throws TrainscriptError `field-…` */
export const verdictCheck: Check<Verdict> = shape<Verdict>({
  policy: prose,
  allowed: truth,
  outcomes: listOf(outcome, MAX_OUTCOMES),
  cards: shape<Verdict['cards']>({}, { pretrain: card, finetune: card }),
});
