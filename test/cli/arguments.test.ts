import { describe, expect, test } from 'vitest';
import { parseArguments, type RecordRequest } from '../../src/cli/arguments.ts';
import { FLAG_NAMES, helpText } from '../../src/cli/flags.ts';
import type { ProblemFields } from '../../src/core/problems/problem.ts';
import { TrainscriptError } from '../../src/core/problems/problem.ts';
import type { ProblemCode } from '../../src/core/problems/problem-texts.ts';

const EMPTY_DATA = { source: null, test: [], indices: null, card: null };
const EMPTY: RecordRequest = {
  data: { pretrain: EMPTY_DATA, finetune: EMPTY_DATA },
  init: null,
  spec: null,
  settings: [],
  label: null,
  backend: null,
  out: null,
  quiet: false,
};

describe('parseArguments', () => {
  test('no words leave everything to the spec', () => {
    expect(parseArguments([])).toEqual(EMPTY);
  });

  test('reads every flag', () => {
    const words =
      '--pretrain a.gz b.gz --pretrain-test c.gz --finetune d.csv --finetune-test e.csv --init w.pth --spec run.json --set seed=11 --set name=a=b' +
      ' --pretrain-indices p.tsv --finetune-indices f.tsv --label species --card c.json --backend wasm --out run.zip --quiet';
    expect(parseArguments(words.split(' '))).toEqual({
      data: {
        pretrain: { source: { kind: 'files', files: ['a.gz', 'b.gz'] }, test: ['c.gz'], indices: 'p.tsv', card: 'c.json' },
        finetune: { source: { kind: 'files', files: ['d.csv'] }, test: ['e.csv'], indices: 'f.tsv', card: 'c.json' },
      },
      init: 'w.pth',
      spec: 'run.json',
      settings: [
        { path: 'seed', value: '11' },
        { path: 'name', value: 'a=b' },
      ],
      label: 'species',
      backend: 'wasm',
      out: 'run.zip',
      quiet: true,
    });
  });

  test('knows the samples and none from files of any other name', () => {
    const data = parseArguments(['--pretrain', 'mnist', '--finetune', 'digits'])!.data;
    expect(data.pretrain.source).toEqual({ kind: 'sample', sample: 'mnist' });
    expect(data.finetune.source).toEqual({ kind: 'sample', sample: 'digits' });
    expect(parseArguments(['--pretrain', 'none'])!.data.pretrain.source).toEqual({ kind: 'none' });
    expect(parseArguments(['--pretrain', './mnist'])!.data.pretrain.source).toEqual({ kind: 'files', files: ['./mnist'] });
    expect(parseArguments(['--finetune', 'mnist'])!.data.finetune.source).toEqual({ kind: 'files', files: ['mnist'] });
  });

  test('takes files after one flag, after the same flag again, and after «--»', () => {
    const files = (...words: string[]) => parseArguments(['--finetune', ...words])!.data.finetune.source;
    expect(files('a', 'b', '--finetune', 'c')).toEqual({ kind: 'files', files: ['a', 'b', 'c'] });
    expect(files('a', '--', '--b')).toEqual({ kind: 'files', files: ['a', '--b'] });
  });

  test('a phase’s own card goes before the card of both', () => {
    const { data } = parseArguments(['--card', 'both.json', '--pretrain-card', 'own.json'])!;
    expect([data.pretrain.card, data.finetune.card]).toEqual(['own.json', 'both.json']);
  });

  test('a label of digits alone is a position, and a value may begin with a minus', () => {
    expect(parseArguments(['--label', '0'])!.label).toBe(0);
    expect(parseArguments(['--label', '4th'])!.label).toBe('4th');
    expect(parseArguments(['--label', '-1'])!.label).toBe('-1');
    expect(parseArguments(['--label=--odd'])!.label).toBe('--odd');
  });

  test('asks for help wherever it stands', () => {
    expect(parseArguments(['--quiet', '--help'])).toBeNull();
  });

  test.each<[string, ProblemCode, ProblemFields]>([
    ['--pretrian mnist', 'flag-unknown', { flag: '--pretrian', nearest: '--pretrain' }],
    ['-q', 'flag-unknown', { flag: '-q' }],
    ['run.json', 'flag-stray', { found: 'run.json' }],
    ['--quiet run.json', 'flag-stray', { found: 'run.json' }],
    ['--init a.pth b.pth', 'flag-stray', { found: 'b.pth' }],
    ['--quiet=yes', 'flag-value', { flag: '--quiet', found: 'yes', expected: 'no value' }],
    ['--out', 'flag-value-missing', { flag: '--out', found: 'nothing', expected: 'run.zip' }],
    ['--out=', 'flag-value-missing', { flag: '--out', found: 'nothing' }],
    ['--out --quiet', 'flag-value-missing', { flag: '--out', found: '--quiet' }],
    ['--out a.zip --out b.zip', 'flag-twice', { flag: '--out', first: 'a.zip', second: 'b.zip' }],
    ['--backend gpu', 'flag-value', { flag: '--backend', found: 'gpu', expected: 'auto, webgpu, wasm, webgl, cpu' }],
    ['--set seed', 'flag-value', { flag: '--set', found: 'seed' }],
    ['--set =3', 'flag-value', { flag: '--set', found: '=3' }],
    ['--pretrain mnist a.csv', 'flag-value', { flag: '--pretrain', found: 'mnist a.csv' }],
    ['--finetune a.csv none', 'flag-value', { flag: '--finetune', found: 'a.csv none' }],
    ['--pretrain none --finetune none', 'flag-value', { flag: '--finetune', found: 'none' }],
    ['--pretrain-test t.csv', 'flag-needs', { flag: '--pretrain-test', expected: '--pretrain FILE…' }],
    ['--finetune digits --finetune-test t.csv', 'flag-needs', { flag: '--finetune-test' }],
    ['--pretrain none --pretrain-indices p.tsv', 'flag-needs', { flag: '--pretrain-indices' }],
    ['--pretrain none --pretrain-card c.json', 'flag-needs', { flag: '--pretrain-card' }],
  ])('refuses %j', (words, code, fields) => {
    const thrown = problemOf(() => parseArguments(words.split(' ')));
    expect(thrown.code).toBe(code);
    expect(thrown.fields).toMatchObject(fields);
  });

  test('says in words which flag, what was given, and what is expected', () => {
    expect(problemOf(() => parseArguments(['--backend', 'gpu'])).message).toBe(
      '--backend was given “gpu”, expected auto, webgpu, wasm, webgl, cpu.',
    );
  });
});

test('--help names every flag once and every exit status', () => {
  const help = helpText();
  for (const name of FLAG_NAMES) expect(help.split(`\n  --${name} `)).toHaveLength(2);
  expect(help).toContain('0 finished, 1 failed, 2 usage, 3 refused');
});

function problemOf(act: () => unknown): TrainscriptError {
  try {
    act();
  } catch (error) {
    if (error instanceof TrainscriptError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
