import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstDuplicateKey } from '../../src/formats/json-duplicate-keys.ts';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1, "b":{"c":1 ,"c" \n: 2}}', 'c'],
  ['[{"x":[]},{"":0,"":0}]', ''],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"a\\"b":1,"a\\"b":2}', 'a"b'],
  ['{"\\\\":1,"\\\\":2}', '\\'],
])('%s names a key twice', (text, key) => {
  JSON.parse(text);
  expect(firstDuplicateKey(text)).toBe(key);
});

test.each(['{}', '"a"', '{"a":{"a":{"a":"a"}}}', '[{"a":1},{"a":2}]', '{"a":"a","b":"a","c":["a","a"]}', '{"a":"{\\"a\\":1}","b":"}"}'])(
  '%s does not',
  (text) => {
    JSON.parse(text);
    expect(firstDuplicateKey(text)).toBeUndefined();
  },
);

test('no object that JSON.stringify wrote does', () => {
  fc.assert(fc.property(fc.json(), (text) => firstDuplicateKey(text) === undefined));
});
