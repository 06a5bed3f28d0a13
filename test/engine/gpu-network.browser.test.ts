import { beforeAll, expect, test } from 'vitest';
import { ADAM } from '../../src/core/spec/spec.ts';
import { initialParameters } from '../../src/core/training/init.ts';
import { mlp } from '../../src/core/training/model.ts';
import { histogramsOf } from '../../src/engine/layout.ts';
import type { Batch, Trainer } from '../../src/engine/trainer.ts';
import { gpuDevice } from '../../src/engine/webgpu/device.ts';
import { WebGpuNetwork } from '../../src/engine/webgpu/webgpu-network.ts';
import { arenasOf, BARE_ADAM } from './arena.ts';

const ROWS = 8;
const BYTES = 256;
const MODEL = mlp(BYTES, 3);

/** Every byte in every row, in another place in each. */
const PIXELS = Uint8Array.from({ length: ROWS * BYTES }, (_, i) => (37 * i + (i >> 8)) % BYTES);

let device: GPUDevice;
beforeAll(async () => {
  device = await gpuDevice();
});

async function withNetwork<T>(use: (network: Trainer) => Promise<T>): Promise<T> {
  const network = (await WebGpuNetwork.create(MODEL, ROWS, device))!;
  network.load(initialParameters(MODEL, 7), 'init');
  try {
    return await use(network);
  } finally {
    network.dispose();
  }
}

const rowsOf = (step: number): Uint32Array => Uint32Array.from({ length: ROWS - 1 }, (_, i) => (3 * step + 5 * i) % ROWS);
const targetsOf = (rows: Uint32Array): Float32Array => Float32Array.from(rows, (row) => row % 3);

function sent(step: number, maximum: number): Batch {
  const rows = rowsOf(step);
  const inputs = Float32Array.from(
    { length: rows.length * BYTES },
    (_, i) => PIXELS[rows[Math.floor(i / BYTES)] * BYTES + (i % BYTES)] / maximum,
  );
  return { inputs, targets: targetsOf(rows) };
}

function named(step: number): Batch {
  const rows = rowsOf(step);
  return {
    get inputs(): Float32Array {
      throw new Error('the inputs were asked for');
    },
    targets: targetsOf(rows),
    rows,
  };
}

const STEPS = [1, 2, 3, 4, 5, 6];

async function fingerprints(network: Trainer, batches: readonly Batch[], atOnce: number): Promise<number[]> {
  const found: number[] = [];
  for (let first = 0; first < batches.length; first += atOnce) {
    const steps = batches.slice(first, first + atOnce).map((batch) => network.step(batch, 'cross-entropy', ADAM, new Set()));
    for (const { fingerprint } of await Promise.all(steps)) found.push(fingerprint);
  }
  return found;
}

// What a byte stands for is rounded once, on the host: 1/255 has no float, 1/16 has one.
test.each([255, 16, 100])('rows of kept images give the bits of the same inputs, bytes of 0 to %i', async (maximum) => {
  const expected = await withNetwork((network) =>
    fingerprints(
      network,
      STEPS.map((step) => sent(step, maximum)),
      1,
    ),
  );
  await withNetwork(async (network) => {
    await network.keep?.({ pixels: PIXELS, maximum });
    expect(await fingerprints(network, STEPS.map(named), 1)).toEqual(expected);
  });
});

test('images that are no bytes are not kept: their inputs are sent', async () => {
  const batch = { ...sent(1, 255), rows: rowsOf(1) };
  const expected = await withNetwork((network) => fingerprints(network, [batch], 1));
  await withNetwork(async (network) => {
    await network.keep?.({ pixels: Float32Array.from(PIXELS), maximum: 255 });
    expect(await fingerprints(network, [batch], 1)).toEqual(expected);
  });
});

test('steps travel together once they are known to be fast, and give the same bits', async () => {
  const expected = await withNetwork((network) =>
    fingerprints(
      network,
      STEPS.map((step) => sent(step, 255)),
      1,
    ),
  );
  await withNetwork(async (network) => {
    await network.keep?.({ pixels: PIXELS, maximum: 255 });
    for (let warm = 0; warm < 50 && network.stepsTogether === 1; warm++) {
      await fingerprints(network, [named(0)], 1);
    }
    expect(network.stepsTogether).toBeGreaterThan(1);
    expect(network.stepsInFlight).toBe(3 * network.stepsTogether);
    network.load(initialParameters(MODEL, 7), 'init');
    expect(await fingerprints(network, STEPS.map(named), STEPS.length)).toEqual(expected);
  });
});

test('histograms are counted on the device, of the step that was sent before them', async () => {
  await withNetwork(async (network) => {
    void network.step(sent(1, 255), 'cross-entropy', BARE_ADAM, new Set());
    const counted = network.histograms();
    const { parameters, gradients } = await arenasOf(network);
    const later = network.step(sent(2, 255), 'cross-entropy', ADAM, new Set());
    const expected = { parameters: histogramsOf(parameters, network.layout), gradients: histogramsOf(gradients, network.layout) };
    const found = await counted;
    for (const of of ['parameters', 'gradients'] as const) {
      for (const { name, size } of network.layout.places) {
        const [a, b] = [found[of][name], expected[of][name]];
        expect([a.min, a.max], `range of ${name}`).toEqual([b.min, b.max]);
        expect(a.counts.reduce((sum, count) => sum + count)).toBe(size);
        // A value at the edge of two bins may be counted in the other.
        const moved = a.counts.reduce((sum, count, i) => sum + Math.abs(count - b.counts[i]), 0);
        expect(moved, `values of ${name} in another bin`).toBeLessThanOrEqual(Math.max(2, size / 1000));
      }
    }
    await later;
  });
});
