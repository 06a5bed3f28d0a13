import type { FileFacts, ReadOptions } from '../data/dataset.ts';
import type { DataSpec } from '../spec/spec.ts';
import { canonicalJson } from '../transcript/canonical.ts';
import { sha256Hex } from '../transcript/sha256.ts';
import { type AppliedFix, type DatasetVersion, type Fix, isWaiver, type Waive } from './fix.ts';

/** The version that files, their reading and a recipe make. */
export function versionOf(files: readonly Pick<FileFacts, 'sha256'>[], options: ReadOptions, steps: readonly AppliedFix[]): DatasetVersion {
  const fixes = steps.flatMap(({ fix }) => (isWaiver(fix) ? [] : [withoutFinding(fix)]));
  const named = { files: files.map(({ sha256 }) => sha256), reading: correctionsOf(options), fixes };
  return { id: sha256Hex(new TextEncoder().encode(canonicalJson(named))), steps };
}

const withoutFinding = ({ finding: _, ...fix }: Exclude<Fix, Waive>) => fix;

/** What was corrected of the reading: a data spec also says where the data are from, and how many rows are drawn. */
export function correctionsOf(options: ReadOptions & Partial<DataSpec>): ReadOptions {
  const { fixes, source, rows, test, files, ...corrections } = options;
  return Object.fromEntries(Object.entries(corrections).filter(([, value]) => value !== null && value !== undefined));
}
