import { expect, test } from 'vitest';
import { type BenchResult, report } from './report.ts';

const RESULT: BenchResult = {
  environment: { host: 'Browser 1', adapter: null, software: true, cores: 2, crossOriginIsolated: true, onBattery: false },
  flags: ['--flag'],
  version: 'Chromium 2',
  seed: 5,
  floors: { webgpu: { gigaflops: 12.34, gigabytesPerSecond: 5, dispatchMs: 0.012, submitMs: 0.001, mapMs: 0.3 } as never },
  outcomes: [
    {
      kind: 'measured',
      name: 'pytorch-1',
      losses: [2.3],
      stepMs: [20],
      steps: 10,
      p95Ms: 21,
      freeMs: null,
      firstLossMs: 100,
      facts: { torch: '2.0' },
      floor: { gigaflops: 50, gigabytesPerSecond: 10, dispatchMs: 0 },
    },
  ],
  accuracy: [],
  load: [0.5, 1],
};

test('a report says SOFTWARE in its title, and where and how it was measured below', () => {
  const lines = report(RESULT, '2 × processor').split('\n');
  expect(lines[0]).toBe('## One training step, batch 64 (GPU IN SOFTWARE)');
  expect(lines).toContain('- Browser 1; 2 cores, cross-origin isolated: yes, on mains');
  expect(lines).toContain('- 2 × processor; Chromium 2, started with --flag');
  expect(lines).toContain(
    '- floor of webgpu: a product of 1024³ reaches 12.3 GFLOP/s, a copy 5.0 GB/s, a dependent dispatch takes 12.0 µs, an empty submit 1.0 µs, mapAsync 0.30 ms',
  );
  expect(lines).toContain('- PyTorch CPU, eager, 1 thread: torch 2.0, a product of 1024³ reaches 50.0 GFLOP/s, a copy 10.0 GB/s');
  expect(lines.at(-1)).toBe('- order by seed 5; load of the machine before 0.50, after 1.00');
});
