import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkIndices, parseIndices } from '../../../src/core/training/indices.ts';
import { collectStepRows, rowsAt } from '../../../src/core/training/step-rows.ts';
import { usageLine } from '../../../src/core/transcript/usage.ts';

const problem = (code: string, fields: object) => expect.objectContaining({ code, fields: expect.objectContaining(fields) });
const parse = (text: string) => parseIndices(text, 'rows.tsv');

describe('parseIndices', () => {
  test('reads a step and its rows a line, with either line end and none at the end', () => {
    for (const text of ['1\t7\t0\n3\t7', '1\t7\t0\r\n3\t7\r\n', '1\t7\t0\n3\t7\n\n']) {
      const indices = parse(text);
      expect([...indices.steps]).toEqual([1, 3]);
      expect([...rowsAt(indices, 0)]).toEqual([7, 0]);
      expect([...rowsAt(indices, 1)]).toEqual([7]);
    }
  });

  test('reads back what usageLine writes', () => {
    const steps = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(2 ** 32 - 1), { minLength: 1, maxLength: 9 })), { minLength: 1 })
      .map((pairs) => {
        let step = 0;
        return pairs.map(([gap, rows]) => {
          step += gap;
          return { step, rows };
        });
      });
    fc.assert(
      fc.property(steps, (events) => {
        const text = events.map(({ step, rows }) => `${usageLine(step, rows)}\n`).join('');
        expect(parse(text)).toEqual(collectStepRows(events));
      }),
    );
  });

  test.each([
    ['', 'indices-empty', { file: 'rows.tsv' }],
    ['\n\n', 'indices-empty', {}],
    ['1\t2\n1\t3', 'indices-step-order', { line: 2, step: 1, previous: 1 }],
    ['0\t2', 'indices-step-order', { line: 1, step: 0, previous: 0 }],
    ['5\t2\n4\t3', 'indices-step-order', { line: 2, step: 4, previous: 5 }],
    ['1\t2\n2', 'indices-step-without-rows', { line: 2, step: 2 }],
    ['1\t2\n\n2\t3', 'indices-not-a-number', { line: 2, found: '' }],
    ['step\trow', 'indices-not-a-number', { line: 1, found: 'step' }],
    ['1\t2\t\t3', 'indices-not-a-number', { line: 1, found: '' }],
    ['1\t-2', 'indices-not-a-number', { line: 1, found: '-2' }],
    ['1\t2.5', 'indices-not-a-number', { line: 1, found: '2.5' }],
    ['1\t2\t4294967296', 'indices-not-a-number', { line: 1, found: '4294967296', limit: 4294967295 }],
    ['1\t2\r3', 'indices-not-a-number', { line: 1 }],
  ])('refuses %j with %s', (text, code, fields) => {
    expect(() => parse(text)).toThrow(problem(code, fields));
  });
});

describe('checkIndices', () => {
  const indices = parse('1\t2\t4\n2\t9');

  test('lets rows of the data pass', () => expect(() => checkIndices(indices, 'rows.tsv', { rows: 10, excluded: [3] })).not.toThrow());

  test('names the line, the row and how many there are', () => {
    expect(() => checkIndices(indices, 'rows.tsv', { rows: 9, excluded: [] })).toThrow(
      problem('indices-row-beyond', { line: 2, step: 2, row: 9, rows: 9, last: 8 }),
    );
    expect(() => checkIndices(indices, 'rows.tsv', { rows: 10, excluded: [4] })).toThrow(
      problem('indices-row-excluded', { line: 1, step: 1, row: 4 }),
    );
  });
});
