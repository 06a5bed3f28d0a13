import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { ensureChromium } from '../../../src/cli/chromium.ts';
import { chromiumArgs, hasWebGpu } from '../../bench/webgpu.ts';

const OUT = '.cache/probe';
const PAGE = 'test/claims/probe/probe.html';

/** Builds the probes, serves them under a deployment's headers, and opens them in a Chromium whose profile is on the disk: a
 *  store in memory would cost nothing. `software` computes WebGPU on the CPU, where the machine has no GPU; `besides` are pages of the
 *  product that are served from the same origin. */
export async function inProbe<T>(
  root: string,
  software: boolean,
  act: (page: Page) => Promise<T>,
  besides: readonly string[] = [],
): Promise<T> {
  await build({ root, logLevel: 'error', build: { outDir: OUT, rolldownOptions: { input: [PAGE, ...besides] } } });
  const server = await preview({
    root,
    logLevel: 'error',
    build: { outDir: OUT },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  });
  const profile = mkdtempSync(join(tmpdir(), 'trainscript-probe-'));
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: ensureChromium(),
      args: chromiumArgs(software),
      headless: true,
    });
    try {
      const page = await context.newPage();
      await page.goto(new URL(PAGE, server.resolvedUrls?.local[0]).href);
      await page.waitForFunction(() => globalThis.probes !== undefined);
      return await act(page);
    } finally {
      await context.close();
    }
  } finally {
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same on a browser with WebGPU: on the machine's own GPU where it has one, else in software. */
export async function inGpuProbe<T>(root: string, act: (page: Page) => Promise<T>): Promise<T> {
  const found = await inProbe(root, false, async (page) => ((await hasWebGpu(page.context())) ? { answer: await act(page) } : null));
  return found ? found.answer : inProbe(root, true, act);
}
