import { stepsAt } from '../../app/step/steps-at.ts';
import type { TsChart } from './ts-chart.ts';

/** A pointer that moved further meant to zoom. */
const STILL_PX = 4;
/** A second click within it shows all again, which is no wish to look at a step. */
const DOUBLE_CLICK_MS = 300;

/** Tells which step a person chose on one of the charts within an element, by a click or with Enter at the cursor. */
export class ChartChoosing {
  readonly #choose: (step: number, byKey: boolean) => void;
  #downAt: number | null = null;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(choose: (step: number, byKey: boolean) => void) {
    this.#choose = choose;
  }

  readonly down = (event: PointerEvent): void => {
    this.#downAt = event.shiftKey || event.button !== 0 ? null : event.clientX;
  };

  readonly click = (event: MouseEvent): void => {
    const chart = chartOf(event);
    clearTimeout(this.#waiting);
    if (chart === null || event.detail > 1 || this.#downAt === null || Math.abs(event.clientX - this.#downAt) > STILL_PX) return;
    const step = chosenIn(chart);
    if (step === undefined) return;
    if (chart.zoom === null) this.#choose(step, false);
    else this.#waiting = setTimeout(() => this.#choose(step, false), DOUBLE_CLICK_MS);
  };

  readonly key = (event: KeyboardEvent): void => {
    const chart = event.key === 'Enter' ? chartOf(event) : null;
    const step = chart && chosenIn(chart);
    if (typeof step !== 'number') return;
    event.preventDefault();
    this.#choose(step, true);
  };

  release(): void {
    clearTimeout(this.#waiting);
  }
}

/** The chart whose curves the event came from; not from its menu. */
function chartOf(event: Event): TsChart | null {
  const path = event.composedPath();
  if (!path.some((target) => target instanceof Element && target.classList.contains('plot'))) return null;
  return path.find((target): target is TsChart => target instanceof Element && target.localName === 'ts-chart') ?? null;
}

const chosenIn = ({ content, cursor }: TsChart): number | undefined =>
  content === null || cursor === null ? undefined : stepsAt(content.curves, cursor)[0];
