import { parseArgs } from 'node:util';
import { nearest } from '../core/problems/nearest.ts';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { BackendChoice, PhaseName } from '../core/spec/spec.ts';
import { FLAG_NAMES, type FlagName, flagOf, isFlag } from './flags.ts';

/** What a person asks `npm run record` for, before any file is looked at. Null is «as the spec says». */
export interface RecordRequest {
  readonly data: Readonly<Record<PhaseName, DataRequest>>;
  readonly init: string | null;
  readonly spec: string | null;
  readonly settings: readonly Setting[];
  readonly label: string | number | null;
  readonly backend: BackendChoice | null;
  readonly out: string | null;
  readonly quiet: boolean;
}

export interface DataRequest {
  readonly source: DataSource | null;
  readonly test: readonly string[];
  readonly indices: string | null;
  readonly card: string | null;
}

export type DataSource =
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | { readonly kind: 'sample'; readonly sample: string }
  | { readonly kind: 'none' };

export interface Setting {
  readonly path: string;
  readonly value: string;
}

/** The sample of each phase, as `--pretrain` and `--finetune` name it. */
export const SAMPLES: Readonly<Record<PhaseName, string>> = { pretrain: 'mnist', finetune: 'digits' };

/** Reads the words after `npm run record --`; null asks for help.
 *  @throws TrainscriptError `flag-…`, naming the flag, what was given and what is expected. */
export function parseArguments(words: readonly string[]): RecordRequest | null {
  const given = readFlags(words);
  if (given.has('help')) return null;
  const request: RecordRequest = {
    data: { pretrain: dataRequest(given, 'pretrain'), finetune: dataRequest(given, 'finetune') },
    init: single(given, 'init'),
    spec: single(given, 'spec'),
    settings: (given.get('set') ?? []).map(readSetting),
    label: readLabel(single(given, 'label')),
    backend: readBackend(single(given, 'backend')),
    out: single(given, 'out'),
    quiet: given.has('quiet'),
  };
  checkTogether(request, given);
  return request;
}

type Given = ReadonlyMap<FlagName, readonly string[]>;

/** Words by flag. A word that follows a flag of many words is one more of them: parseArgs alone would call it stray. */
function readFlags(words: readonly string[]): Given {
  const options = Object.fromEntries(
    FLAG_NAMES.map((name) => [name, { type: flagOf(name).value === undefined ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const given = new Map<FlagName, string[]>();
  let last: FlagName | undefined;
  for (const token of tokens) {
    if (token.kind === 'option') {
      last = knownFlag(token.name, token.rawName);
      given.set(last, [...(given.get(last) ?? []), ...readValue(last, token.value, token.inlineValue ?? false)]);
    } else if (token.kind === 'positional') {
      if (last === undefined || !flagOf(last).many) throw new TrainscriptError('flag-stray', { found: token.value });
      given.get(last)!.push(token.value);
    }
  }
  return given;
}

function knownFlag(name: string, written: string): FlagName {
  if (isFlag(name)) return name;
  throw new TrainscriptError('flag-unknown', { flag: written, nearest: `--${nearest(name, FLAG_NAMES)}` });
}

function readValue(name: FlagName, value: string | undefined, inline: boolean): readonly string[] {
  const expected = flagOf(name).value;
  if (expected === undefined) {
    if (value !== undefined) throw new TrainscriptError('flag-value', { flag: `--${name}`, found: value, expected: 'no value' });
    return [];
  }
  // What looks like a flag was meant as one: «--out --quiet» forgot the file. «--out=--quiet» says so on purpose.
  const missing = value === undefined || value === '' || (!inline && /^--?[a-z]/i.test(value));
  if (missing) throw new TrainscriptError('flag-value-missing', { flag: `--${name}`, found: value || 'nothing', expected });
  return [value];
}

function single(given: Given, name: FlagName): string | null {
  const [first, second] = given.get(name) ?? [];
  if (second !== undefined) throw new TrainscriptError('flag-twice', { flag: `--${name}`, first, second });
  return first ?? null;
}

function dataRequest(given: Given, phase: PhaseName): DataRequest {
  return {
    source: readSource(given.get(phase), phase),
    test: given.get(`${phase}-test`) ?? [],
    indices: single(given, `${phase}-indices`),
    card: single(given, `${phase}-card`) ?? single(given, 'card'),
  };
}

function readSource(words: readonly string[] | undefined, phase: PhaseName): DataSource | null {
  if (words === undefined) return null;
  const alone = words.find((word) => word === 'none' || word === SAMPLES[phase]);
  if (alone === undefined) return { kind: 'files', files: words };
  if (words.length > 1) {
    throw new TrainscriptError('flag-value', {
      flag: `--${phase}`,
      found: words.join(' '),
      expected: `files, or ${alone} and nothing else`,
    });
  }
  return alone === 'none' ? { kind: 'none' } : { kind: 'sample', sample: alone };
}

function readSetting(word: string): Setting {
  const at = word.indexOf('=');
  if (at < 1) throw new TrainscriptError('flag-value', { flag: '--set', found: word, expected: 'PATH=VALUE, such as seed=11' });
  return { path: word.slice(0, at), value: word.slice(at + 1) };
}

const readLabel = (word: string | null): string | number | null => (word !== null && /^\d+$/.test(word) ? Number(word) : word);

const BACKENDS: readonly BackendChoice[] = ['auto', 'webgpu', 'wasm', 'webgl', 'cpu'];

function readBackend(word: string | null): BackendChoice | null {
  if (word === null) return null;
  const found = BACKENDS.find((backend) => backend === word);
  if (found === undefined) throw new TrainscriptError('flag-value', { flag: '--backend', found: word, expected: BACKENDS.join(', ') });
  return found;
}

/** Flags that contradict each other, or that speak of data which nobody gave. */
function checkTogether({ data }: RecordRequest, given: Given): void {
  if (data.pretrain.source?.kind === 'none' && data.finetune.source?.kind === 'none') {
    throw new TrainscriptError('flag-value', { flag: '--finetune', found: 'none', expected: 'data, because --pretrain is none too' });
  }
  for (const phase of ['pretrain', 'finetune'] as const) {
    const { source, test } = data[phase];
    if (test.length > 0 && source?.kind !== 'files') throw needs(`--${phase}-test`, `--${phase} FILE…`);
    for (const flag of [`${phase}-indices`, `${phase}-card`] as const) {
      if (source?.kind === 'none' && given.has(flag)) throw needs(`--${flag}`, `data for --${phase}`);
    }
  }
}

const needs = (flag: string, expected: string): TrainscriptError => new TrainscriptError('flag-needs', { flag, expected });
