import { existsSync, readdirSync, readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TrainscriptError } from '../../../src/core/problems/problem.ts';
import { canonicalJson } from '../../../src/core/transcript/canonical.ts';

const vectors = `${process.env.TRAINSCRIPT_SHARED ?? '../shared'}/suites/jcs/testdata`;

const problemOf = (value: unknown) => {
  try {
    return canonicalJson(value);
  } catch (error) {
    return error instanceof TrainscriptError ? error.problem : error;
  }
};

describe('canonicalJson', () => {
  test('sorts keys, writes no spaces, and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [1, 'ü', null], a: { d: 1e21, c: -0 }, e: undefined })).toBe('{"a":{"c":0,"d":1e+21},"b":[1,"ü",null]}');
  });

  test.each([
    ['NaN', { steps: [{ loss: 1 }, { loss: Number.NaN }] }, 'value.steps[1].loss', 'NaN'],
    ['Infinity', [Number.NEGATIVE_INFINITY], 'value[0]', '-Infinity'],
    ['half a surrogate pair', { name: '\ud800' }, 'value.name', 'text with half a surrogate pair'],
    ['a key with half a surrogate pair', { 'a\udc00': 1 }, 'value', 'a key with half a surrogate pair'],
  ])('refuses %s and says where', (_, value, place, found) => {
    expect(problemOf(value)).toEqual({ code: 'not-canonical', fields: { place, found } });
  });

  test('refuses a cycle', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(problemOf(loop)).toEqual({ code: 'not-canonical', fields: { place: 'value.self', found: 'a value that contains itself' } });
  });

  test('writes what the library writes, and refuses what it refuses', () => {
    const outcome = (write: (value: unknown) => string | undefined, value: unknown) => {
      try {
        return write(value) ?? 'refused';
      } catch {
        return 'refused';
      }
    };
    const key = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', '10', '9', '-1', 'toJSON', '\\ud800', '\ud800'));
    const values = fc.array(fc.oneof(fc.double(), fc.integer()));
    const value = fc.anything({
      key,
      values: [fc.oneof(key, fc.double(), fc.boolean(), fc.constant(undefined), fc.constant(-0)), values],
      withDate: true,
    });
    fc.assert(
      fc.property(value, (any) => {
        expect(outcome(canonicalJson, any)).toBe(outcome(canonicalize, any));
      }),
      { numRuns: 5000 },
    );
  });

  test('refuses what is no JSON value at all', () => {
    expect(problemOf(undefined)).toEqual({ code: 'not-canonical', fields: { place: 'value', found: 'undefined' } });
  });
});

describe.skipIf(!existsSync(vectors))(existsSync(vectors) ? 'RFC 8785 test vectors' : 'RFC 8785 test vectors (skipped: no shared/)', () => {
  const names = existsSync(vectors) ? readdirSync(`${vectors}/input`) : [];

  test('are there', () => expect(names.length).toBeGreaterThanOrEqual(6));

  test.each(names)('%s', (name) => {
    const value: unknown = JSON.parse(readFileSync(`${vectors}/input/${name}`, 'utf8'));
    expect(canonicalJson(value)).toBe(readFileSync(`${vectors}/output/${name}`, 'utf8'));
  });
});
