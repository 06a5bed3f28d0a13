import { describe, expect, test } from 'vitest';
import { findCycle, forbiddenImports, machinePaths, misnamedElements, resolveImport, type Table } from './rules.ts';
import { parseSource } from './source-file.ts';

const TABLE: Table = {
  core: { inside: [], outside: ['@noble/hashes'] },
  engine: { inside: ['core'], outside: ['@tensorflow/*'] },
  worker: { inside: ['core', 'engine'], outside: [] },
  app: { inside: ['core'], outside: [] },
  cli: { inside: ['core'], outside: ['node:*'] },
};

const forbidden = (path: string, text: string) => forbiddenImports(parseSource(path, text), TABLE).length;

describe('forbiddenImports', () => {
  test.each([
    ['src/core/a.ts', "import { b } from './b.ts';"],
    ['src/core/a.ts', "import { sha256 } from '@noble/hashes/sha2.js';"],
    ['src/engine/webgpu/a.ts', "import { b } from '../../core/b.ts'; import * as tf from '@tensorflow/tfjs-core';"],
    ['src/engine/webgpu/a.ts', "import code from './matmul.wgsl?raw';"],
    ['src/app/client.ts', "new Worker(new URL('../worker/train.worker.ts', import.meta.url), { type: 'module' });"],
    ['src/cli/a.ts', "import { join } from 'node:path';"],
  ])('allows %s: %s', (path, text) => {
    expect(forbidden(path, text)).toBe(0);
  });

  test.each([
    ['src/core/a.ts', "import { b } from '../engine/b.ts';"],
    ['src/core/a.ts', "import type { B } from '../engine/b.ts';"],
    ['src/core/a.ts', "export * from '../engine/b.ts';"],
    ['src/core/a.ts', "export { b } from '../engine/b.ts';"],
    ['src/core/a.ts', "const b = await import('../engine/b.ts');"],
    ['src/core/a.ts', "const b = await import('../' + name);"],
    ['src/core/a.ts', "let b: import('../engine/b.ts').B;"],
    ['src/core/a.ts', "import * as tf from '@tensorflow/tfjs-core';"],
    ['src/core/a.ts', "import x from '@noble/hashes-evil';"],
    ['src/core/a.ts', "import '../../test/fixture.ts';"],
    ['src/core/a.ts', "import '/src/core/b.ts';"],
    ['src/app/client.ts', "new Worker(new URL('../worker/run.ts', import.meta.url));"],
    ['src/app/client.ts', "import { run } from '../worker/train.worker.ts';"],
    ['src/core/a.ts', "new Worker(new URL('../worker/train.worker.ts', import.meta.url));"],
    ['src/elsewhere/a.ts', ''],
  ])('forbids %s: %s', (path, text) => {
    expect(forbidden(path, text)).toBe(1);
  });
});

describe('findCycle', () => {
  const cycle = (texts: Record<string, string>) => findCycle(Object.entries(texts).map(([path, text]) => parseSource(path, text)));

  test('finds a long one, and tells its way', () => {
    const way = cycle({
      'src/core/start.ts': "import './a.ts';",
      'src/core/a.ts': "import './b.ts';",
      'src/core/b.ts': "export * from './c.ts';",
      'src/core/c.ts': "const a = () => import('./a.ts');",
    });
    expect(way).toEqual(['src/core/a.ts', 'src/core/b.ts', 'src/core/c.ts', 'src/core/a.ts']);
  });

  test('finds a file that imports itself', () => {
    expect(cycle({ 'src/core/a.ts': "import './a.ts';" })).toEqual(['src/core/a.ts', 'src/core/a.ts']);
  });

  test('a diamond is none, and types do not close one', () => {
    expect(
      cycle({
        'src/core/a.ts': "import './b.ts'; import './c.ts';",
        'src/core/b.ts': "import './d.ts';",
        'src/core/c.ts': "import './d.ts';",
        'src/core/d.ts': "import type { A } from './a.ts'; import { type B } from './b.ts';",
      }),
    ).toBeUndefined();
  });
});

describe('misnamedElements', () => {
  const misnamed = (path: string, text: string) => misnamedElements(parseSource(path, text)).length;

  test('a file is named like the one element that it defines', () => {
    expect(misnamed('src/ui/ts-app.ts', "@customElement('ts-app') export class App {}")).toBe(0);
    expect(misnamed('src/ui/ts-app.ts', "customElements.define('ts-app', App);")).toBe(0);
    expect(misnamed('src/ui/format.ts', 'export const a = 1;')).toBe(0);
  });

  test('any other name, number or place is told', () => {
    expect(misnamed('src/ui/ts-app.ts', "@customElement('ts-other') class App {}")).toBe(1);
    expect(misnamed('src/ui/ts-app.ts', "@customElement('ts-app') class App {} @customElement('ts-b') class B {}")).toBe(1);
    expect(misnamed('src/ui/app.ts', "@customElement('ts-app') class App {}")).toBe(1);
    expect(misnamed('src/ui/ts-app.ts', 'export const a = 1;')).toBe(1);
    expect(misnamed('src/app/ts-app.ts', "@customElement('ts-app') class App {}")).toBe(1);
  });
});

describe('machinePaths', () => {
  const named = (text: string) => machinePaths(parseSource('src/core/a.ts', text)).length;

  test('tells paths of a machine and of the folder beside the project', () => {
    expect(named("const a = '/home/ada/data.csv';")).toBe(1);
    expect(named("import '../../../shared/a.ts';")).toBe(1);
    expect(named('const a = `/tmp/x`;')).toBe(1);
    expect(named(String.raw`const a = 'C:\\data';`)).toBe(1);
  });

  test('leaves addresses within the site alone', () => {
    expect(named("const a = '/samples/mnist/card.json'; const b = 'https://example.org/home/';")).toBe(0);
  });
});

describe('parseSource', () => {
  const source = (text: string) => parseSource('src/core/a.ts', text);

  test('tells a barrel from a file with something of its own', () => {
    expect(source("export * from './b.ts'; export { c } from './c.ts';").onlyReExports).toBe(true);
    expect(source("export * from './b.ts'; export const a = 1;").onlyReExports).toBe(false);
    expect(source("import { b } from './b.ts'; b();").onlyReExports).toBe(false);
  });

  test('tells a file of types from one with values', () => {
    expect(source('export type A = 1; export interface B {}').exportsValues).toBe(false);
    expect(source('export type A = 1; export const b = 1;').exportsValues).toBe(true);
  });

  test('refuses what it cannot parse, so that no file passes unread', () => {
    expect(() => source('import {')).toThrow('src/core/a.ts');
  });

  test('resolves from the file’s folder and drops the query', () => {
    expect(resolveImport('src/engine/webgpu/a.ts', '../b.ts?worker')).toBe('src/engine/b.ts');
    expect(resolveImport('src/engine/a.ts', 'lit')).toBeUndefined();
  });
});
