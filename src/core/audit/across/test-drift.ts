import type { PhaseData } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { compareSets } from './compare-sets.ts';
import { TEST_DRIFT } from './drift-codes.ts';

/** How far a phase's own test rows lie from its training rows. */
export const testDriftFindings = ({ train, test }: PhaseData): Finding[] => (test === null ? [] : compareSets(train, test, TEST_DRIFT));
