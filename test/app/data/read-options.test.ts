import { expect, test } from 'vitest';
import { changeColumn, mergeOptions } from '../../../src/app/data/read-options.ts';
import { resetReading } from '../../../src/app/plan/spec-edit.ts';
import { DEFAULT_SPEC, phaseOf } from '../../../src/core/spec/spec.ts';

test('a correction of one column leaves those of the others', () => {
  const options = { ragged: 'skip', columns: { id: { role: 'subject' }, age: { kind: 'number' } } } as const;
  expect(mergeOptions(options, { columns: { note: { role: 'ignore' } } })).toEqual({
    ragged: 'skip',
    columns: { id: { role: 'subject' }, age: { kind: 'number' }, note: { role: 'ignore' } },
  });
  expect(mergeOptions(options, { columns: null, ragged: 'pad' })).toEqual({ ragged: 'pad', columns: null });
});

test('a choice that says nothing any more goes away', () => {
  const choices = { id: { role: 'subject' }, age: { kind: 'number', missing: ['?'] } } as const;
  expect(changeColumn(choices, 'age', { kind: null })).toEqual({ id: { role: 'subject' }, age: { missing: ['?'] } });
  expect(changeColumn(choices, 'id', { role: null })).toEqual({ age: { kind: 'number', missing: ['?'] } });
  expect(changeColumn({ id: { role: 'ignore' } }, 'id', { role: null, missing: [] })).toBeNull();
  expect(changeColumn(null, '__proto__', { role: 'ignore' })).toEqual(JSON.parse('{"__proto__": {"role": "ignore"}}'));
});

test('a reading is reset to what is found; rows and files stay', () => {
  const [pretrain, finetune] = DEFAULT_SPEC.phases;
  const data = { ...pretrain.data, columns: { id: { role: 'ignore' } }, ragged: 'pad', delimiter: ';' } as const;
  const spec = { ...DEFAULT_SPEC, phases: [{ ...pretrain, data }, finetune] };
  expect(phaseOf(resetReading(spec, 'pretrain'), 'pretrain')?.data).toEqual(pretrain.data);
});
