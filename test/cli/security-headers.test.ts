import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseHeaders } from '../../src/cli/security-headers.ts';

describe('parseHeaders', () => {
  test('reads the section of every path, and no other', () => {
    const text = '# why\n/*\n  A: 1\n  B: x: y; z\r\n\n/other\n  C: 3\n';
    expect(parseHeaders(text)).toEqual({ A: '1', B: 'x: y; z' });
  });

  test('says which line is not a header', () => {
    expect(() => parseHeaders('/*\n  no colon here\n')).toThrow('«no colon here»');
  });
});

describe('public/_headers', () => {
  const headers = parseHeaders(readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8'));

  test('isolates the page', () => {
    expect(headers['Cross-Origin-Opener-Policy']).toBe('same-origin');
    expect(headers['Cross-Origin-Embedder-Policy']).toBe('require-corp');
  });

  test('lets the page talk to its own origin only', () => {
    const policy = new Map((headers['Content-Security-Policy'] ?? '').split(/;\s*/).map((rule) => rule.split(/ (.*)/) as [string, string]));
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('connect-src')).toBe("'self' data:");
    expect(policy.get('script-src')).toBe("'self' 'wasm-unsafe-eval'");
    expect([...policy.values()].join(' ')).not.toMatch(/https?:|\*|'unsafe-eval'/);
  });
});
