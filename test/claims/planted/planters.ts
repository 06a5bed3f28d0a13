import type { FindingCode } from '../../../src/core/audit/audit.ts';
import { FINDING_TEXTS } from '../../../src/core/audit/finding-texts.ts';
import { DRIFT_PLANTERS } from './drift-planters.ts';
import { IMAGE_PLANTERS } from './image-planters.ts';
import type { ImageSet } from './image-set.ts';
import { LABEL_IMAGES, LABEL_TABLES } from './label-planters.ts';
import { NEIGHBOUR_IMAGES, NEIGHBOUR_TABLES } from './neighbour-planters.ts';
import { PERSONAL_PLANTERS } from './personal-planters.ts';
import type { Planter } from './planter.ts';
import { TABLE_PLANTERS } from './table-planters.ts';
import type { TableSet } from './table-set.ts';

/** What finds a defect: the audit of what was read, the comparison of rows with each other, or the check of the labels. */
export type Route = 'read' | 'compared' | 'labels';

interface Planters {
  readonly tables: readonly Planter<TableSet>[];
  readonly images: readonly Planter<ImageSet>[];
}

export const PLANTERS: Readonly<Record<Route, Planters>> = {
  read: { tables: [...TABLE_PLANTERS, ...PERSONAL_PLANTERS, ...DRIFT_PLANTERS], images: IMAGE_PLANTERS },
  compared: { tables: NEIGHBOUR_TABLES, images: NEIGHBOUR_IMAGES },
  labels: { tables: LABEL_TABLES, images: LABEL_IMAGES },
};

/** Findings that nobody plants. */
export function unplanted(): readonly FindingCode[] {
  const planted = new Set(Object.values(PLANTERS).flatMap(({ tables, images }) => [...tables, ...images].map(({ code }) => code)));
  return codesOf(FINDING_TEXTS).filter((code) => !planted.has(code));
}

const codesOf = (texts: Readonly<Record<FindingCode, string>>): readonly FindingCode[] => Object.keys(texts) as FindingCode[];
