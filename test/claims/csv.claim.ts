import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { OpenedBytes } from '../../src/formats/bytes.ts';
import { readCsv } from '../../src/formats/csv.ts';
import { readRecords } from '../../src/formats/csv-records.ts';
import { encodedAsFound } from '../../src/formats/encoding.ts';
import { decodeText } from '../../src/formats/text.ts';
import { opened } from '../formats/byte-source.ts';
import type { Claim } from './claim.ts';

const SPLITS = 300;
/** The suite contradicts itself here: the table has another telephone number than the JSON that says what is in the table. */
const CONTRADICTED = { file: 'location_coordinates', column: 'Contact Phone Number', table: '2095257564', json: '1234567890' };
const FIXTURES = 'test/fixtures/encodings';

type Row = Readonly<Record<string, string>>;

export const claim: Claim = {
  name: 'csv',
  statement: 'CSV is read as csv-spectrum says it is to be read, and however its bytes arrive, in every encoding that is told.',
  bar: `12 of csv-spectrum's 12 tables as their JSON says, but for one cell where the suite contradicts itself; ${SPLITS} splits of each of the encodings' files read alike`,
  needs: ['../shared'],
  async run({ root, shared, progress }) {
    const suite = join(shared(), 'suites/csv-spectrum');
    const names = readdirSync(join(suite, 'csvs')).map((file) => file.replace('.csv', ''));
    const wrong: string[] = [];
    for (const name of names) if (!(await isAsItsJsonSays(suite, name))) wrong.push(name);
    const files = readdirSync(join(root, FIXTURES)).filter((file) => file.endsWith('.csv'));
    const unlike: string[] = [];
    for (const file of files) {
      progress(`cutting ${file} into pieces`);
      if (!(await readsAlike(readFileSync(join(root, FIXTURES, file)), file))) unlike.push(file);
    }
    return {
      holds: names.length === 12 && wrong.length === 0 && files.length > 0 && unlike.length === 0,
      figures: {
        tables: names.length,
        asTheirJson: names.length - wrong.length,
        contradictedCells: 1,
        encodedFiles: files.length,
        splits: SPLITS,
        alike: files.length - unlike.length,
      },
      lines: [...wrong.map((name) => `not as its JSON says: ${name}`), ...unlike.map((file) => `reads differently in pieces: ${file}`)],
    };
  },
};

async function isAsItsJsonSays(suite: string, name: string): Promise<boolean> {
  const expected = JSON.parse(readFileSync(join(suite, 'json', `${name}.json`), 'utf8')) as Row | readonly Row[];
  const text = decodeText(encodedAsFound(inPieces(readFileSync(join(suite, 'csvs', `${name}.csv`)))), name);
  const records: string[][] = [];
  for await (const batch of readRecords(text, ',', 1, name, 1)) records.push(...batch.records);
  const [header, ...rows] = records;
  const found = rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])));
  return JSON.stringify(found) === JSON.stringify([expected].flat().map((row) => corrected(name, row)));
}

function corrected(name: string, row: Row): Row {
  const { file, column, table, json } = CONTRADICTED;
  return name === file && row[column] === json ? { ...row, [column]: table } : row;
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
}

/** Reads the file in one piece, and cut at any places. */
async function readsAlike(bytes: Uint8Array, file: string): Promise<boolean> {
  const whole = await summaryOf(await opened(bytes, file));
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 40 });
  const property = fc.asyncProperty(cuts, async (places) => {
    const at = [0, ...places.sort((a, b) => a - b), bytes.length];
    const pieces = at.slice(1).map((end, i) => bytes.slice(at[i], end));
    return (await summaryOf({ ...(await opened(bytes, file)), chunks: asChunks(pieces) })) === whole;
  });
  return !(await fc.check(property, { numRuns: SPLITS })).failed;
}

async function* asChunks(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, void> {
  yield* pieces;
}

async function summaryOf(bytes: OpenedBytes): Promise<string> {
  const { table, ...how } = await readCsv(bytes, { ragged: 'skip' });
  return JSON.stringify({
    ...how,
    columns: table.columns.map(({ name, missing, numbers, texts }) => [name, missing, numbers, texts]),
    head: table.head,
  });
}
