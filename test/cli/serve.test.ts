import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isStale } from '../../src/cli/serve.ts';

describe('isStale', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'trainscript-'));
    for (const file of ['src/core/random.ts', 'public/_headers', 'index.html', 'vite.config.ts', 'package-lock.json']) write(file, 1000);
    for (const folder of ['src/core', 'src', 'public']) utimesSync(join(root, folder), 1000, 1000);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(file: string, seconds: number): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
    utimesSync(join(root, file), seconds, seconds);
  }

  test('a page that was never built is', () => {
    expect(isStale(root)).toBe(true);
  });

  test('a page that is newer than all of its sources is not', () => {
    write('dist/index.html', 2000);
    expect(isStale(root)).toBe(false);
  });

  test.each(['src/core/random.ts', 'src/core/new.ts', 'public/_headers', 'index.html', 'package-lock.json'])(
    'a page that is older than %s is',
    (file) => {
      write('dist/index.html', 2000);
      write(file, 3000);
      expect(isStale(root)).toBe(true);
    },
  );

  test('what stands elsewhere does not count', () => {
    write('dist/index.html', 2000);
    write('test/a.test.ts', 3000);
    expect(isStale(root)).toBe(false);
  });
});
