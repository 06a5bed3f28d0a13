import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStoredZip } from '../../src/formats/zip-directory.ts';

const ROWS = Array.from({ length: 60 }, (_, row) => `${row},${(row * 7) % 60},${row < 30 ? 'low' : 'high'}\n`);
const CARD = { origin: { kind: 'own', name: 'this test' }, licence: 'CC0-1.0', personalData: 'no', purposes: ['training'] };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trainscript-'));
  writeFileSync(join(folder, 'table.csv'), ['a,b,kind\n', ...ROWS].join(''));
  writeFileSync(join(folder, 'card.json'), JSON.stringify(CARD));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm run record -- …` does, in a folder of its own. */
function record(...words: readonly string[]) {
  const script = join(import.meta.dirname, '../../src/cli/record.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), script, ...words], {
    cwd: folder,
    encoding: 'utf8',
    // Vitest's own marks would make Vite build the page for a test.
    env: { ...process.env, VITEST: undefined, NODE_ENV: undefined },
  });
  return { status, stdout, stderr };
}

const bundle = (name: string) => readStoredZip(readFileSync(join(folder, name)), name);
const textOf = (files: ReadonlyMap<string, Uint8Array>, path: string) => new TextDecoder().decode(files.get(path));

describe('npm run record', () => {
  const data = ['--pretrain', 'none', '--finetune', 'table.csv', '--backend', 'wasm'];

  test('trains on a table and its card, and names the bundle after the run', () => {
    const settings = ['--set', 'phases.finetune.epochs=2', '--set', 'phases.finetune.data.rows=40', '--set', 'seed=11', '--label', 'kind'];
    const { status, stdout, stderr } = record(...data, '--card', 'card.json', ...settings);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toMatch(
      /^finished: 2 steps in [\d.]+ s on wasm; fine-tuned accuracy [\d.]+ → .*table\.trainscript\.zip \([\d.]+ kB\)\n$/,
    );
    const files = bundle('table.trainscript.zip');
    expect(textOf(files, 'steps.csv').trimEnd().split('\n')).toHaveLength(3);
    const spec = JSON.parse(textOf(files, 'run.json')) as { seed: number; phases: { data: object }[] };
    expect(spec.seed).toBe(11);
    expect(spec.phases[0].data).toMatchObject({ source: 'files', rows: 40, label: 'kind', files: [{ file: 'table.csv' }] });
  });

  test('exits with 3 where the policy refuses, says what to do, and still writes the bundle', () => {
    const { status, stdout, stderr } = record(...data, '--out', 'refused.zip', '--quiet');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('LIC-1, fine-tuning data: A licence or contract is named. Name the licence');
    const files = bundle('refused.zip');
    expect(JSON.parse(textOf(files, 'policy/verdict.json'))).toMatchObject({ allowed: false });
    expect(files.has('audit/finetune.json')).toBe(true);
  });

  test('exits with 1 where the page has a problem, in the page’s words', () => {
    writeFileSync(join(folder, 'empty.csv'), '');
    const { status, stderr } = record('--pretrain', 'none', '--finetune', 'empty.csv', '--out', 'none.zip');
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('empty.csv is empty (0 bytes)') });
    expect(existsSync(join(folder, 'none.zip'))).toBe(false);
  });

  test('does not wait for data that the page does not take for data', () => {
    const { status, stderr } = record('--pretrain', 'none', '--finetune', 'card.json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('took none of these for finetune data: card.json') });
  });

  test('exits with 2 where it is called wrongly, and starts nothing', () => {
    const { status, stdout, stderr } = record('--finetune', 'tabel.csv');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe('--finetune was given “tabel.csv”, expected a file that can be read (there is none).\n');
  });

  test('prints its help', () => {
    expect(record('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--finetune FILE…|digits|none') });
  });
});
