import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import type { Plugin } from 'vite';

const NAME = 'virtual:kernels';
/** Their exports are the module's. */
const ENTRIES = ['adam.ts', 'convolution.ts', 'histogram.ts', 'pack.ts', 'product.ts', 'reverse-axes.ts'];
const FOLDER = fileURLToPath(new URL('../engine/wasm/assembly/', import.meta.url));

/** Compiles the engine's kernels (`src/engine/wasm/assembly/`) when `virtual:kernels` is imported: once with relaxed SIMD, once
 *  without. They come as base64 in the module: together they are a few kilobytes, and need no request of their own. */
export function kernelsPlugin(): Plugin {
  let compiled: Promise<string> | undefined;
  return {
    name: 'trainscript:kernels',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      compiled ??= compileBoth();
      return compiled;
    },
    configureServer: (server) => void server.watcher.add(FOLDER),
    hotUpdate({ file, modules }) {
      if (!file.startsWith(FOLDER)) return modules;
      compiled = undefined;
      const own = this.environment.moduleGraph.getModuleById(`\0${NAME}`);
      return own ? [own, ...modules] : modules;
    },
  };
}

async function compileBoth(): Promise<string> {
  const [relaxed, plain] = [await compile(['relaxed-simd']), await compile([])];
  const exported = (name: string, bytes: Uint8Array) => `export const ${name} = '${Buffer.from(bytes).toString('base64')}';`;
  return `${exported('relaxed', relaxed)}\n${exported('plain', plain)}\n`;
}

/** No runtime and no allocator: the kernels only work on addresses. Warnings about v128 in signatures are about exports to
 *  JavaScript, and none of those that take one is exported. */
async function compile(features: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      ...[...ENTRIES, '--baseDir', FOLDER, '--outFile', 'kernels.wasm', '-O3', '--runtime', 'stub', '--noAssert'],
      ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--disableWarning', '112'],
      ...['simd', 'threads', ...features].flatMap((feature) => ['--enable', feature]),
    ],
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm') && typeof contents !== 'string') binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`the kernels do not compile: ${error?.message ?? 'no output'}\n${stderr.toString()}`);
  return binary;
}
