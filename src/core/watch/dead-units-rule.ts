import { figure, type MakeRule } from './rule.ts';

/** Networks in order have a third of a wide layer at rest (the sample's: 3 of 50 channels, 180 of 500 units); at ten times Adam's
 *  usual rate 49 of 50 channels were. */
const DEAD_SHARE = 0.5;
/** A unit may answer to what few rows do not show. */
const LEAST_ROWS = 100;

/** Units that were 0 for every test row: their ReLU lets nothing through, no gradient comes back, and they learn nothing. The rule
 *  for dead layers sees a layer only once all of them are. */
export const deadUnits: MakeRule = ({ frozen }) => ({
  name: 'dead-relus',
  patience: 1,
  look: (event) => {
    if (event.kind !== 'evaluated' || !event.deadUnits || event.rows < LEAST_ROWS) return null;
    const { rows } = event;
    return Object.entries(event.deadUnits)
      .filter(([layer, [dead, units]]) => dead > units * DEAD_SHARE && !frozen.includes(layer))
      .map(([layer, [dead, units]]) => {
        const numbers = () => ({ value: dead, units, share: figure(dead / units), threshold: DEAD_SHARE, rows });
        return { code: 'watch-dead-relus', tensor: layer, numbers };
      });
  },
});
