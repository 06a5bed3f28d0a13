import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/formats/csv.ts';
import { opened } from '../../formats/byte-source.ts';

const folder = new URL('../../fixtures/missing/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.csv'))
  .map((file) => file.replace('.csv', ''));

describe('missing cells are counted as pandas counts nulls', () => {
  test.each(names)('%s', async (name) => {
    const { table } = await readCsv(await opened(readFileSync(new URL(`${name}.csv`, folder)), name), {});
    const counts = table.columns.map((column) => `${column.name}\t${column.missing}\n`).join('');
    expect(counts).toBe(readFileSync(new URL(`${name}.tsv`, folder), 'utf8'));
  });
});
