import { TrainscriptError } from '../core/problems/problem.ts';
import { unpacked } from './unpacked.ts';

type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;

/** RFC 1952, §2.3.1: every gzip member begins with these two bytes. */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Unpacks a gzip stream, as `unpacked` does. Throws `gzip-truncated` where the data stops short, and `gzip-damaged` for a wrong checksum,
 *  broken data, or anything behind the end (another gzip member among it: browsers refuse it, where `gunzip` would go on). */
export const gunzip = (packed: Chunks, file: string, signal: AbortSignal): Chunks =>
  unpacked('gzip', packed, signal, ({ isCutOff, bytes }, cause) => {
    return new TrainscriptError(isCutOff ? 'gzip-truncated' : 'gzip-damaged', { file, bytes }, cause);
  });
