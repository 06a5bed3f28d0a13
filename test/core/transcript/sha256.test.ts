import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runningSha256, sha256Hex, sha256Of } from '../../../src/core/transcript/sha256.ts';

test('all three ways to hash agree with OpenSSL', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const whole = new Uint8Array(parts.flatMap((part) => [...part]));
      const expected = createHash('sha256').update(whole).digest('hex');
      const running = runningSha256();
      for (const part of parts) running.update(part);
      expect([sha256Hex(whole), await sha256Of(whole), running.hex()]).toEqual([expected, expected, expected]);
    }),
  );
});
