import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../../src/cli/chromium.ts';
import { chromiumArgs } from '../../bench/webgpu.ts';

export interface BrowserOptions {
  /** Kept on the disk: the same one again is the same person's browser, started anew. */
  readonly profile: string;
  /** With a software adapter for WebGPU. */
  readonly software?: boolean;
  /** Names of Chromium's features to switch on. */
  readonly features?: readonly string[];
}

/** Chromium’s newer store. */
export const SQLITE: readonly string[] = ['IdbSqliteBackingStore', 'IdbSqliteOnDiskRollout'];

const FEATURES = '--enable-features=';

/** What keeps a browser that nobody sees from saving effort, and from talking about how it ended last time. */
const QUIET = [
  '--headless',
  '--lang=en-US',
  '--password-store=basic',
  '--disable-breakpad',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--hide-crash-restore-bubble',
  // Chromium keeps a GPU that died twice in two minutes from pages; that is not what is asked here.
  '--disable-gpu-process-crash-limit',
  '--disable-domain-blocking-for-3d-apis',
];

/** A Chromium in a process group of its own, so that it can be killed as a whole, as a machine's out-of-memory killer does. */
export class OwnBrowser {
  readonly #process: ChildProcess;
  readonly #browser: Browser;

  private constructor(process: ChildProcess, browser: Browser) {
    this.#process = process;
    this.#browser = browser;
  }

  static async open({ profile, software = false, features = [] }: BrowserOptions): Promise<OwnBrowser> {
    const given = chromiumArgs(software);
    // Chromium heeds the last list of features only.
    const all = [...given.filter((arg) => arg.startsWith(FEATURES)).map((arg) => arg.slice(FEATURES.length)), ...features].join(',');
    const args = [...given.filter((arg) => !arg.startsWith(FEATURES)), `${FEATURES}${all}`, ...QUIET];
    const child = spawn(ensureChromium(), [...args, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // What this process leaves behind when it is interrupted itself.
    const killOnExit = () => killGroup(child);
    process.once('exit', killOnExit);
    child.once('exit', () => process.off('exit', killOnExit));
    return new OwnBrowser(child, await chromium.connectOverCDP(await addressOf(child)));
  }

  get context(): BrowserContext {
    return this.#browser.contexts()[0];
  }

  newPage(): Promise<Page> {
    return this.context.newPage();
  }

  async crashGpuProcess(): Promise<void> {
    const session = await this.#browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess');
  }

  /** At once, and every process of it. */
  async kill(): Promise<void> {
    const gone = exitOf(this.#process);
    killGroup(this.#process);
    await gone;
  }

  /** As a person closes it. */
  async close(): Promise<void> {
    const gone = exitOf(this.#process);
    const session = await this.#browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => undefined);
    await gone;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new TypeError('Chromium was started without standard error');
  for await (const line of createInterface(child.stderr)) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    child.stderr.resume();
    return address;
  }
  throw new Error('Chromium ended before it listened');
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
