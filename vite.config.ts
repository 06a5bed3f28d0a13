import { readFileSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS, findChromium } from './src/cli/chromium.ts';
import { kernelsPlugin } from './src/cli/kernels-plugin.ts';
import { parseHeaders } from './src/cli/security-headers.ts';
import { readShared } from './test/read-shared.ts';

const headers = parseHeaders(readFileSync(new URL('./public/_headers', import.meta.url), 'utf8'));

/** Vitest's own page holds inline scripts, so tests run under every header but the content policy. */
const { 'Content-Security-Policy': contentPolicy, ...testHeaders } = headers;

const TEST_TIMEOUT_MS = 60_000;
/** These train for real, on a machine that may have no GPU and two cores. */
const E2E_TIMEOUT_MS = 120_000;

const executablePath = findChromium();

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

export default defineConfig({
  define: { __TRAINSCRIPT_VERSION__: JSON.stringify(version) },
  plugins: [kernelsPlugin(), plainGzipFiles(), contentPolicyForPlainHosts()],
  server: { headers: process.env.VITEST ? testHeaders : headers },
  preview: { headers, port: 4173, strictPort: true },
  worker: { format: 'es', plugins: () => [kernelsPlugin()] },
  // The worker is no entry that Vite finds by itself: libraries found late would reload the page in the middle of a test.
  optimizeDeps: {
    entries: ['index.html', 'src/**/*.worker.ts'],
    include: [
      ...['core', 'backend-webgpu', 'backend-wasm', 'backend-webgl', 'backend-cpu'].map((part) => `@tensorflow/tfjs-${part}`),
      ...['isEmail', 'isIBAN', 'isIP', 'isLuhnNumber'].map((rule) => `validator/es/lib/${rule}.js`),
      'libphonenumber-js/min',
      'hyparquet',
      'hyparquet/src/column.js',
      'hyparquet/src/schema.js',
      'hyparquet-compressors',
    ],
  },
  // The benchmark is a page of its own, so that the product's never loads what it is compared with.
  build: { target: 'baseline-widely-available', rolldownOptions: { input: ['index.html', 'bench.html'] } },
  // As in tsconfig.base.json: Lit's decorators are TypeScript's older kind, and fields must not shadow their accessors.
  oxc: {
    decorator: { legacy: true },
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  },
  test: {
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: TEST_TIMEOUT_MS,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts', 'test/e2e/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            commands: { readShared },
            provider: playwright({
              launchOptions: { ...(executablePath === undefined ? { channel: 'chromium' } : { executablePath }), args: [...CHROMIUM_ARGS] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.e2e.test.ts'],
          globalSetup: 'test/e2e/serve-page.ts',
          // One Chromium at a time, and none beside the browser project's: what is timed out here is a page that hangs.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_TIMEOUT_MS,
        },
      },
    ],
  },
});

/** Serves `.gz` files as the bytes that they are, as static hosts do. Vite would declare them as a transfer
 *  encoding, and the browser would unpack them: their hashes would then not match their cards. */
function plainGzipFiles(): Plugin {
  type Middlewares = {
    use(
      handle: (request: { url?: string | undefined }, response: { setHeader(name: string, value: string): void }, next: () => void) => void,
    ): void;
  };
  const install = ({ middlewares }: { middlewares: Middlewares }) => {
    middlewares.use((request, response, next) => {
      if (/\.gz(\?|$)/.test(request.url ?? '')) response.setHeader('Content-Encoding', 'identity');
      next();
    });
  };
  return { name: 'trainscript:plain-gzip-files', configureServer: install, configurePreviewServer: install };
}

/** A host that knows nothing of `_headers` still gets the content policy, from the built page itself.
 *  `frame-ancestors` means nothing there (CSP3 §3.3), and a worker loaded by address is not under it. */
function contentPolicyForPlainHosts(): Plugin {
  return {
    name: 'trainscript:content-policy-for-plain-hosts',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicy?.replace(/;\s*frame-ancestors [^;]+/, '') ?? '' },
        injectTo: 'head-prepend',
      },
    ],
  };
}
