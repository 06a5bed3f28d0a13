import { TrainscriptError } from '../core/problems/problem.ts';
import type { Segment } from '../core/transcript/segment.ts';
import type { ChainHead } from '../core/transcript/transcript.ts';
import type { Connection } from './database.ts';
import { errorName } from './error-name.ts';
import type { KeyframeFile } from './keyframe-files.ts';
import { type KeyframePart, MAX_VALUE_BYTES, type RunRecord } from './schema.ts';

/** What one transaction adds to a run, computed before it opens. */
export interface Commit {
  /** The transcript must end here for the segment to fit. */
  readonly before: ChainHead;
  readonly segment: Segment;
  /** The run's record afterwards. */
  readonly record: RunRecord;
  /** `strict` waits for the disk; `relaxed` survives the death of the tab and the browser, but not of the machine. */
  readonly durability: 'strict' | 'relaxed';
}

/** Keeps segment, keyframes (those that no file could take) and record together or not at all. May be repeated: what is already kept is left alone.
 *  @throws TrainscriptError `storage-cleared`, `run-taken-over`; DOMException `QuotaExceededError` and others. */
export async function commit(
  db: Connection,
  { before, segment, record, durability }: Commit,
  keyframes: readonly KeyframePart[],
): Promise<void> {
  const transaction = db.transaction(['runs', 'segments', 'details', 'keyframes'], 'readwrite', { durability });
  try {
    const stored = await transaction.objectStore('runs').get(record.runId);
    if (stored?.head.hash !== record.head.hash) {
      checkFits(before, stored, record.runId);
      const { runId } = record;
      const { detail, ...drawn } = segment;
      const requests = [
        () => transaction.objectStore('segments').add({ runId, ...drawn }),
        () => transaction.objectStore('details').add({ runId, firstSeq: segment.firstSeq, detail }),
        ...keyframes.map((part) => () => transaction.objectStore('keyframes').put(part)),
        () => transaction.objectStore('runs').put({ ...record, ...keptOf(stored) }),
      ];
      // `async`: a request that throws at once must not leave the promises of those before it unattended.
      await Promise.all(requests.map(async (request) => request()));
    }
    await transaction.done;
  } catch (error) {
    abort(transaction);
    const ended: unknown = await transaction.done.catch((reason: unknown) => reason);
    throw errorName(ended) === 'QuotaExceededError' ? ended : error;
  }
}

/** What the person did to the record while the run is written. */
function keptOf(stored: RunRecord | undefined): Pick<RunRecord, 'deleted' | 'annotation'> {
  return { deleted: stored?.deleted ?? false, ...(stored?.annotation && { annotation: stored.annotation }) };
}

function checkFits(before: ChainHead, stored: RunRecord | undefined, runId: string): void {
  if (stored === undefined && before.seq >= 0) throw new TrainscriptError('storage-cleared', { runId, seq: before.seq + 1 });
  if (stored !== undefined && stored.head.hash !== before.hash) {
    throw new TrainscriptError('run-taken-over', { runId, found: stored.head.seq, expected: before.seq });
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself already.
  }
}

/** Cuts a keyframe into values of a size that every engine stores; one that is small enough is stored as it is. */
export function keyframeParts({ bytes: file, ...place }: KeyframeFile): KeyframePart[] {
  if (file.byteLength <= MAX_VALUE_BYTES) return [{ ...place, part: 0, bytes: file }];
  const count = Math.ceil(file.byteLength / MAX_VALUE_BYTES);
  return Array.from({ length: count }, (_, part) => ({
    ...place,
    part,
    bytes: file.slice(part * MAX_VALUE_BYTES, (part + 1) * MAX_VALUE_BYTES),
  }));
}
