import type { AxisKind } from '../../app/charts/chart-axis.ts';
import { valueRange } from '../../app/charts/density.ts';
import { formatCount, formatTick } from '../parts/numbers.ts';
import type { Box, Picture, Shape } from '../parts/picture.ts';
import type { ThemeColours } from '../theme-colours.ts';
import type { DistributionView } from './chart-choices.ts';
import { placeTicks } from './chart-options.ts';
import { formatPlaceTick } from './chart-places.ts';
import { type DensityFrame, paintDensity } from './density-painting.ts';
import { bandShapes, ridgeFoot, ridgeShapes, ridgesOf } from './distribution-shapes.ts';

const WIDTH = 960;
const HEIGHT = 440;
const FRAME: Box = { x: 72, y: 48, width: WIDTH - 72 - 24, height: HEIGHT - 48 - 40 };
/** Pixels of the heat map a CSS pixel. */
const HEAT_RATIO = 2;
/** Steps written beside the ridges. */
const RIDGE_LABELS = 8;

/** A tensor's distributions over time as a picture that stands alone. */
export function distributionPicture(
  heading: string,
  frame: DensityFrame,
  axis: AxisKind,
  view: DistributionView,
  colours: ThemeColours,
): Picture {
  const title: Shape = { kind: 'text', x: 16, y: 28, text: heading, fill: colours.of('--ts-ink'), size: 17, bold: true };
  const drawn = {
    heat: () => [heatShape(frame, colours), ...timeAxes(frame, axis, colours)],
    bands: () => [...bandShapes(frame, FRAME, colours), ...timeAxes(frame, axis, colours)],
    ridges: () => [...ridgeShapes(frame, FRAME, undefined, colours), ...ridgeAxes(frame, colours)],
  };
  return { width: WIDTH, height: HEIGHT, background: colours.of('--ts-surface'), shapes: [title, ...drawn[view]()] };
}

function heatShape(frame: DensityFrame, colours: ThemeColours): Shape {
  const source = document.createElement('canvas');
  source.width = FRAME.width * HEAT_RATIO;
  source.height = FRAME.height * HEAT_RATIO;
  paintDensity(source, frame, true, colours);
  return { kind: 'image', ...FRAME, source };
}

function timeAxes({ snapshots, from, to }: DensityFrame, axis: AxisKind, colours: ThemeColours): readonly Shape[] {
  const [low, high] = valueRange(snapshots);
  const label = { fill: colours.of('--ts-axis'), size: 11 } as const;
  const places = placeTicks(axis, from, to, FRAME.width).map((tick): Shape => {
    const x = FRAME.x + ((tick - from) / (to - from)) * FRAME.width;
    return { kind: 'text', x, y: FRAME.y + FRAME.height + 18, text: formatPlaceTick(axis, tick), anchor: 'middle', ...label };
  });
  return [
    { kind: 'text', x: FRAME.x - 8, y: FRAME.y + 9, text: formatTick(high), anchor: 'end', ...label },
    { kind: 'text', x: FRAME.x - 8, y: FRAME.y + FRAME.height, text: formatTick(low), anchor: 'end', ...label },
    ...places,
  ];
}

function ridgeAxes(frame: DensityFrame, colours: ThemeColours): readonly Shape[] {
  const ridges = ridgesOf(frame);
  const [low, high] = valueRange(ridges);
  const label = { fill: colours.of('--ts-axis'), size: 11 } as const;
  const every = Math.ceil(ridges.length / RIDGE_LABELS);
  const steps = ridges.flatMap(({ step }, i): Shape[] =>
    i % every === 0
      ? [{ kind: 'text', x: FRAME.x - 8, y: ridgeFoot(i, ridges.length, FRAME), text: formatCount(step), anchor: 'end', ...label }]
      : [],
  );
  const bottom = FRAME.y + FRAME.height + 18;
  return [
    { kind: 'text', x: FRAME.x, y: bottom, text: formatTick(low), ...label },
    { kind: 'text', x: FRAME.x + FRAME.width, y: bottom, text: formatTick(high), anchor: 'end', ...label },
    ...steps,
  ];
}
