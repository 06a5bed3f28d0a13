import type { Finding } from '../../../src/core/audit/audit.ts';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import { DataSlot } from '../../../src/worker/data/data-slot.ts';
import { compareRows } from '../../../src/worker/data/neighbours.ts';
import { answering } from './answering.ts';

export interface AuditTimes {
  readonly rows: number;
  readonly pixels: number;
  /** Of what is found while the page waits, and of the comparison of the rows with each other. */
  readonly auditSeconds: number;
  readonly compareSeconds: number;
  readonly found: readonly string[];
}

answering(auditSample);

/** Audits all images of a sample as the page does, in two parts: what it shows at once, and the closer look. */
async function auditSample(sample: string): Promise<AuditTimes> {
  const slot = new DataSlot('pretrain', () => undefined);
  await slot.loadSample(sample, {});
  if (slot.loaded?.data.train.features.kind !== 'image') throw new Error(`${sample} has no images`);
  const { data } = slot.loaded;
  const { height, width } = slot.loaded.data.train.features;
  const startedMs = performance.now();
  const { findings } = auditData('pretrain', data);
  const auditedMs = performance.now();
  const compared = await resultOf(compareRows(data));
  return {
    rows: data.train.rows + (data.test?.rows ?? 0),
    pixels: height * width,
    auditSeconds: (auditedMs - startedMs) / 1000,
    compareSeconds: (performance.now() - auditedMs) / 1000,
    found: [...findings, ...compared].map(({ code }) => code),
  };
}

async function resultOf(work: AsyncGenerator<number, Finding[], void>): Promise<Finding[]> {
  for (;;) {
    const { value, done } = await work.next();
    if (done) return value;
  }
}
