import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TrainscriptError } from '../../../src/core/problems/problem.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import { decodeSpec, encodeSpec } from '../../../src/core/spec/spec-link.ts';
import { setPath } from '../../../src/core/spec/spec-paths.ts';
import { arbitrarySpec } from '../arbitrary-spec.ts';

describe('a spec in a link', () => {
  test('comes back as it was, in characters that a URL takes as they are', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const fragment = encodeSpec(spec);
        expect(fragment).toMatch(/^[\w-]*$/);
        expect(decodeSpec(fragment)).toEqual(spec);
      }),
    );
  });

  test('holds only what differs from the default run', () => {
    expect(encodeSpec(DEFAULT_SPEC)).toBe('');
    expect(decodeSpec('')).toEqual(DEFAULT_SPEC);
    const fragment = encodeSpec(setPath(DEFAULT_SPEC, 'phases.finetune.epochs', '3'));
    expect(atob(fragment)).toBe('{"phases":{"finetune":{"epochs":3}}}');
    expect(atob(encodeSpec({ ...DEFAULT_SPEC, phases: [DEFAULT_SPEC.phases[1]] }))).toBe('{"phases":{"pretrain":null}}');
  });

  test('whatever the fragment, a spec or a problem comes out', () => {
    const json = fc.jsonValue().map((value) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value)))));
    fc.assert(
      fc.property(fc.oneof(fc.string(), json), (fragment) => {
        try {
          expect(decodeSpec(fragment).trainscript).toBe(1);
        } catch (error) {
          expect(error).toBeInstanceOf(TrainscriptError);
        }
      }),
    );
  });

  test.each([['!'], ['W10'], ['x'.repeat(65_537)], [btoa('\xff')]])('%# is refused as no set-up of this page', (fragment) => {
    expect(() => decodeSpec(fragment)).toThrow(expect.objectContaining({ code: 'spec-link' }));
  });

  test('a setting that a link may not have is named', () => {
    expect(() => decodeSpec(btoa('{"phases":{"finetune":{"epochs":0}}}'))).toThrow(expect.objectContaining({ code: 'field-whole' }));
    expect(() => decodeSpec(btoa('{"phases":{"pretrain":null,"third":{}}}'))).toThrow(expect.objectContaining({ code: 'field-choice' }));
  });
});
