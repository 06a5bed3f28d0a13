import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findCycle, forbiddenImports, machinePaths, misnamedElements, type Table } from './architecture/rules.ts';
import { parseSource } from './architecture/source-file.ts';

/** Who may import whom inside src/, and which packages each part alone may name. A part may always import from itself. */
const TABLE: Table = {
  core: { inside: [], outside: ['canonicalize', '@noble/hashes', 'validator', 'libphonenumber-js'] },
  formats: { inside: ['core'], outside: ['papaparse', 'client-zip', '@bufbuild/protobuf', 'hyparquet', 'hyparquet-compressors'] },
  engine: { inside: ['core'], outside: ['@tensorflow/*', 'virtual:kernels'] },
  store: { inside: ['core'], outside: ['idb'] },
  'protocol.ts': { inside: ['core'], outside: [] },
  worker: { inside: ['core', 'formats', 'engine', 'store', 'protocol.ts'], outside: [] },
  app: { inside: ['core', 'protocol.ts'], outside: [] },
  ui: { inside: ['core', 'app'], outside: ['lit', 'uplot', '@awesome.me/webawesome', '@lit/localize'] },
  cli: { inside: ['core'], outside: ['playwright-core', 'vite', 'assemblyscript/asc', 'node:*'] },
};

/** A file that grows past this holds more than one idea. Tables of translations are generated, and as long as the page is. */
const MAX_LINES = 400;

const paths = typeScriptFiles('src');
const files = paths.map((path) => parseSource(path, readFileSync(path, 'utf8')));

describe('src/', () => {
  test('is found', () => {
    expect(paths).toContain('src/core/problems/problem.ts');
  });

  test('imports only what the table allows', () => {
    expect(files.flatMap((file) => forbiddenImports(file, TABLE))).toEqual([]);
  });

  test('has no import cycles', () => {
    expect(findCycle(files)).toBeUndefined();
  });

  test('has no barrels: no file only re-exports', () => {
    expect(files.filter((file) => file.onlyReExports).map((file) => file.path)).toEqual([]);
  });

  test('names no path of a machine, nor what stands beside the project', () => {
    expect(files.flatMap(machinePaths)).toEqual([]);
  });

  test('names each element’s file like its tag', () => {
    expect(files.flatMap(misnamedElements)).toEqual([]);
  });

  test(`has no file of more than ${MAX_LINES} lines`, () => {
    const written = files.filter((file) => !file.path.startsWith('src/ui/locales/'));
    expect(written.filter((file) => file.lines > MAX_LINES).map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });

  test('protocol.ts holds types only', () => {
    const protocol = files.find((file) => file.path === 'src/protocol.ts');
    expect(protocol?.imports.filter((entry) => entry.kind !== 'type')).toEqual([]);
    expect(protocol?.exportsValues).toBe(false);
  });
});

describe('the table', () => {
  test('names each outside package for one part only', () => {
    const named = Object.values(TABLE).flatMap((part) => part.outside);
    expect(named).toEqual([...new Set(named)]);
  });

  test('knows every package that the page is built of', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
    const named = Object.values(TABLE).flatMap((part) => part.outside);
    const unknown = Object.keys(dependencies).filter(
      (name) => !named.some((allowed) => allowed === name || allowed === name.replace(/\/.*/, '/*')),
    );
    expect(unknown).toEqual([]);
  });
});

test('every TypeScript file belongs to exactly one TypeScript project', () => {
  const projects = ['worker', 'page', 'node'].map(
    (name) => JSON.parse(readFileSync(`tsconfig.${name}.json`, 'utf8')) as { include: string[] },
  );
  const owners = (path: string) =>
    projects.filter(({ include }) => include.some((entry) => path === entry || path.startsWith(`${entry}/`)));
  const wrong = ['vite.config.ts', ...paths, ...typeScriptFiles('test')].filter((path) => owners(path).length !== 1);
  expect(wrong).toEqual([]);
});

function typeScriptFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/'))
    .sort();
}
