import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { CHROMIUM_ARGS, ensureChromium } from '../../src/cli/chromium.ts';
import type { PageState } from '../../src/cli/page-report.ts';
import type { RunSpec } from '../../src/core/spec/spec.ts';
import { encodeSpec } from '../../src/core/spec/spec-link.ts';

export const launch = (args: readonly string[] = CHROMIUM_ARGS): Promise<Browser> =>
  chromium.launch({ executablePath: ensureChromium(), args: [...args], headless: true });

export interface VisitOptions extends BrowserContextOptions {
  /** Opens the page through a link to this set-up. */
  readonly spec?: RunSpec;
  /** Done before the page is opened. */
  readonly before?: (page: Page) => Promise<void>;
}

/** A person's visit to the page: a profile of its own, and everything that the page complained about on the way. */
export interface Visit {
  readonly page: Page;
  /** Errors on the console or thrown, and violations of the content policy. */
  readonly complaints: readonly string[];
  /** Addresses that the page asked for. */
  readonly requests: readonly string[];
  region(name: string): Locator;
  button(name: string): Locator;
  close(): Promise<void>;
}

/** Opens the page and waits until «Start» stands there. */
export async function visit(browser: Browser, { spec, before, ...options }: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', ...options });
  const complaints: string[] = [];
  const requests: string[] = [];
  context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => requests.push(request.url()));
  await context.addInitScript(tellViolations);
  const page = await context.newPage();
  await before?.(page);
  await page.goto(addressOf(spec));
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await button('Start').waitFor();
  return { page, complaints, requests, region, button, close: () => context.close() };
}

export function addressOf(spec?: RunSpec): string {
  const url = inject('pageUrl');
  return spec === undefined ? url : `${url}#spec=${encodeSpec(spec)}`;
}

/** Runs in the page, before anything of it. */
function tellViolations() {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
    console.error(`content policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
  );
}

/** The run that the page shows, as its element tells scripts. */
export async function runOf({ page }: Visit): Promise<ShownRun> {
  const shown = await page.locator('ts-app').evaluate((app) => {
    const { run } = (app as unknown as { state: PageState }).state;
    return run && { status: run.status, committedStep: run.committedStep, totalSteps: run.totalSteps };
  });
  if (shown === null) throw new Error('the page shows no run');
  return shown;
}

type ShownRun = Pick<NonNullable<PageState['run']>, 'status' | 'committedStep' | 'totalSteps'>;

export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A file to choose, made of bytes or text. */
export const file = (name: string, content: Uint8Array | string): ChosenFile => ({ name, mimeType: '', buffer: Buffer.from(content) });
