import { posix } from 'node:path';
import type { Import, SourceFile } from './source-file.ts';

/** What one part of src/ may name. `inside` lists parts; `outside` package names, `*` at the end for any that starts so. */
export interface Part {
  readonly inside: readonly string[];
  readonly outside: readonly string[];
}

export type Table = Readonly<Record<string, Part>>;

/** The part that a file belongs to: its folder under src/, or the file itself where it stands alone. */
export function partOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** Imports that the table does not allow, each as a line that says who, whom, and by which rule. */
export function forbiddenImports(file: SourceFile, table: Table): readonly string[] {
  const name = partOf(file.path);
  const part = table[name];
  if (part === undefined) return [`${file.path} stands in «${name}», which the table does not know`];
  return file.imports
    .filter((entry) => !isAllowed(file.path, entry, part))
    .map((entry) => `${file.path} names ${entry.specifier}, which ${name} may not`);
}

function isAllowed(from: string, entry: Import, part: Part): boolean {
  const target = resolveImport(from, entry.specifier);
  if (target === undefined) return part.outside.some((allowed) => matchesPackage(entry.specifier, allowed));
  // A worker runs apart and is reached by messages only: the page's client may say where it stands.
  if (entry.kind === 'worker' && partOf(from) === 'app') return /^src\/worker\/[^/]+\.worker\.ts$/.test(target);
  return target.startsWith('src/') && [partOf(from), ...part.inside].includes(partOf(target));
}

/** The file that a relative specifier names, from the project's root; undefined for a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (!/^\.{0,2}\//.test(specifier)) return undefined;
  const bare = specifier.replace(/\?.*$/, '');
  return bare.startsWith('/') ? bare : posix.join(posix.dirname(from), bare);
}

function matchesPackage(specifier: string, allowed: string): boolean {
  if (allowed.endsWith('*')) return specifier.startsWith(allowed.slice(0, -1));
  return specifier === allowed || specifier.startsWith(`${allowed}/`);
}

/** The first import cycle, as the paths along it; undefined where there is none. Type imports do not count:
 *  they are gone when the modules run, so they cannot leave one half loaded. */
export function findCycle(files: readonly SourceFile[]): readonly string[] | undefined {
  const edges = new Map(files.map((file) => [file.path, valueTargets(file)]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of edges.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of edges.keys()) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function valueTargets(file: SourceFile): readonly string[] {
  return file.imports.filter((entry) => entry.kind === 'value').flatMap((entry) => resolveImport(file.path, entry.specifier) ?? []);
}

/** A file `ts-x.ts` defines the element `ts-x` and nothing else; no other file defines one. */
export function misnamedElements(file: SourceFile): readonly string[] {
  const base = posix.basename(file.path, '.ts');
  const expected = partOf(file.path) === 'ui' && base.startsWith('ts-') ? [base] : [];
  if (file.tags.join() === expected.join()) return [];
  return [`${file.path} defines ${file.tags.join(', ') || 'no element'}, its name asks for ${expected.join() || 'none'}`];
}

/** Strings that would tie the code to one machine or to what stands beside the project. */
export function machinePaths(file: SourceFile): readonly string[] {
  return file.strings
    .filter(
      (text) =>
        /\.\.\/shared(\/|$)/.test(text) || /^(file:\/\/)?\/(home|root|tmp|Users|work|mnt|var)\//.test(text) || /^[A-Z]:[\\/]/.test(text),
    )
    .map((text) => `${file.path} names ${text}`);
}
