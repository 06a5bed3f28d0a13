import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFiles, textOf } from './bundle-kit.ts';
import { fullRun } from './full-run.ts';
import { fingerprintAt, keyframeTensors } from './sample-run.ts';

const PATHS = [1, 2, 3, 4].map((step) => `parameters/full/pretrain-${step}.bin`);

describe('a bundle with all parameters of every step', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parameters-'));
  const has = (python: string) => spawnSync(python, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0;
  const python = ['/usr/bin/python3', 'python3'].find(has);
  let files: Map<string, Uint8Array>;
  beforeAll(async () => {
    files = await bundleFiles(await fullRun());
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('names them in the README and the manifest', () => {
    expect([...files.keys()].filter((path) => path.startsWith('parameters/full/'))).toEqual([...PATHS, 'parameters/full/read.py']);
    expect(textOf(files.get('README.md'))).toContain('| `parameters/full/` | All parameters after every step');
    for (const path of PATHS) expect(textOf(files.get('manifest.json'))).toContain(path);
  });

  test('leaves out what the store lost, and says so', async () => {
    const lost = (await fullRun()).map((emission) =>
      emission.event.kind === 'parameters' && emission.event.step === 2 ? { event: emission.event } : emission,
    );
    const left = await bundleFiles(lost);
    expect([...left.keys()].filter((path) => path.endsWith('.bin'))).toEqual(PATHS.filter((path) => !path.includes('-2')));
    expect(textOf(left.get('README.md'))).toContain('Left out: The parameters of pretrain at step 2');
  });

  test.skipIf(!python)('is read by its own script in NumPy, with the fingerprint of each step', () => {
    for (const step of [1, 2, 4]) {
      const told = execFileSync(python!, ['parameters/full/read.py', 'pretrain', String(step)], { cwd: folder, encoding: 'utf8' });
      const mean = (data: Float32Array) => data.reduce((sum, value) => sum + value, 0) / data.length;
      const [weight, bias] = keyframeTensors(step).map(({ data }) => mean(data));
      const lines = told.trim().split('\n');
      expect(lines).toEqual([`fc1.weight (2, 3) ${weight}`, `fc1.bias (2,) ${bias.toFixed(1)}`, `fingerprint ${fingerprintAt(step)}`]);
    }
  });
});
