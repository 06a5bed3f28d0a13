import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');
const THEMES = ['light', 'dark'] as const;
const SURFACES = ['page', 'surface', 'raised', 'sunken', 'hover'];
const TEXTS = ['ink', 'ink-quiet', 'ink-faint', 'link', 'pretrain', 'finetune', 'baseline', 'recalled', 'info', 'warning', 'error', 'pass'];
const SOFT = ['pretrain', 'finetune', 'baseline', 'info', 'warning', 'error', 'pass'];

const TEXT_CONTRAST = 4.5;
const CONTROL_CONTRAST = 3;

function colour(name: string, theme: 0 | 1): string {
  const match = new RegExp(`--ts-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  if (match === null) throw new Error(`tokens.css has no colour --ts-${name}`);
  return match[theme + 1];
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test('black on white is 21, so the measure is right', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

for (const [index, theme] of THEMES.entries()) {
  const of = (name: string) => colour(name, index as 0 | 1);

  test(`${theme}: text reaches ${TEXT_CONTRAST} on every surface`, () => {
    for (const text of TEXTS)
      for (const surface of SURFACES) {
        expect(contrast(of(text), of(surface)), `${text} on ${surface}`).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      }
  });

  test(`${theme}: the lines of runs that are compared reach ${CONTROL_CONTRAST} on what charts stand on`, () => {
    for (let run = 1; run <= 8; run++)
      for (const surface of ['page', 'surface']) {
        expect(contrast(of(`run-${run}`), of(surface)), `run ${run} on ${surface}`).toBeGreaterThanOrEqual(CONTROL_CONTRAST);
      }
  });

  test(`${theme}: track and severity text reaches ${TEXT_CONTRAST} on its soft ground, and so does plain text`, () => {
    for (const name of SOFT) {
      expect(contrast(of(name), of(`${name}-soft`)), name).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      expect(contrast(of('ink'), of(`${name}-soft`)), `ink on ${name}-soft`).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    }
  });

  test(`${theme}: outlines of controls and focus reach ${CONTROL_CONTRAST}, the primary button's text ${TEXT_CONTRAST}`, () => {
    for (const surface of SURFACES) {
      expect(contrast(of('control'), of(surface)), `control on ${surface}`).toBeGreaterThanOrEqual(CONTROL_CONTRAST);
      expect(contrast(of('focus'), of(surface)), `focus on ${surface}`).toBeGreaterThanOrEqual(CONTROL_CONTRAST);
    }
    expect(contrast(of('on-accent'), of('accent'))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    expect(contrast(of('on-accent'), of('accent-hover'))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });
}
