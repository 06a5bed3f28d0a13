import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Card } from '../core/policy/card.ts';
import { parseCard } from '../core/policy/card-parse.ts';
import { TrainscriptError } from '../core/problems/problem.ts';
import { type PhaseName, phaseOf, type RunSpec } from '../core/spec/spec.ts';
import { parseArguments, type RecordRequest } from './arguments.ts';
import { requestedSpec } from './requested-spec.ts';

/** A request with everything looked at that can be wrong before a browser is started. File paths are absolute. */
export interface PreparedRecord {
  readonly spec: RunSpec;
  readonly data: Readonly<Partial<Record<PhaseName, PreparedData>>>;
  readonly init: string | null;
  /** Null: the page's own name, in the current folder. */
  readonly out: string | null;
  readonly quiet: boolean;
}

export interface PreparedData {
  /** Train files and test files; empty for a sample. */
  readonly files: readonly string[];
  readonly indices: string | null;
  readonly card: { readonly file: string; readonly card: Card } | null;
}

/** Reads the words of the command line and the files that they name; null asks for help.
 *  @throws TrainscriptError for anything that is wrong with the call: exit status 2. */
export function prepare(words: readonly string[]): PreparedRecord | null {
  const request = parseArguments(words);
  if (request === null) return null;
  const spec = requestedSpec(request, request.spec === null ? null : readJson('--spec', request.spec));
  const data = Object.fromEntries(spec.phases.map(({ phase }) => [phase, preparedData(request, spec, phase)]));
  return {
    spec,
    data,
    init: request.init === null ? null : readableFile('--init', request.init),
    out: request.out === null ? null : writablePlace('--out', request.out),
    quiet: request.quiet,
  };
}

function preparedData({ data }: RecordRequest, spec: RunSpec, phase: PhaseName): PreparedData {
  const { source, test, indices, card } = data[phase];
  const train = source?.kind === 'files' ? source.files : [];
  const fromFiles = phaseOf(spec, phase)?.data.source === 'files';
  return {
    files: [...train.map((file) => readableFile(`--${phase}`, file)), ...test.map((file) => readableFile(`--${phase}-test`, file))],
    indices: indices === null ? null : readableFile(`--${phase}-indices`, indices),
    // A sample brings its own card.
    card: card === null || !fromFiles ? null : readCard(card),
  };
}

function readCard(path: string): NonNullable<PreparedData['card']> {
  const file = readableFile('--card', path);
  return { file, card: parseCard(readJson('--card', path), path) };
}

function readJson(flag: string, path: string): unknown {
  const file = readableFile(flag, path);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new TrainscriptError('flag-json', { flag, found: path, detail: detailOf(cause) }, cause);
  }
}

function readableFile(flag: string, path: string): string {
  const file = resolve(path);
  try {
    accessSync(file, constants.R_OK);
  } catch (cause) {
    throw new TrainscriptError('flag-file', { flag, found: path, detail: detailOf(cause) }, cause);
  }
  if (!statSync(file).isFile()) throw new TrainscriptError('flag-file', { flag, found: path, detail: 'it is a folder' });
  return file;
}

/** A run takes minutes: that it cannot be written down must not turn out at its end. */
function writablePlace(flag: string, path: string): string {
  const file = resolve(path);
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (cause) {
    throw new TrainscriptError('flag-folder', { flag, found: path, detail: detailOf(cause) }, cause);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new TrainscriptError('flag-folder', { flag, found: path, detail: 'it is a folder' });
  return file;
}

/** What the system says, without the path that the message already has. */
function detailOf(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  return code === 'ENOENT' ? 'there is none' : (code ?? message ?? String(cause));
}
