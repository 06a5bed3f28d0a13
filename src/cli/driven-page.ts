import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Download, type Locator, type Page } from 'playwright-core';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { PhaseName } from '../core/spec/spec.ts';
import { CHROMIUM_ARGS, ensureChromium, SOFTWARE_WEBGPU_ARG } from './chromium.ts';
import { type PageReport, reportOf } from './page-report.ts';

export interface PageOptions {
  /** With a software adapter for WebGPU, where the machine has no GPU. */
  readonly software: boolean;
  /** Told of everything that the page complains about on its console. */
  readonly onComplaint: (text: string) => void;
}

const REGIONS: Readonly<Record<PhaseName, string>> = { pretrain: 'Pretraining data', finetune: 'Fine-tuning data' };
const PLANS: Readonly<Record<PhaseName, RegExp>> = { pretrain: /^Pretraining\b/, finetune: /^Fine-tuning\b/ };

/** The page in a headless Chromium, used as a person uses it: through its regions, labels and buttons. */
export class DrivenPage {
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #profile: string;
  #gone: string | null = null;

  private constructor(context: BrowserContext, page: Page, profile: string, { onComplaint }: PageOptions) {
    this.#context = context;
    this.#page = page;
    this.#profile = profile;
    page.on('console', (message) => message.type() === 'error' && onComplaint(message.text()));
    page.on('pageerror', (error) => onComplaint(error.message));
    page.on('crash', () => {
      this.#gone = 'it crashed';
    });
    context.on('close', () => {
      this.#gone ??= 'the browser was closed';
    });
  }

  /** Starts Chromium and opens `url`. Throws `chromium-missing` or `chromium-not-started`. */
  static async open(url: string, options: PageOptions): Promise<DrivenPage> {
    const executablePath = ensureChromium();
    // A profile of its own on the disk: without one the browser keeps its storage in memory, where a long run does not fit.
    const profile = mkdtempSync(join(tmpdir(), 'trainscript-'));
    process.once('exit', () => rmSync(profile, { recursive: true, force: true }));
    const args = CHROMIUM_ARGS.filter((arg) => options.software || arg !== SOFTWARE_WEBGPU_ARG);
    try {
      const launch = { executablePath, args, headless: true, locale: 'en-US', acceptDownloads: true, handleSIGINT: false };
      const context = await chromium.launchPersistentContext(profile, launch);
      const page = context.pages()[0] ?? (await context.newPage());
      const driven = new DrivenPage(context, page, profile, options);
      await page.goto(url);
      return driven;
    } catch (cause) {
      rmSync(profile, { recursive: true, force: true });
      throw new TrainscriptError('chromium-not-started', { path: executablePath, detail: firstLine(cause) }, cause);
    }
  }

  /** Why there is no page any more; null while there is one. */
  get gone(): string | null {
    return this.#gone;
  }

  /** Whether this browser has an adapter for WebGPU. */
  hasWebGpu(): Promise<boolean> {
    return this.#page.evaluate(async () => (await navigator.gpu?.requestAdapter()) != null);
  }

  report(): Promise<PageReport> {
    return this.#page.locator('ts-app').evaluate(reportOf as (app: unknown) => PageReport);
  }

  chooseFiles(phase: PhaseName, files: readonly string[]): Promise<void> {
    return this.#region(REGIONS[phase])
      .getByLabel('Choose files')
      .setInputFiles([...files]);
  }

  chooseCard(phase: PhaseName, file: string): Promise<void> {
    return this.#region(REGIONS[phase]).getByLabel('Load card file').setInputFiles(file);
  }

  chooseWeights(file: string): Promise<void> {
    return this.#region('Plan').getByLabel('Weights file').setInputFiles(file);
  }

  chooseRowOrder(phase: PhaseName, file: string): Promise<void> {
    const plan = this.#region('Plan').getByRole('group', { name: PLANS[phase], includeHidden: true });
    return plan.getByLabel('Row order file').setInputFiles(file);
  }

  /** Presses «Start»; the reason where the page will not have it pressed, else null. */
  async start(): Promise<string | null> {
    const run = this.#region('Run');
    const button = run.getByRole('button', { name: 'Start' });
    if (await button.isDisabled()) return (await run.innerText()).replace(/\s+/g, ' ').trim();
    await button.click();
    return null;
  }

  stop(): Promise<void> {
    return this.#region('Run').getByRole('button', { name: 'Stop' }).click();
  }

  /** Presses «Download bundle»; resolves when the browser has the first bytes. */
  async download(): Promise<Download> {
    const button = this.#region('Bundle').getByRole('button', { name: 'Download bundle' });
    const [download] = await Promise.all([this.#page.waitForEvent('download', { timeout: 0 }), button.click()]);
    return download;
  }

  async close(): Promise<void> {
    await this.#context.close().catch(() => undefined);
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #region(name: string): Locator {
    return this.#page.getByRole('region', { name, exact: true });
  }
}

const firstLine = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0];
