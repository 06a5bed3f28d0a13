import { expect, test } from 'vitest';
import { addressWithSpec, NOWHERE, placeIn, specFromAddress } from '../../../src/app/plan/spec-link.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';

const page = new URL('https://example.org/trainscript/?spec=old.json#elsewhere');
const answering = (status: number, body: string) => (async () => new Response(body, { status })) as typeof fetch;

test('a link holds the spec and opens the same set-up', async () => {
  const spec = { ...DEFAULT_SPEC, seed: 11, name: 'Größe 5' };
  const address = addressWithSpec(page, spec);
  expect(address).toMatch(/^https:\/\/example\.org\/trainscript\/#spec=[\w-]+$/);
  expect(await specFromAddress(new URL(address))).toEqual(spec);
});

test('the default run has the plain address', async () => {
  expect(addressWithSpec(page, DEFAULT_SPEC)).toBe('https://example.org/trainscript/');
  expect(await specFromAddress(new URL('https://example.org/'))).toEqual(DEFAULT_SPEC);
});

test('a link leads to a run, a step and a view besides', async () => {
  const place = { run: 'run 1&2', step: 41, view: 'runs' } as const;
  const spec = { ...DEFAULT_SPEC, seed: 11 };
  const address = new URL(addressWithSpec(page, spec, place));
  expect(placeIn(address)).toEqual(place);
  expect(await specFromAddress(address)).toEqual(spec);
  expect(addressWithSpec(page, DEFAULT_SPEC, { ...NOWHERE, step: 41, view: 'data' })).toBe('https://example.org/trainscript/#view=data');
});

test.each([
  ['#spec=eyJzZWVkIjoxMX0', NOWHERE],
  ['', NOWHERE],
  ['#run=&step=3&view=progress', { ...NOWHERE, step: 3, view: 'progress' }],
  ['#run=a&step=-1&view=elsewhere', { ...NOWHERE, run: 'a' }],
  ['#run=a&view=transcript', { ...NOWHERE, run: 'a', view: 'transcript' }],
  ['#run=a&step=1e99', { ...NOWHERE, run: 'a' }],
])('what «%s» says of a place', (hash, place) => {
  expect(placeIn(new URL(hash, 'https://example.org/'))).toEqual(place);
});

test('?spec= reads a file beside the page, and the fragment goes before it', async () => {
  const get = answering(200, JSON.stringify({ trainscript: 1, name: 'From a file', seed: 3 }));
  const spec = await specFromAddress(new URL('https://example.org/?spec=runs/a.json'), get);
  expect(spec).toMatchObject({ name: 'From a file', seed: 3 });
  expect(await specFromAddress(new URL(`${addressWithSpec(page, { ...DEFAULT_SPEC, seed: 4 })}`), get)).toMatchObject({ seed: 4 });
});

test('a spec from elsewhere is not fetched, and one that is not there is told', async () => {
  const elsewhere = specFromAddress(new URL('https://example.org/?spec=https://evil.example/a.json'), answering(200, '{}'));
  await expect(elsewhere).rejects.toMatchObject({ code: 'spec-elsewhere', fields: { found: 'https://evil.example' } });
  const absent = specFromAddress(new URL('https://example.org/?spec=a.json'), answering(404, ''));
  await expect(absent).rejects.toMatchObject({ code: 'spec-unreachable', fields: { file: '/a.json' } });
});
