import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../src/cli/chromium.ts';
import { servePage } from '../../src/cli/serve.ts';
import type { Claim } from './claim.ts';
import { type Expected, type NaughtyFile, naughtyFile, naughtyReport, PLACES, type Place } from './naughty/tables.ts';
import { textsOf, watchedPage } from './naughty/watched-page.ts';

const STRINGS = 515;
const POLL_MS = 20;

/** What of a string was not shown as it is read, by place. */
type Missed = Readonly<Record<Place, readonly string[]>>;

export const claim: Claim = {
  name: 'naughty-strings',
  statement: 'Whatever a file, a column, a cell or a label is called, the page and the report show it as it is, and nothing of it runs.',
  bar: `${STRINGS} of ${STRINGS} strings in all four places, in the page and in report.html; no dialog, error, request or violation of a content policy`,
  needs: ['../shared'],
  async run({ root, shared, progress }) {
    const strings = JSON.parse(readFileSync(join(shared(), 'suites/naughty-strings/blns.json'), 'utf8')) as string[];
    const browser = await chromium.launch({ executablePath: ensureChromium(), headless: true });
    try {
      progress(`${strings.length} reports`);
      const inReports = await lookAtReports(browser, strings);
      const files = await Promise.all(strings.map(naughtyFile));
      progress(`${files.length} files in the page`);
      const inPage = await lookAtPage(browser, root, files, progress);
      const executed = [...inReports.executed, ...inPage.executed];
      const missed = PLACES.flatMap((place) => [
        ...inReports.missed[place].map((text) => `report.html, ${place}: ${JSON.stringify(text)}`),
        ...inPage.missed[place].map((text) => `page, ${place}: ${JSON.stringify(text)}`),
      ]);
      return {
        holds: strings.length === STRINGS && missed.length === 0 && executed.length === 0,
        figures: {
          strings: strings.length,
          shownInReport: strings.length - new Set(Object.values(inReports.missed).flat()).size,
          shownInPage: strings.length - new Set(Object.values(inPage.missed).flat()).size,
          columnsLetThrough: lettingThrough(files, 'column'),
          cellsLetThrough: lettingThrough(files, 'cell'),
          labelsLetThrough: lettingThrough(files, 'label'),
          executed: executed.length,
        },
        lines: [...missed, ...executed].slice(0, 40),
        note: 'in the page as the reader lets them through: a missing value is shown as missing, a number as that number',
      };
    } finally {
      await browser.close();
    }
  },
};

interface Looked {
  readonly missed: Missed;
  readonly executed: readonly string[];
}

const lettingThrough = (files: readonly NaughtyFile[], place: Place): number =>
  files.filter(({ expected }) => expected[place] !== null).length;

async function lookAtReports(browser: Browser, strings: readonly string[]): Promise<Looked> {
  const { page, executed } = await watchedPage(browser, 'data:');
  const missed = emptyMissed();
  for (const text of strings) {
    const report = naughtyReport(text);
    await page.goto(`data:text/html;charset=utf-8;base64,${Buffer.from(report.page).toString('base64')}`);
    const [fileName, column, cell, label] = await textsOf(page, ['.files bdi', 'article h4 bdi', 'article .bars bdi', 'h4 + .bars bdi']);
    note(missed, text, report.expected, { fileName, column, cell, label });
  }
  return { missed, executed };
}

async function lookAtPage(
  browser: Browser,
  root: string,
  files: readonly NaughtyFile[],
  progress: (line: string) => void,
): Promise<Looked> {
  const served = await servePage(root, progress);
  try {
    const { page, executed } = await watchedPage(browser, served.url);
    await page.goto(served.url);
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    const missed = emptyMissed();
    const input = page.getByRole('region', { name: 'Pretraining data' }).getByLabel('Choose files');
    for (const [i, file] of files.entries()) {
      await input.setInputFiles({ name: file.fileName, mimeType: 'text/csv', buffer: Buffer.from(file.csv) });
      await untilRead(page, file.fileName);
      note(missed, JSON.stringify(file.fileName), file.expected, await shownInPage(page));
      if (i % 100 === 99) progress(`${i + 1} files`);
    }
    return { missed, executed };
  } finally {
    await served.close();
  }
}

/** Scripts as text go through the debugger, which the page's content policy does not bind; waiting functions would be bound. */
async function untilRead(page: Page, fileName: string): Promise<void> {
  const script = `(({ data, problems }) => ({ name: data.pretrain.summary?.files[0].name, problem: problems.pretrain ?? null }))(document.querySelector('ts-app').state)`;
  for (;;) {
    const { name, problem } = (await page.evaluate(script)) as { name?: string; problem: unknown };
    if (name === fileName.toWellFormed()) return;
    if (problem !== null) throw new Error(`${JSON.stringify(fileName)}: ${JSON.stringify(problem)}`);
    await page.waitForTimeout(POLL_MS);
  }
}

async function shownInPage(page: Page): Promise<Record<Place, readonly string[]>> {
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  const [fileName, column, cell, label] = await textsOf(page, [
    'ts-file-facts >>> tbody th',
    'ts-data-preview >>> thead th',
    'ts-data-preview >>> tbody td',
    '.balance ts-class-balance >>> .name',
  ]);
  return { fileName, column, cell, label };
}

const emptyMissed = (): Record<Place, string[]> => ({ fileName: [], column: [], cell: [], label: [] });

function note(missed: Record<Place, string[]>, text: string, expected: Expected, shown: Readonly<Record<Place, readonly string[]>>): void {
  for (const place of PLACES) {
    const wanted = expected[place];
    if (wanted !== null && !shown[place].includes(wanted.toWellFormed())) missed[place].push(text);
  }
}
