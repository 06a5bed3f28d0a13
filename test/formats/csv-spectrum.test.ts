import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRecords } from '../../src/formats/csv-records.ts';
import { encodedAs } from '../../src/formats/encoding.ts';
import { decodeText } from '../../src/formats/text.ts';
import { hasShared, SKIPPED, sharedPath } from '../shared.ts';

const folder = sharedPath('suites/csv-spectrum');
/** The suite's two files of this one hold different phone numbers. */
const DISAGREEING = 'location_coordinates';
const names = hasShared
  ? readdirSync(`${folder}/csvs`)
      .map((file) => file.replace('.csv', ''))
      .filter((name) => name !== DISAGREEING)
  : [];

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
}

describe.skipIf(!hasShared)(`csv-spectrum${SKIPPED}`, () => {
  test.each(names)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(`${folder}/json/${name}.json`, 'utf8')) as Record<string, string>[];
    const text = decodeText(encodedAs(inPieces(readFileSync(`${folder}/csvs/${name}.csv`)), 'utf-8'), name);
    const records: string[][] = [];
    for await (const batch of readRecords(text, ',', 1, name, 1)) records.push(...batch.records);
    const [header, ...rows] = records;
    expect(rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i]])))).toEqual(expected);
  });
});
