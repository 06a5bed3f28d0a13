import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { sampleOf } from '../../app/data/samples.ts';
import type { RunView } from '../../app/view-state.ts';
import type { DataRow, RowPlace, StepDetail } from '../../core/looks/looks.ts';
import type { BatchRow, Beside, TensorLook } from '../../core/looks/step-look.ts';
import { type PhaseName, phaseOf, type Track } from '../../core/spec/spec.ts';
import { trackName } from '../charts/chart-texts.ts';
import { phaseHeading } from '../data/reading-texts.ts';
import { formatCount, formatShare, formatValue } from '../parts/numbers.ts';

/** A value this many times its median is marked. */
export const STANDS_OUT = 3;

/** The whole answer in a sentence or two; it claims nothing that the numbers do not hold. */
export function sumUp({ step, track, loss, compared, worst, rowCount, tensors }: StepDetail): string {
  const value = formatValue(loss.value);
  const against =
    loss.median === null
      ? msg(str`Step ${formatCount(step)} (${trackName(track)}): loss ${value}, with no step of its track before it.`)
      : msg(
          str`Step ${formatCount(step)} (${trackName(track)}): loss ${value} against a median of ${formatValue(loss.median)} over the ${compared} before.`,
        );
  const grown = compared === 0 ? '' : growthText(tensors[0]);
  return [against, worst === null ? '' : worstText(worst, rowCount), grown].filter((text) => text !== '').join(' ');
}

function growthText({ name, gradientL2 }: TensorLook): string {
  if ((gradientL2.factor ?? 0) <= 1) return msg('No tensor’s gradient is above its median.');
  return msg(str`The gradient that grew most: ${name}, ${factorText(gradientL2)} its median.`);
}

function worstText({ rows, share }: NonNullable<StepDetail['worst']>, of: number): string {
  if (rows === 1) return msg(str`1 of ${formatCount(of)} rows carries ${formatShare(share, 0)} of it.`);
  return msg(str`${formatCount(rows)} of ${formatCount(of)} rows carry ${formatShare(share, 0)} of it.`);
}

/** «×14», «×0.80»; a dash where there is nothing to compare with. */
export function factorText({ factor }: Beside): string {
  if (factor === null) return '–';
  if (!Number.isFinite(factor)) return '×∞';
  return `×${factor >= 10 ? formatCount(factor) : factor.toPrecision(2)}`;
}

/** A class by its name, an amount by its digits. */
export const nameOf = (value: number | null, classes: readonly string[] | null): string =>
  value === null ? '–' : classes === null ? formatValue(value) : (classes[value] ?? String(value));

/** What a row is, and what it was taken for: by sign and word. */
export function predictionText(
  { label, prediction }: DataRow & Pick<BatchRow, 'prediction'>,
  classes: readonly string[] | null,
): TemplateResult {
  const [name, guess] = [nameOf(label, classes), nameOf(prediction, classes)];
  if (prediction === null) return html`<span>${label === null ? nothing : msg(str`labelled ${name}`)}</span>`;
  if (label === null) return html`<span>${msg(str`predicted ${guess}`)}</span>`;
  if (classes === null) return html`<span>${msg(str`${name}, predicted ${guess}`)}</span>`;
  if (label === prediction) return html`<span class="right"><i aria-hidden="true">✓</i> ${msg(str`${name}, right`)}</span>`;
  return html`<span class="wrong"><i aria-hidden="true">✗</i> ${msg(str`${name}, taken for ${guess}`)}</span>`;
}

/** Which data to bring, so that rows can be seen. */
export function missingDataText({ spec }: RunView, name: PhaseName): string {
  const data = phaseOf(spec, name)?.data;
  const sample = sampleOf(data?.source ?? '');
  const where = phaseHeading(name);
  if (sample)
    return msg(str`The rows themselves are not loaded: under «${where}», choose the sample (${sample.name}) that the run was trained on.`);
  const files = (data?.files ?? []).map(({ file, sha256 }) => `${file} (SHA-256 ${sha256.slice(0, 8)}…)`).join(', ');
  return msg(str`The rows themselves are not loaded: under «${where}», drop what the run was trained on: ${files || '–'}.`);
}

/** What became of a row that no step used. */
export function unusedText(place: RowPlace): string {
  if (place === 'test') return msg('No step used it: it is held out for testing.');
  if (place === 'excluded') return msg('No step used it: it cannot be trained on (see the findings), and was left out.');
  if (place === 'not-drawn') return msg('No step used it: the run took only a part of the rows, and not this one.');
  if (place === 'train') return msg('No step has used it yet: it is among those to train on.');
  return msg('No step used it: held out for testing, or not drawn.');
}

export const classesOf = (run: RunView, track: Track): readonly string[] | null =>
  run.phases.find(({ phase }) => phase === track)?.classes ?? null;
