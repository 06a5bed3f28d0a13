import { expect, test } from 'vitest';
import type { LoggedEvent } from '../../../src/app/runs/run-log.ts';
import { eventLine, eventMark, formatFingerprint } from '../../../src/ui/transcript/event-texts.ts';
import { ENVIRONMENT } from '../fixture-state.ts';

const problem = { code: 'unexpected', fields: { detail: 'the loss became NaN' } } as const;

const LINES: readonly (readonly [event: LoggedEvent, line: string, icon: string, look: string])[] = [
  [{ kind: 'paused', step: 1200 }, 'Paused behind step 1,200', 'pause', ''],
  [{ kind: 'resumed', step: 1200 }, 'Resumed behind step 1,200', 'play', ''],
  [{ kind: 'run-stopped', step: 7 }, 'Stopped behind step 7', 'stop', ''],
  [{ kind: 'run-finished', steps: 2000, wallTimeMs: 65_000 }, 'Run finished: 2,000 steps in 1 min 5 sec', 'pass', 'pass'],
  [{ kind: 'run-refused', rules: ['LIC-1', 'PII-1'] }, 'Refused by the policy: LIC-1, PII-1', 'lock', 'error'],
  [{ kind: 'phase-finished', phase: 'finetune', step: 9, fingerprint: 255 }, 'Fine-tune ends, fingerprint 255', 'check', 'finetune'],
  [
    { kind: 'replayed', keyframe: 200, through: 260, wallTimeMs: 1, environment: ENVIRONMENT },
    'Steps 201 to 260 computed again on WASM · SIMD · 2 threads, each as logged',
    'undo',
    '',
  ],
  [
    { kind: 'replayed', keyframe: -1, through: 5, wallTimeMs: 1, environment: { ...ENVIRONMENT, backend: 'webgpu', adapter: 'apple m2' } },
    'Steps 1 to 5 computed again on WebGPU · apple m2, each as logged',
    'undo',
    '',
  ],
];

for (const [event, line, icon, look] of LINES)
  test(`${event.kind} is told in a line: ${line}`, () => {
    expect([eventLine(event), eventMark(event)]).toEqual([line, { icon, look }]);
  });

test('what went wrong is told as its problem is', () => {
  expect(eventLine({ kind: 'run-failed', step: 3, problem })).toContain('the loss became NaN');
  expect(eventLine({ kind: 'device-lost', step: 3, losses: 1, reason: 'unplugged' })).toContain('unplugged');
  expect(eventMark({ kind: 'alert', level: 'error', phase: 'pretrain', step: 3, problem })).toEqual({ icon: 'error', look: 'error' });
});

test('a fingerprint is written as the files write it', () => {
  expect([0, 1, 2 ** 32 - 1].map(formatFingerprint)).toEqual(['0', '1', '4294967295']);
});
