import { statSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, writeBigTable } from './big/big-table.ts';
import { readInPage } from './big/read-in-page.ts';
import type { Claim, ClaimContext, Figures } from './claim.ts';
import { inProbe } from './probe/in-probe.ts';
import { findPython, runPython } from './python.ts';
import { inTemporaryFolder } from './recorded.ts';

const BYTES = Number(process.env.TRAINSCRIPT_BIG_BYTES ?? 1e9);
const SEED = 20_261_122;
/** Columns of 4 bytes a number take half of such a file; the rest is the page itself, the audit, and what waits for the garbage collection. */
const MAX_PEAK_OF_FILE = 2;
const MAX_SECONDS_OF_PANDAS = 5;
const MAX_CANCEL_MS = 1000;
/** The comparison of the rows with each other goes on behind the page. */
const MAX_AUDIT_SECONDS = 60;

export const claim: Claim = {
  name: 'big-data',
  statement:
    'A table of a gigabyte is read in the page in bounded memory, with its progress shown, and can be cancelled; 70,000 images are audited in seconds.',
  bar: `a CSV of 1 GB dropped into the real page: the same missing cells as pandas, the page's process at most ${MAX_PEAK_OF_FILE} times the file, at most ${MAX_SECONDS_OF_PANDAS} times pandas' seconds, cancelled within ${MAX_CANCEL_MS} ms; all of MNIST audited, near duplicates and outliers included, within ${MAX_AUDIT_SECONDS} s on WASM`,
  needs: ['Python with pandas', 'Linux'],
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const table = await bigTable(folder, context);
      const images = await manyImages(context);
      return {
        holds: table.holds && images.holds,
        figures: { ...table.figures, ...images.figures },
        lines: [...table.lines, ...images.lines],
        note: `${table.figures.tableSeconds} s, ${table.figures.tablePeakBytes} bytes at the most; ${images.figures.imagesSeconds} s for the images`,
      };
    }),
};

interface PandasReading {
  readonly pandas: string;
  readonly seconds: number;
  readonly rows: number;
  readonly peakBytes: number;
  readonly missing: Readonly<Record<string, number>>;
}

async function bigTable(folder: string, { root, progress }: ClaimContext) {
  const python = findPython('pandas');
  const file = join(folder, 'big.csv');
  progress(`writing ${BYTES} bytes`);
  const rows = writeBigTable(file, BYTES, SEED);
  const bytes = statSync(file).size;
  const page = await readInPage(root, file, progress);
  progress('reading it with pandas');
  const pandas = runPython<PandasReading>(python, 'big/pandas_reads.py', file);
  const isSame = page.rows === rows && pandas.rows === rows && sameMissing(page.missing, pandas.missing);
  const figures = {
    tableBytes: bytes,
    tableRows: rows,
    tableColumns: COLUMNS + 1,
    tableSeconds: tenths(page.seconds),
    tableReadSeconds: tenths(page.readSeconds),
    tableRowsPerSecond: Math.round(rows / page.readSeconds),
    tablePeakBytes: page.peakBytes,
    tableCancelMs: Math.round(page.cancelMs),
    tableProgressSteps: page.progressSteps,
    tableMissingAsPandas: isSame ? 'yes' : 'no',
    pandasSeconds: tenths(pandas.seconds),
    pandasPeakBytes: pandas.peakBytes,
    pandas: pandas.pandas,
  } satisfies Figures;
  const isSmall = page.peakBytes <= MAX_PEAK_OF_FILE * bytes;
  const isFast = page.seconds <= MAX_SECONDS_OF_PANDAS * pandas.seconds;
  return {
    holds: isSame && isSmall && isFast && page.cancelMs <= MAX_CANCEL_MS && bytes >= 1e9,
    figures,
    lines: [
      'Seconds: from the drop until the page shows the table, its audit included. Peak: the resident set of the page’s process, as Linux counts it.',
    ],
  };
}

async function manyImages({ root, progress }: ClaimContext) {
  progress('auditing all of MNIST, every image against every other');
  const times = await inProbe(root, false, (page) => page.evaluate(() => probes.audit('mnist')));
  const seconds = times.auditSeconds + times.compareSeconds;
  return {
    holds: seconds <= MAX_AUDIT_SECONDS && times.rows >= 60_000,
    figures: {
      images: times.rows,
      imagesPixels: times.pixels,
      imagesSeconds: tenths(seconds),
      imagesAuditSeconds: tenths(times.auditSeconds),
      imagesCompareSeconds: tenths(times.compareSeconds),
      imagesFound: times.found.join(', '),
    } satisfies Figures,
    lines: ['The images: what the page shows at once, then near duplicates (every pair, exactly) and outliers, on one thread.'],
  };
}

const sameMissing = (page: Readonly<Record<string, number>>, pandas: Readonly<Record<string, number>>): boolean =>
  Object.entries(pandas).every(([name, count]) => (page[name] ?? 0) === count);

const tenths = (value: number): number => Math.round(10 * value) / 10;
