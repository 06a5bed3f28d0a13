/** How a contestant is timed: windows of so many steps each, after some that are not counted. */
export interface WindowPlan {
  readonly warmUpSteps: number;
  readonly windows: number;
  readonly stepsPerWindow: number;
}

/** A window long enough that a clock of 5 µs and a waking thread do not matter. */
const WINDOW_MS = 1000;
const MIN_WINDOWS = 3;
const MAX_WINDOWS = 15;
const MAX_WARM_UP_STEPS = 50;

/** Plans what fits into `capMs` at about `stepMs` a step. However slow it is, `minWindows` of one step are timed. */
export function planWindows(stepMs: number, capMs: number, minWindows = MIN_WINDOWS): WindowPlan {
  const stepsPerWindow = Math.max(1, Math.round(Math.min(WINDOW_MS, capMs / 5) / stepMs));
  const windowMs = stepsPerWindow * stepMs;
  const warmUpSteps = Math.min(MAX_WARM_UP_STEPS, Math.max(0, Math.floor(capMs / 4 / stepMs)));
  const windows = Math.max(minWindows, Math.min(MAX_WINDOWS, Math.floor((capMs - warmUpSteps * stepMs) / windowMs)));
  return { warmUpSteps, windows, stepsPerWindow };
}
