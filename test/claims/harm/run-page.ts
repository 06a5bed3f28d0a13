import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Problem } from '../../../src/core/problems/problem.ts';
import { encodeSpec } from '../../../src/core/spec/spec-link.ts';
import type { RunStatus } from '../../../src/core/transcript/events.ts';
import type { RunCheck } from '../../../src/core/transcript/transcript.ts';
import type { QuickRun } from './quick-run.ts';

/** What a look at the page tells: what it shows a person, no more. */
export interface Look {
  readonly ready: boolean;
  readonly run: {
    readonly runId: string;
    readonly status: RunStatus;
    /** «saved through step» */
    readonly committedStep: number;
    readonly live: boolean;
    readonly failure: Problem | null;
  } | null;
  readonly runs: readonly { readonly runId: string; readonly status: RunStatus | 'interrupted'; readonly steps: number }[];
  readonly lost: readonly { readonly runId: string }[];
  readonly checks: Readonly<Record<string, RunCheck>>;
  readonly listed: boolean;
  readonly resuming: boolean;
  readonly loaded: boolean;
  readonly declared: string;
  readonly problems: Readonly<Partial<Record<string, Problem>>>;
}

/** As `ViewState`, which the element shows to scripts. */
interface State extends Omit<Look, 'ready' | 'lost' | 'listed' | 'resuming' | 'loaded' | 'declared'> {
  readonly environment: object | null;
  readonly lostRuns: Look['lost'];
  readonly storage: object | null;
  readonly resuming: string | null;
  readonly data: {
    readonly pretrain: { readonly loading: object | null; readonly summary: object | null; readonly card: { readonly name: string } };
  };
}

const POLL_MS = 40;
/** Nothing that is waited for takes this long on two busy cores: the page hangs. */
const HANG_MS = 120_000;

export class PageHangs extends Error {
  override readonly name = 'PageHangs';
}

/** The built page with a run's set-up in its address, used as a person uses it. */
export class RunPage {
  readonly page: Page;
  readonly #run: QuickRun;

  private constructor(page: Page, run: QuickRun) {
    this.page = page;
    this.#run = run;
  }

  /** Resolves when the page can be used and has listed the kept runs, or says why it cannot. */
  static async open(page: Page, url: string, run: QuickRun): Promise<RunPage> {
    await page.goto(`${url}#spec=${encodeSpec(run.spec)}`);
    const opened = new RunPage(page, run);
    await opened.until(({ ready, listed, problems }) => ready && (listed || problems.page !== undefined), 'the page to be ready');
    return opened;
  }

  async look(): Promise<Look> {
    return this.page.evaluate(() => {
      const { state } = document.querySelector('ts-app') as unknown as { state: State };
      const { run, data, runs } = state;
      return {
        ready: state.environment !== null,
        run: run && {
          runId: run.runId,
          status: run.status,
          committedStep: run.committedStep,
          live: run.live,
          failure: run.failure,
        },
        runs: runs.map(({ runId, status, steps }) => ({ runId, status, steps })),
        lost: state.lostRuns,
        checks: state.checks,
        listed: state.storage !== null,
        resuming: state.resuming !== null,
        loaded: data.pretrain.loading === null && data.pretrain.summary !== null,
        declared: data.pretrain.card.name,
        problems: state.problems,
      };
    });
  }

  /** Looks until it is as wanted. @throws PageHangs */
  async until(isMet: (look: Look) => boolean, what: string): Promise<Look> {
    const deadline = performance.now() + HANG_MS;
    for (;;) {
      const look = await this.look();
      if (isMet(look)) return look;
      if (performance.now() > deadline) throw new PageHangs(`waited for ${what}; the page says ${JSON.stringify(look)}`);
      await sleep(POLL_MS);
    }
  }

  async start(): Promise<void> {
    await this.#bringFiles();
    await this.page.getByRole('button', { name: 'Start', exact: true }).click();
  }

  /** Presses the button of the newest run that was cut off. */
  async resume(): Promise<void> {
    await this.#bringFiles();
    await this.page
      .getByRole('region', { name: 'Runs' })
      .getByRole('button', { name: /^Resume / })
      .first()
      .click();
  }

  async #bringFiles(): Promise<void> {
    const { files } = this.#run;
    if (!files || (await this.look()).loaded) return;
    const region = this.page.getByRole('region', { name: 'Pretraining data', exact: true });
    await region.getByLabel('Choose files').setInputFiles(files.table);
    await this.until(({ loaded }) => loaded, 'the table to be read');
    await region.getByLabel('Load card file').setInputFiles(files.card);
    await this.until(({ declared }) => declared !== '', 'the card to be read');
  }
}
