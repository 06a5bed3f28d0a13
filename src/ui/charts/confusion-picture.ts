import { msg } from '@lit/localize';
import type { EvaluatedEvent } from '../../core/transcript/events.ts';
import { formatCompact } from '../parts/numbers.ts';
import { boxPoints, type Picture, type Shape } from '../parts/picture.ts';
import type { ThemeColours } from '../theme-colours.ts';
import { TRACK_TOKENS } from './chart-options.ts';

const CELL = 36;
const NAMES_WIDTH = 96;
const TOP = 84;
const MARGIN = 16;
/** Longer names are cut: the table beside the picture has them whole. */
const MOST_LETTERS = 12;
const FAINTEST = 0.14;
const STRONGEST = 0.5;

/** A confusion matrix as a picture that stands alone. */
export function confusionPicture(
  heading: string,
  { phase, metrics }: EvaluatedEvent,
  classes: readonly string[],
  colours: ThemeColours,
): Picture {
  const confusion = metrics.confusion ?? [];
  const side = confusion.length * CELL;
  const label = { fill: colours.of('--ts-ink-quiet'), size: 12 } as const;
  const middle = (index: number) => (index + 0.5) * CELL;
  const heat = (right: boolean) => colours.of(right ? TRACK_TOKENS[phase] : '--ts-error');
  const cell = (count: number, total: number, truth: number, guess: number): readonly Shape[] => {
    const box = { x: NAMES_WIDTH + guess * CELL, y: TOP + truth * CELL, width: CELL - 1, height: CELL - 1 };
    const empty: Shape = { kind: 'area', points: boxPoints(box), fill: colours.of('--ts-sunken') };
    if (count === 0) return [empty];
    const alpha = FAINTEST + (STRONGEST - FAINTEST) * Math.sqrt(count / total);
    const at = { x: box.x + CELL / 2, y: box.y + CELL / 2 + 4 };
    return [
      empty,
      { kind: 'area', points: boxPoints(box), fill: heat(truth === guess), alpha: Math.round(alpha * 1000) / 1000 },
      { kind: 'text', ...at, text: formatCompact(count), fill: colours.of('--ts-ink'), size: 11, anchor: 'middle' },
    ];
  };
  const shapes: Shape[] = [
    { kind: 'text', x: MARGIN, y: 28, text: heading, fill: colours.of('--ts-ink'), size: 17, bold: true },
    { kind: 'text', x: MARGIN, y: 50, text: msg('Down: what it is. Across: what it was taken for.'), ...label },
    ...classes.flatMap((name, i): Shape[] => [
      { kind: 'text', x: NAMES_WIDTH - 8, y: TOP + middle(i) + 4, text: cut(name), anchor: 'end', ...label },
      { kind: 'text', x: NAMES_WIDTH + middle(i), y: TOP - 8, text: name.slice(0, 5), anchor: 'middle', ...label },
    ]),
    ...confusion.flatMap((counts, truth) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      return counts.flatMap((count, guess) => cell(count, total, truth, guess));
    }),
  ];
  return { width: Math.max(480, NAMES_WIDTH + side + MARGIN), height: TOP + side + MARGIN, background: colours.of('--ts-surface'), shapes };
}

const cut = (name: string): string => (name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name);
