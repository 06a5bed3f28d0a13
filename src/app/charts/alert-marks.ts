import type { Track } from '../../core/spec/spec.ts';
import type { Alert, RunView } from '../view-state.ts';
import type { ChartAxis } from './chart-axis.ts';
import { tracksAt } from './step-tracks.ts';

/** An alert where it stands on a chart's axis. */
export interface PlacedAlert extends Alert {
  readonly step: number;
  readonly x: number;
}

/** One mark on a chart: alerts that would lie on each other share it. */
export interface AlertMark {
  /** In pixels from the left of the curves. */
  readonly left: number;
  /** The gravest of them. */
  readonly level: Alert['level'];
  /** By their place. */
  readonly alerts: readonly [PlacedAlert, ...PlacedAlert[]];
}

/** The alerts that belong to a step, by their place on the axis. */
export function placedAlerts(
  run: Pick<RunView, 'alerts' | 'phases' | 'committedStep'>,
  axis: Pick<ChartAxis, 'place'>,
): readonly PlacedAlert[] {
  const placed = run.alerts.flatMap((alert): PlacedAlert[] => {
    const { step } = alert;
    const track: Track | undefined = alert.phase ?? (step === null ? undefined : tracksAt(run, step)[0]);
    return step === null || track === undefined ? [] : [{ ...alert, step, x: axis.place(track, step) }];
  });
  return placed.sort((a, b) => a.x - b.x);
}

/** The marks of those between two places that are `width` pixels apart; none is nearer to the one before than `gap`. */
export function alertMarks(
  alerts: readonly PlacedAlert[],
  [from, to]: readonly [from: number, to: number],
  width: number,
  gap: number,
): readonly AlertMark[] {
  const marks: AlertMark[] = [];
  for (const alert of alerts) {
    if (alert.x < from || alert.x > to) continue;
    const left = ((alert.x - from) / (to - from)) * width;
    const last = marks.at(-1);
    if (last && left - last.left < gap) {
      marks[marks.length - 1] = { ...last, level: last.level === 'error' ? 'error' : alert.level, alerts: [...last.alerts, alert] };
    } else marks.push({ left, level: alert.level, alerts: [alert] });
  }
  return marks;
}
