import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepare } from '../../src/cli/prepare.ts';
import { EMPTY_CARD } from '../../src/core/policy/card.ts';
import { DEFAULT_SPEC } from '../../src/core/spec/spec.ts';

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trainscript-'));
  writeFileSync(at('iris.csv'), 'a,b\n1,x\n');
  writeFileSync(at('more.csv'), 'a,b\n2,y\n');
  writeFileSync(at('card.json'), '{"name":"Iris","licence":"CC0-1.0"}');
  writeFileSync(at('bad-card.json'), '{"licence":7}');
  writeFileSync(at('run.json'), '{"trainscript":1,"seed":11}');
  writeFileSync(at('torn.json'), '{"trainscript":');
  mkdirSync(at('folder'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('prepare', () => {
  test('needs nothing but the default run', () => {
    const nothing = { files: [], indices: null, card: null };
    expect(prepare([])).toEqual({
      spec: DEFAULT_SPEC,
      data: { pretrain: nothing, finetune: nothing },
      init: null,
      out: null,
      quiet: false,
    });
    expect(prepare(['--help'])).toBeNull();
  });

  test('puts train files before test files, and gives the card to the phases that have files', () => {
    const words = ['--finetune', at('iris.csv'), '--finetune-test', at('more.csv'), '--card', at('card.json'), '--out', at('run.zip')];
    const prepared = prepare(words)!;
    expect(prepared.data.finetune).toEqual({
      files: [at('iris.csv'), at('more.csv')],
      indices: null,
      card: { file: at('card.json'), card: { ...EMPTY_CARD, name: 'Iris', licence: 'CC0-1.0' } },
    });
    expect(prepared.data.pretrain!.card).toBeNull();
    expect(prepared.out).toBe(at('run.zip'));
  });

  test('has no data for a phase that is left out', () => {
    expect(Object.keys(prepare(['--finetune', 'none'])!.data)).toEqual(['pretrain']);
  });

  test('reads the spec', () => {
    expect(prepare(['--spec', at('run.json')])!.spec.seed).toBe(11);
  });

  test.each([
    [['--finetune', 'iris.cvs'], '--finetune was given “iris.cvs”, expected a file that can be read (there is none).'],
    [['--init', 'none.pth'], '--init was given “none.pth”, expected a file that can be read (there is none).'],
    [['--out', 'no/such/run.zip'], '--out was given “no/such/run.zip”, expected a file in a folder that exists'],
  ])('refuses %j', (words, message) => {
    expect(() => prepare(words)).toThrow(message);
  });

  test('refuses folders, and files that are not what they should be', () => {
    expect(() => prepare(['--finetune', at('folder')])).toThrow('(it is a folder)');
    expect(() => prepare(['--out', at('folder')])).toThrow('(it is a folder)');
    expect(() => prepare(['--spec', at('torn.json')])).toThrow('expected a file of JSON (Unexpected end of JSON input)');
    expect(() => prepare(['--finetune', at('iris.csv'), '--card', at('bad-card.json')])).toThrow('“licence” is 7');
  });
});
