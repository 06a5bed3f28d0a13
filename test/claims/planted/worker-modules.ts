import { createServer, type Plugin } from 'vite';
import { kernelsPlugin } from '../../../src/cli/kernels-plugin.ts';
import type { CloserLook } from './closer-look.ts';

/** Loads what the worker does with the engine's kernels, which only a bundler can compile, into Node. */
export async function withCloserLook<T>(root: string, act: (look: CloserLook) => Promise<T>): Promise<T> {
  const server = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [kernelsPlugin(), turnsOfNode()],
  });
  try {
    return await act((await server.ssrLoadModule('/test/claims/planted/closer-look.ts')) as CloserLook);
  } finally {
    await server.close();
  }
}

/** The worker's own way to let others have a turn is a message channel, which would keep Node from ever ending. */
const turnsOfNode = (): Plugin => ({
  name: 'trainscript:turns-of-node',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('/src/worker/next-task.ts') ? 'export const nextTask = () => new Promise((resolve) => setImmediate(resolve));' : undefined,
});
