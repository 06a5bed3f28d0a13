import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SPEC, type PhaseSpec, type WatchSpec } from '../../../src/core/spec/spec.ts';
import type { Environment, RunEvent } from '../../../src/core/transcript/events.ts';
import { startBackend } from '../../../src/engine/backend.ts';
import { DataSlot } from '../../../src/worker/data/data-slot.ts';
import { run } from '../../../src/worker/run.ts';
import { watched } from '../../../src/worker/training/watched.ts';
import { inputsOf } from '../small-run.ts';

/** Alerts on the samples, trained for real. Rows of MNIST are fewer than by default: 50 steps instead of 150. */
describe('a watched run on the samples', () => {
  const slots = { pretrain: new DataSlot('pretrain', () => undefined), finetune: new DataSlot('finetune', () => undefined) };
  let environment: Environment;
  beforeAll(async () => {
    environment = await startBackend('wasm');
    await slots.pretrain.loadSample('mnist', {});
    await slots.finetune.loadSample('digits', {});
  });

  async function train(phases: readonly PhaseSpec[], stopOn: WatchSpec['stopOn'] = []): Promise<RunEvent[]> {
    const stop = new AbortController();
    const spec = { ...DEFAULT_SPEC, phases };
    const data = { pretrain: slots.pretrain.loaded!.data, finetune: slots.finetune.loaded!.data };
    const emissions = run(inputsOf(environment, spec, data), stop.signal);
    const events: RunEvent[] = [];
    for await (const { event } of watched(emissions, { stopOn, stop: () => stop.abort(), logged: null })) events.push(event);
    return events;
  }

  const [pretrain, finetune] = DEFAULT_SPEC.phases;
  const atRate = (learningRate: number): PhaseSpec => ({
    ...finetune,
    baseline: false,
    optimizer: { ...finetune.optimizer, learningRate },
  });
  const alertsOf = (events: readonly RunEvent[]) => events.filter((event) => event.kind === 'alert');

  test('tells with the default settings what the digits make it forget of MNIST, and nothing else', async () => {
    const events = await train([{ ...pretrain, data: { ...pretrain.data, rows: 4000 } }, finetune]);
    expect(events.at(-1)).toMatchObject({ kind: 'run-finished', steps: 280 });
    expect(alertsOf(events)).toMatchObject([{ level: 'warning', phase: 'finetune', problem: { code: 'watch-forgetting-accuracy' } }]);
  });

  test('tells of a learning rate of 0.3 within ten steps, and of the layers that it killed', async () => {
    const events = await train([atRate(0.3)]);
    const [first, ...others] = alertsOf(events);
    expect(first).toMatchObject({
      phase: 'finetune',
      step: 6,
      level: 'warning',
      problem: { code: 'watch-divergence', fields: { learningRate: 0.3 } },
    });
    expect(others.map(({ problem }) => problem.code)).toContain('watch-dead-layer');
    expect(events.at(-1)).toMatchObject({ kind: 'run-finished' });
  });

  test('stops there where the plan says so, and keeps the parameters', async () => {
    const events = await train([atRate(0.3)], ['divergence']);
    expect(alertsOf(events)).toMatchObject([{ level: 'error', step: 6 }]);
    expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['keyframe', 'run-stopped']);
  });
});
