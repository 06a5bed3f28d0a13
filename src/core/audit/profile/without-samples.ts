import type { Audit } from '../audit.ts';

/** The audit as it is logged of data that are declared to be about people: no row of them stands in the transcript as a sample. */
export const withoutSamples = (audit: Audit): Audit => (audit.profile ? { ...audit, profile: { ...audit.profile, samples: [] } } : audit);
