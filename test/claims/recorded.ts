import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { outcomeOf } from '../../src/cli/outcome.ts';
import { prepare } from '../../src/cli/prepare.ts';
import { Printer } from '../../src/cli/printer.ts';
import { type Recording, record } from '../../src/cli/recording.ts';
import { readStoredZip } from '../../src/formats/zip-directory.ts';
import type { ClaimContext } from './claim.ts';

/** A run made by the command line for a claim, with its bundle still zipped and already opened. */
export interface Recorded extends Recording {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** From the first word of the command line to the bundle on the disk. */
  readonly secondsInAll: number;
}

/** A folder for a claim's files, which is gone when the claim has been measured. */
export async function inTemporaryFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'trainscript-claim-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Does what `npm run record -- …` does. Throws where the run did not finish: what it left cannot be measured. */
export async function recorded(words: readonly string[], out: string, { root, progress }: ClaimContext): Promise<Recorded> {
  progress(`npm run record -- ${words.join(' ')}`);
  const startedMs = performance.now();
  const prepared = prepare([...words, '--out', out]);
  if (prepared === null) throw new Error('--help measures nothing');
  const printer = new Printer({ write: (text) => progress(text.trimEnd()) }, false);
  const recording = await record(prepared, { root, printer, signal: new AbortController().signal });
  const secondsInAll = (performance.now() - startedMs) / 1000;
  const { status, errors, result } = outcomeOf(recording);
  progress(result);
  if (status !== 0) throw new Error(errors.join(' '));
  return { ...recording, files: readStoredZip(readFileSync(out), out), secondsInAll };
}

/** A file of the bundle as text. */
export function textOf({ files }: Recorded, path: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`the bundle has no ${path}; it has ${[...files.keys()].join(', ')}`);
  return new TextDecoder().decode(bytes);
}

/** The lines of one of the bundle's tables, by column name. None of the columns that are read here is ever quoted. */
export function tableOf(run: Recorded, path: string): readonly Readonly<Record<string, string>>[] {
  const [header, ...lines] = textOf(run, path).trimEnd().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
  });
}

/** Writes the bundle's files under `folder`, as unzip would. */
export function unpack({ files }: Recorded, folder: string): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** MNIST as it comes with the page. */
export const mnistFiles = (root: string, ...names: readonly ('train' | 't10k')[]): readonly string[] =>
  names
    .flatMap((name) => [`${name}-images-idx3-ubyte.gz`, `${name}-labels-idx1-ubyte.gz`])
    .map((file) => join(root, 'public/samples/mnist', file));
