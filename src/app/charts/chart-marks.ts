import type { ChartView } from './chart-view.ts';

/** A column of a curve that holds values outside of those shown, or (`lost`) values on no scale. */
export interface EdgeMark {
  readonly kind: 'above' | 'below' | 'lost';
  /** The curve's index. */
  readonly curve: number;
  /** In pixels from the left. */
  readonly x: number;
}

/** Marks of one kind nearer than this to the one before are left out: side by side they would be one smear, which says the same. */
const MARK_GAP_PX = 6;

/** What stands at the edges of a chart, so that no value is out of sight silently. */
export function edgeMarks(
  { columns, values: [low, high] }: Pick<ChartView, 'columns' | 'values'>,
  pixelOf: (x: number) => number,
): readonly EdgeMark[] {
  const marks: EdgeMark[] = [];
  columns.curves.forEach((drawn, curve) => {
    const last = { above: -MARK_GAP_PX, below: -MARK_GAP_PX, lost: -MARK_GAP_PX };
    columns.x.forEach((place, i) => {
      const kinds = [
        ...((drawn.high[i] ?? high) > high ? (['above'] as const) : []),
        ...((drawn.low[i] ?? low) < low ? (['below'] as const) : []),
        ...(drawn.lost[i] > 0 ? (['lost'] as const) : []),
      ];
      if (kinds.length === 0) return;
      const x = pixelOf(place);
      for (const kind of kinds) {
        if (x - last[kind] < MARK_GAP_PX && last[kind] >= 0) continue;
        last[kind] = x;
        marks.push({ kind, curve, x });
      }
    });
  });
  return marks;
}
