import { loadavg } from 'node:os';
import { meanInterval, quantile } from '../bench/summary.ts';
import type { Claim } from './claim.ts';
import { inProbe } from './probe/in-probe.ts';

/** A pair is off by some per cent where the machine is: so many tell two per cent from none. */
const PAIRS = 40;
const MAX_COST = 0.02;

export const claim: Claim = {
  name: 'logging-cost',
  statement: 'Keeping everything of every step costs next to nothing beside training it, on WASM.',
  bar: `a step of a run takes at most ${100 * MAX_COST} % longer than the same step alone, in the mean of ${PAIRS} pairs`,
  async run({ root, progress }) {
    const loadBefore = loadavg()[0];
    progress(`${PAIRS} pairs of stretches, with and without logging`);
    const { on, off, steps, threads } = await inProbe(root, false, (page) => page.evaluate((pairs) => probes.logging(pairs), PAIRS));
    const costs = on.map((ms, i) => ms / off[i] - 1);
    const { mean, half } = meanInterval(costs);
    const percent = (share: number) => Number((100 * share).toFixed(2));
    return {
      holds: mean <= MAX_COST,
      figures: {
        costPercent: percent(mean),
        lowPercent: percent(mean - half),
        highPercent: percent(mean + half),
        medianPercent: percent(quantile(costs, 0.5)),
        stepMsWithLogging: quantile(on, 0.5),
        stepMsAlone: quantile(off, 0.5),
        pairs: PAIRS,
        stepsPerStretch: steps,
        threads,
        loadBefore,
        loadAfter: loadavg()[0],
      },
      lines: [
        `A pair is ${steps} steps of batch 64 with and ${steps} without, 20 in turn, by the same network: events, hash chain, histograms, a keyframe, the transcript in IndexedDB on the`,
        'disk, messages to the page. Statistics and fingerprint are part of the Adam kernel and in both; evaluations and the screen are in neither.',
      ],
      note: `${percent(mean)} % (95 % interval ${percent(mean - half)} to ${percent(mean + half)} %)`,
    };
  },
};
