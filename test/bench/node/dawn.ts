/** Dawn for Node: the WebGPU of Chromium without a browser. 132 MB of binaries for five platforms, so it is no dependency of the
 *  project: whoever runs `npm run bench -- --node` installs it, in this version. */
const PACKAGE = 'webgpu';
const VERSION = '0.6.2';

export const INSTALL_DAWN = `npm install --no-save ${PACKAGE}@${VERSION}`;

interface Dawn {
  create(options: readonly string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

/** Gives this process `navigator.gpu` and the constants of WebGPU, as in a page.
 *  Throws where the package is not installed, with the command that installs it. */
export async function startDawn(): Promise<GPU> {
  const { create, globals } = await importDawn();
  Object.assign(globalThis, globals);
  const gpu = create([]);
  // Node 20 has no `navigator`, later ones have one that cannot be assigned to.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: `Node ${process.version}` }, configurable: true });
  return gpu;
}

async function importDawn(): Promise<Dawn> {
  try {
    return (await import(PACKAGE)) as Dawn;
  } catch (cause) {
    throw new Error(`Node has no WebGPU here: install it with «${INSTALL_DAWN}»`, { cause });
  }
}
