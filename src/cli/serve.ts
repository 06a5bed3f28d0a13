import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { TrainscriptError } from '../core/problems/problem.ts';

/** The page, served on this machine only. */
export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/** What the built page is made of, from the project's root. */
const SOURCES = ['src', 'public', 'index.html', 'bench.html', 'test/bench', 'vite.config.ts', 'package-lock.json'];

/** Serves the built page under the headers of a deployment, on a free port; builds it first where it is missing or older than
 *  its sources. `root` is the project's. Throws `page-not-built`. */
export async function servePage(root: string, tell: (line: string) => void): Promise<ServedPage> {
  if (isStale(root)) {
    tell('building the page');
    await buildPage(root);
  }
  const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 0, strictPort: false, open: false } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new TrainscriptError('page-not-built', { detail: 'its server has no address' });
  return { url, close: () => server.close() };
}

async function buildPage(root: string): Promise<void> {
  try {
    await build({ root, logLevel: 'error' });
  } catch (cause) {
    throw new TrainscriptError('page-not-built', { detail: cause instanceof Error ? cause.message : String(cause) }, cause);
  }
}

/** True where there is no built page, or one of its sources changed after it was built. */
export function isStale(root: string): boolean {
  const built = join(root, 'dist', 'index.html');
  if (!existsSync(built)) return true;
  const builtAtMs = statSync(built).mtimeMs;
  return SOURCES.some((source) => newestMs(join(root, source)) > builtAtMs);
}

function newestMs(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
