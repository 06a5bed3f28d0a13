import { RunSeries } from '../src/app/charts/run-series.ts';

/** Single steps of a long run that stand out; no two have the same value. */
export const SPIKES: readonly { readonly step: number; readonly value: number }[] = Array.from({ length: 24 }, (_, i) => ({
  step: 1 + Math.floor(((i + 0.37) / 24) * 999_999),
  value: (i % 3 === 0 ? -1 : 1) * (50 + i),
}));

/** A pretraining of so many steps, with a falling, noisy loss and the spikes in it. */
export function millionSteps(steps = 1_000_000): RunSeries {
  const series = new RunSeries();
  const { step, loss, accuracy, gradientNorm, updateRatio, wallTimeMs, epoch, batchSize, fingerprint } = series.tracks.pretrain;
  const spikes = new Map(SPIKES.map((spike) => [spike.step, spike.value]));
  let noise = 12345;
  for (let at = 1; at <= steps; at++) {
    noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0;
    const wobble = noise / 2 ** 32;
    step.push(at);
    loss.push(spikes.get(at) ?? 0.05 + 2.3 * Math.exp(-at / 90_000) + 0.3 * wobble);
    accuracy.push(Math.round(64 * (0.98 - 0.8 * Math.exp(-at / 90_000)) * (0.9 + 0.1 * wobble)) / 64);
    gradientNorm.push(0.3 + wobble);
    updateRatio.push(0.003 + 0.002 * wobble);
    wallTimeMs.push(at * 2 + wobble);
    epoch.push(1 + Math.floor(at / 1000));
    batchSize.push(64);
    fingerprint.push(noise);
  }
  return series;
}
