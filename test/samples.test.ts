import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Card, EMPTY_CARD } from '../src/core/policy/card.ts';

/** A sample's card.json: what a person would declare, and what the files are. */
interface SampleCard extends Card {
  readonly description: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  readonly creators: readonly string[];
  readonly citation: string;
}

const SAMPLES = new URL('../public/samples/', import.meta.url);

describe.each(readdirSync(SAMPLES))('the sample %s', (sample) => {
  const folder = new URL(`${sample}/`, SAMPLES);
  const card = JSON.parse(readFileSync(new URL('card.json', folder), 'utf8')) as SampleCard;

  test('holds the files of its card, and no others', () => {
    expect([...card.files.map((file) => file.name), 'card.json'].sort()).toEqual(readdirSync(folder).sort());
  });

  test.each(card.files)('$name has the size and the hash of its card', ({ name, bytes, sha256 }) => {
    const path = new URL(name, folder);
    expect(statSync(path).size).toBe(bytes);
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(sha256);
  });

  test('declares all that the policy asks for', () => {
    expect(Object.keys(card)).toEqual(expect.arrayContaining(Object.keys(EMPTY_CARD)));
    expect(card.name).not.toBe('');
    expect(card.origin.url).toMatch(/^https?:\/\/\S+$/);
    expect(card.licence).toMatch(/^CC-BY(-SA)?-\d\.\d$/);
    expect(card.creators.length).toBeGreaterThan(0);
    expect(card.personalData).toBe('no');
    expect(card.personalDataNote).not.toBe('');
    expect(card.purposes).toContain('training');
  });
});

test('the digits sample is 1,797 rows of 64 pixels in 0..16 and a label in 0..9', () => {
  const text = gunzipSync(readFileSync(new URL('digits/digits.csv.gz', SAMPLES))).toString('utf8');
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  expect(rows).toHaveLength(1797);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([65]));
  const pixels = new Set(rows.flatMap((row) => row.slice(0, 64)));
  expect([...pixels].sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, value) => value));
  expect(new Set(rows.map((row) => row[64]))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
});
