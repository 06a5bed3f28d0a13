import type { Claim } from './claim.ts';
import { inProbe } from './probe/in-probe.ts';

const ROWS = 12_000;
const SHARE = 0.05;
const SEED = 11;
const BAR = 0.9;

export const claim: Claim = {
  name: 'label-noise',
  statement: 'Wrong labels are found by training on the others: the list of suspects begins with them.',
  bar: `${100 * SHARE} % of the labels of ${ROWS} rows of MNIST changed to another class: average precision of the ranked list ≥ ${BAR}`,
  async run({ root, progress }) {
    progress('three networks on two thirds of the rows each, on WASM');
    const order = { rows: ROWS, share: SHARE, seed: SEED };
    const { hits, restored, changed, checked, seconds } = await inProbe(root, false, (page) =>
      page.evaluate((asked) => probes.labelNoise(asked), order),
    );
    const precision = averagePrecision(hits, changed);
    const found = hits.filter(Boolean).length;
    return {
      holds: precision >= BAR,
      figures: {
        averagePrecision: Number(precision.toFixed(4)),
        changed,
        found,
        suspects: hits.length,
        restored,
        checked,
        seconds: Number(seconds.toFixed(1)),
      },
      lines: [
        `${found} of ${changed} changed labels among ${hits.length} suspects, ${restored} of them with the class that they had. A label that is not among the suspects counts`,
        'as never found. MNIST’s own wrong labels count against the list.',
      ],
      note: `average precision ${precision.toFixed(3)}`,
    };
  },
};

/** Mean over all that is to be found of the precision where it stands in the list, 0 where it does not. */
function averagePrecision(hits: readonly boolean[], wanted: number): number {
  let found = 0;
  const sum = hits.reduce((total, isHit, i) => {
    if (isHit) found++;
    return isHit ? total + found / (i + 1) : total;
  }, 0);
  return sum / wanted;
}
