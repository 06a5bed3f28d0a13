import type { WatchRule } from '../spec/spec.ts';
import type { AlertEvent, PhaseStarted, RunEvent } from '../transcript/events.ts';
import { deadUnits } from './dead-units-rule.ts';
import { forgetting } from './forgetting-rule.ts';
import { divergence, evaluationPlateau, overfitting, trainingPlateau } from './loss-rules.ts';
import { type Condition, isWatched, type MakeRule, type Rule, type Watched } from './rule.ts';
import { deadLayer, explodingGradient, explodingUpdate, vanishingGradient, vanishingUpdate } from './tensor-rules.ts';

const RULES: readonly MakeRule[] = [
  divergence,
  trainingPlateau,
  evaluationPlateau,
  overfitting,
  forgetting,
  deadLayer,
  deadUnits,
  vanishingGradient,
  vanishingUpdate,
  explodingGradient,
  explodingUpdate,
];

/** Watches a run's events, fed to it in order from the first one, and tells what goes wrong. What it tells follows from the
 *  events alone. Each rule speaks once a track and tensor, and again only when the condition had ended in between. */
export class Watch {
  readonly #stopOn: readonly WatchRule[];
  #rules: readonly WatchedRule[] = [];

  /** What the rules of `stopOn` tell ends the run, and is an error. */
  constructor(stopOn: readonly WatchRule[] = []) {
    this.#stopOn = stopOn;
  }

  /** The alerts that stand right behind `event`. */
  see(event: RunEvent): readonly AlertEvent[] {
    if (event.kind === 'phase-started') this.#rules = RULES.map((make) => new WatchedRule(make(event), event, this.#stopOn));
    if (!isWatched(event)) return [];
    const alerts: AlertEvent[] = [];
    for (const rule of this.#rules) alerts.push(...rule.see(event));
    return alerts;
  }
}

const NOTHING: readonly AlertEvent[] = [];

/** How long a condition has held, or, once it was told, has not held. */
interface Streak {
  looks: number;
  told: boolean;
}

/** A rule with the memory of what it has told. */
class WatchedRule {
  readonly #rule: Rule;
  readonly #started: PhaseStarted;
  readonly #level: AlertEvent['level'];
  readonly #streaks = new Map<string, Streak>();

  constructor(rule: Rule, started: PhaseStarted, stopOn: readonly WatchRule[]) {
    this.#rule = rule;
    this.#started = started;
    this.#level = stopOn.includes(rule.name) ? 'error' : 'warning';
  }

  see(event: Watched): readonly AlertEvent[] {
    const conditions = this.#rule.look(event);
    if (conditions === null || (conditions.length === 0 && this.#streaks.size === 0)) return NOTHING;
    this.#passOver(new Set(conditions.map(({ tensor }) => tensor)));
    return conditions.filter(({ tensor }) => this.#isNews(tensor)).map((condition) => this.#alert(condition, event));
  }

  /** Counts the looks at which a condition did not hold. */
  #passOver(held: ReadonlySet<string>): void {
    for (const [tensor, streak] of this.#streaks) {
      if (held.has(tensor)) continue;
      if (!streak.told || ++streak.looks >= this.#rule.patience) this.#streaks.delete(tensor);
    }
  }

  #isNews(tensor: string): boolean {
    const streak = this.#streaks.get(tensor) ?? { looks: 0, told: false };
    this.#streaks.set(tensor, streak);
    if (streak.told) {
      streak.looks = 0;
      return false;
    }
    streak.told = ++streak.looks >= this.#rule.patience;
    if (streak.told) streak.looks = 0;
    return streak.told;
  }

  #alert({ code, tensor, numbers }: Condition, { step }: Watched): AlertEvent {
    const { phase } = this.#started;
    const fields = { rule: this.#rule.name, phase, step, ...(tensor === '' ? {} : { tensor }), ...numbers() };
    return { kind: 'alert', level: this.#level, phase, step, problem: { code, fields } };
  }
}
