import { makeFinding } from '../../../../src/core/audit/finding.ts';
import { nearDuplicateFindings, outlierFindings } from '../../../../src/core/audit/neighbours/neighbour-findings.ts';

/** Five rows to train on, of which two are nearly one and the last is far out, and a test row that is nearly the first. */
const CLOUD = { count: 6, size: 1, trained: 5, rows: Uint32Array.from([0, 1, 2, 3, 4, 0]), gather: () => new Float32Array(0) };

/** What a closer look can find: of rows beside each other, or that they were not, and of their labels. */
export const COMPARED = [
  ...nearDuplicateFindings(CLOUD, { groups: [Uint32Array.from([0, 1, 5])], complete: true }, 1),
  ...outlierFindings(
    CLOUD,
    Float32Array.from({ length: 50 }, (_, i) => (i < 40 ? 1 : 9)),
    5,
  ),
  makeFinding('rows-not-compared', 'info', { count: 60_000 }),
  makeFinding('rows-too-many', 'info', { count: 6_000_000, fields: { limit: 100_000 } }),
  makeFinding('wrong-labels', 'warning', { count: 3, fields: { total: 100, share: 3, unsure: 2 } }),
];
