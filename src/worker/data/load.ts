import { type Reading, type ReadOptions, type TableFormat, taskOf } from '../../core/data/dataset.ts';
import { applyFixes } from '../../core/fixes/apply-fixes.ts';
import { versionOf } from '../../core/fixes/version.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import { type ByteSource, type OpenedBytes, openBytes } from '../../formats/bytes.ts';
import { type IdxFile, readIdx } from '../../formats/idx.ts';
import { idxDatasets } from '../../formats/idx-dataset.ts';
import { pairIdx } from '../../formats/idx-pairs.ts';
import { FOREIGN_KINDS, hexOf, sniff } from '../../formats/sniff.ts';
import { type DecodeImage, decodeImage } from './decode-image.ts';
import { loadImages } from './load-images.ts';
import { loadTables } from './load-tables.ts';
import { factsOfFile, type LoadedPhase, resized } from './loaded-phase.ts';
import { previewAfter, previewImages } from './preview.ts';

/** Told of the bytes read so far and of all there are, over all files, as dropped. */
export type OnProgress = (done: number, total: number) => void;

/** Reads dropped files, and does what the person wants done about their rows. Throws as `readFiles` and `applyFixes` do. */
export async function loadFiles(...given: Parameters<typeof readFiles>): Promise<LoadedPhase> {
  return fixed(await readFiles(...given), given[1]);
}

/** Files that were read with these options, but for the fixes, with the fixes. */
export function fixed(read: LoadedPhase, options: ReadOptions): LoadedPhase {
  const { data, steps } = applyFixes(read, options.fixes ?? []);
  const isInverted = steps.filter(({ fix }) => fix.kind === 'invert-images').length % 2 === 1;
  return { ...data, version: versionOf(data.files, options, steps), preview: previewAfter(read, data.train, isInverted) };
}

/** Reads dropped files as one dataset: pairs of IDX files, or one table (CSV, JSON Lines, Parquet), or two of which one is named as the test set, or a zip of class folders of pictures. Every row keeps its position in the
 *  file. Throws a `TrainscriptError` for whatever is wrong with the files, and the signal's reason when it is aborted. */
export async function readFiles(
  files: readonly ByteSource[],
  options: ReadOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
  decode: DecodeImage = decodeImage,
): Promise<LoadedPhase> {
  if (files.length === 0) throw new TrainscriptError('files-none');
  const opened: OpenedBytes[] = [];
  try {
    const progress = progressOver(files, onProgress);
    for (const file of files) opened.push(await openBytes(file, signal, progress(file)));
    const kind = kindOfAll(opened);
    if (kind === 'images') return await loadImages(opened, options, decode, onProgress, signal);
    return kind === 'idx' ? await loadIdx(opened, options) : await loadTables(opened, kind, options);
  } finally {
    await Promise.all(opened.map((file) => file.close()));
  }
}

/** Reports of single files as one of all, not more often than the eye can tell. */
function progressOver(files: readonly ByteSource[], onProgress: OnProgress): (file: ByteSource) => (bytes: number) => void {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const done = new Map<ByteSource, number>();
  let told = 0;
  return (file) => (bytes) => {
    done.set(file, bytes);
    const all = [...done.values()].reduce((sum, one) => sum + one, 0);
    if (all < total && all - told < total / PROGRESS_STEPS) return;
    told = all;
    onProgress(all, total);
  };
}

const PROGRESS_STEPS = 200;

type DataKind = 'idx' | 'images' | TableFormat;

const KIND_NAMES: Readonly<Record<DataKind, string>> = {
  idx: 'IDX',
  images: 'zip',
  csv: 'CSV',
  jsonl: 'JSON Lines',
  parquet: 'Parquet',
};

/** What all files are. Throws `file-empty`, `file-not-data`, `file-unknown`, or `files-mixed`. */
function kindOfAll(files: readonly OpenedBytes[]): DataKind {
  const kinds = files.map(kindOf);
  const [kind, ...others] = new Set(kinds);
  if (others.length === 0) return kind;
  const found = files.map(({ name }, i) => `${name} (${KIND_NAMES[kinds[i]]})`).join(', ');
  throw new TrainscriptError('files-mixed', { found });
}

function kindOf({ name: file, head }: OpenedBytes): DataKind {
  const kind = sniff(head);
  if (kind === 'idx' || kind === 'jsonl' || kind === 'parquet') return kind;
  if (kind === 'zip') return 'images';
  if (kind === 'text' || kind === 'utf-16le' || kind === 'utf-16be') return 'csv';
  if (kind === 'empty') throw new TrainscriptError('file-empty', { file });
  // A name that promises IDX deserves to be told what IDX begins with.
  if (kind === 'unknown')
    throw new TrainscriptError(/idx\d|ubyte/i.test(file) ? 'idx-magic' : 'file-unknown', { file, found: hexOf(head) });
  throw new TrainscriptError('file-not-data', { file, found: FOREIGN_KINDS[kind] });
}

async function loadIdx(opened: readonly OpenedBytes[], options: ReadOptions): Promise<LoadedPhase> {
  const files: IdxFile[] = [];
  for (const file of opened) files.push(await readIdx(file));
  const { train, test } = idxDatasets(pairIdx(files), options);
  const { features } = train;
  const reading: Reading = {
    format: 'idx',
    encoding: null,
    delimiter: null,
    header: null,
    preamble: 0,
    columns: [],
    label: null,
    task: taskOf(train.target),
    shape: { kind: 'image', height: features.height, width: features.width },
    maximum: features.maximum,
  };
  const facts = opened.map((file, i) => factsOfFile(file, `idx-${files[i].header.kind}`));
  return {
    train: resized(train),
    test: test && resized(test),
    files: facts,
    reading,
    facts: null,
    columns: [],
    preview: previewImages(features, train),
  };
}
