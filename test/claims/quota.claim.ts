import { join } from 'node:path';
import { servePage } from '../../src/cli/serve.ts';
import type { Claim } from './claim.ts';
import { OwnBrowser, SQLITE } from './harm/own-browser.ts';
import { tableRun } from './harm/quick-run.ts';
import { type Look, RunPage } from './harm/run-page.ts';
import { readStoredRun, type StoredRun } from './harm/stored-run.ts';
import { inTemporaryFolder } from './recorded.ts';

const QUOTA = 8 * 2 ** 20;
/** Nine keyframes of 0.4 MB each: one such run has room, and a second one in part. */
const RUN = tableRun(8, 50, 64);

/** What came of the run that had no room. */
interface Outcome {
  readonly acknowledged: number;
  readonly lost: number;
  readonly message: string;
  readonly resumed: boolean;
  readonly equal: number;
}

export const claim: Claim = {
  name: 'quota',
  statement: 'A run that finds the disk full loses nothing, says so, and goes on when an earlier run was deleted.',
  bar: `with ${QUOTA / 2 ** 20} MiB for all, on both of Chromium’s databases: of the steps acknowledged before, one at least, 0 lost, the message shown, the run resumed by deleting and «Resume», and all ${RUN.steps} fingerprints those of an undisturbed run`,
  async run({ root, progress }) {
    const served = await servePage(root, progress);
    try {
      return await inTemporaryFolder(async (folder) => {
        const leveldb = await fill(served.url, join(folder, 'leveldb'), []);
        progress(`leveldb: ${leveldb.message}`);
        const sqlite = await fill(served.url, join(folder, 'sqlite'), SQLITE);
        progress(`sqlite: ${sqlite.message}`);
        return {
          holds: [leveldb, sqlite].every(
            ({ acknowledged, lost, message, resumed, equal }) =>
              acknowledged > 0 && lost === 0 && message !== '' && resumed && equal === RUN.steps,
          ),
          figures: {
            quotaBytes: QUOTA,
            ...figuresOf('leveldb', leveldb),
            ...figuresOf('sqlite', sqlite),
          },
          lines: [`The page said: ${leveldb.message}`],
        };
      });
    } finally {
      await served.close();
    }
  },
};

const figuresOf = (store: string, { acknowledged, lost, resumed, equal }: Outcome) => ({
  [`${store}Acknowledged`]: acknowledged,
  [`${store}Lost`]: lost,
  [`${store}Resumed`]: resumed ? 'yes' : 'no',
  [`${store}Equal`]: equal,
});

async function fill(url: string, profile: string, features: readonly string[]): Promise<Outcome> {
  const browser = await OwnBrowser.open({ profile, features });
  try {
    const page = await browser.newPage();
    // Chromium heeds a quota only where it was set before the first write, and while this session lasts.
    const session = await browser.context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: QUOTA });
    return await fillWith(await RunPage.open(page, url, RUN));
  } finally {
    await browser.kill();
  }
}

async function fillWith(the: RunPage): Promise<Outcome> {
  await the.start();
  const first = await the.until(({ run }) => run?.status === 'finished', 'the end of the first run');
  const undisturbed = await readStoredRun(the.page, first.run!.runId);
  await the.start();
  const full = await the.until((look) => isNext(first, look) && look.problems.run !== undefined, 'the disk to be full');
  const alert = the.page.getByRole('region', { name: 'Run', exact: true }).getByRole('alert');
  const message = full.problems.run?.code === 'storage-full' ? (await alert.innerText()).replace(/\s+/g, ' ') : '';
  const kept = await readStoredRun(the.page, full.run!.runId);
  const acknowledged = full.run!.committedStep;
  const lost = acknowledged - equalCount(kept, undisturbed, acknowledged);
  await deleteFinished(the);
  const { run } = await the.until(({ run }) => run?.status === 'finished', 'the end of the run that waited');
  const equal = equalCount(await readStoredRun(the.page, run!.runId), undisturbed, RUN.steps);
  return { acknowledged, lost, message, resumed: run?.status === 'finished', equal };
}

const isNext = ({ run: before }: Look, { run }: Look): boolean => run !== null && run.runId !== before?.runId;

async function deleteFinished({ page }: RunPage): Promise<void> {
  const row = page.getByRole('region', { name: 'Runs' }).getByRole('row', { name: 'Finished' });
  await row.getByRole('button', { name: /^Delete / }).click();
  await page.getByRole('region', { name: 'Run', exact: true }).getByRole('button', { name: 'Resume', exact: true }).click();
}

function equalCount(found: StoredRun, undisturbed: StoredRun, through: number): number {
  if (!found.sound) return 0;
  return [...undisturbed.fingerprints].filter(([step, fingerprint]) => step <= through && found.fingerprints.get(step) === fingerprint)
    .length;
}
