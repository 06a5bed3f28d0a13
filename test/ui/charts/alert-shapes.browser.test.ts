import { describe, expect, test } from 'vitest';
import type { PlacedAlert } from '../../../src/app/charts/alert-marks.ts';
import { alertShapes, alertsText } from '../../../src/ui/charts/alert-shapes.ts';
import type { Shape } from '../../../src/ui/parts/picture.ts';

const alert = (step: number, level: PlacedAlert['level'] = 'warning', x = step): PlacedAlert => ({
  ...{ level, phase: 'pretrain', step, x },
  problem: { code: 'unexpected', fields: { detail: 'x' } },
});

const FRAME = { x: 64, y: 72, width: 400, height: 300 };
const shapes = (...alerts: readonly PlacedAlert[]) => alertShapes(alerts, [100, 200], FRAME, { of: (token) => token });
const strokes = (drawn: readonly Shape[]) => drawn.flatMap((shape) => (shape.kind === 'line' ? [shape] : []));

describe('alerts in a picture', () => {
  test('stand at their places, from the top of the curves to the bottom', () => {
    const [line, ...sign] = strokes(shapes(alert(150)));
    expect(line).toMatchObject({
      points: [
        [264, 72],
        [264, 372],
      ],
      stroke: '--ts-warning',
      dash: [3, 3],
    });
    expect(sign.map(({ points }) => points.length)).toEqual([4, 2]);
    const xs = sign.flatMap(({ points }) => points.map((point) => point?.[0] ?? Number.NaN));
    expect([Math.min(...xs), Math.max(...xs)].map((x) => Math.round(x - 264))).toEqual([-6, 6]);
  });

  test('differ by shape, not by colour alone', () => {
    const drawn = shapes(alert(110), alert(190, 'error'));
    const outlines = strokes(drawn).filter(({ points }) => points.length > 2);
    expect(outlines.map(({ points, stroke }) => [points.length - 1, stroke])).toEqual([
      [3, '--ts-warning'],
      [8, '--ts-error'],
    ]);
  });

  test('share a sign where they would lie on each other, which says how many they are', () => {
    const drawn = shapes(alert(150), alert(152, 'error'), alert(180));
    const texts = drawn.flatMap((shape) => (shape.kind === 'text' ? [[shape.text, shape.fill]] : []));
    expect(texts).toEqual([['2', '--ts-error']]);
  });

  test('outside of the places shown are none', () => {
    expect(shapes(alert(99), alert(201))).toEqual([]);
    expect(alertsText([alert(99), alert(201)], [100, 200])).toEqual([]);
  });

  test('are told in words: how many, and their steps', () => {
    expect(alertsText([alert(1200)], [0, 2000])).toEqual(['1 alert, step 1,200']);
    expect(alertsText([alert(300, 'error', 185), alert(200)], [0, 380])).toEqual(['2 alerts, steps 200 to 300']);
  });
});
