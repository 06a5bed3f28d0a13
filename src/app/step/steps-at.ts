import type { Track } from '../../core/spec/spec.ts';
import type { PhaseStarted } from '../../core/transcript/events.ts';
import type { TrackCurves } from '../charts/run-charts.ts';

/** The steps whose points stand at a place of a chart, in the order of the curves. */
export function stepsAt(curves: readonly Pick<TrackCurves, 'track' | 'places' | 'raw'>[], place: number): readonly number[] {
  return curves.flatMap(({ raw, places }) => {
    const index = raw.countUpTo(place) - 1;
    return index >= 0 && raw.xAt(index) === place && places.step.at(index) > 0 ? [places.step.at(index)] : [];
  });
}

/** The step of the fine-tune phase that took the same rows as one of the baseline, or the other way round; null where there is none yet. */
export function twinOf(
  phases: readonly Pick<PhaseStarted, 'phase' | 'after'>[],
  track: Track,
  step: number,
  committedStep: number,
): { readonly track: Track; readonly step: number } | null {
  const twin = track === 'finetune' ? 'baseline' : 'finetune';
  const [own, other] = [track, twin].map((name) => phases.find(({ phase }) => phase === name));
  if (track === 'pretrain' || own === undefined || other === undefined) return null;
  const at = step - own.after + other.after;
  return at <= committedStep ? { track: twin, step: at } : null;
}
