import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { MissingRequirement } from './claim.ts';

/** Where a Python may be: the user's word, the path's, the system's (which has what its package manager installed). */
const CANDIDATES = [process.env.PYTHON, 'python3', '/usr/bin/python3', 'python'].filter((name) => name !== undefined);

const ENOUGH_FOR_FIGURES = 64 * 1024 * 1024;

/** A Python that can import every one of `modules`. Throws `MissingRequirement` where there is none. */
export function findPython(...modules: readonly string[]): string {
  const code = modules.length === 0 ? 'pass' : `import ${modules.join(', ')}`;
  const found = CANDIDATES.find((python) => spawnSync(python, ['-c', code], { stdio: 'ignore' }).status === 0);
  if (found === undefined)
    throw new MissingRequirement(`no Python 3 here${modules.length > 0 ? ` with ${modules.join(', ')}` : ''}; set PYTHON to one`);
  return found;
}

/** Runs one of the scripts beside this file, and reads the JSON that it prints. What it says on standard error is passed on. */
export function runPython<T>(python: string, script: string, ...words: readonly string[]): T {
  const file = join(import.meta.dirname, script);
  const output = execFileSync(python, [file, ...words], { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: ENOUGH_FOR_FIGURES });
  return JSON.parse(output.toString()) as T;
}
