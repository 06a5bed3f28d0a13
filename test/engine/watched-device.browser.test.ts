import { beforeEach, describe, expect, test } from 'vitest';
import { DeviceLost } from '../../src/engine/trainer.ts';
import { freshDevice, watchedDevice } from '../../src/engine/webgpu/device.ts';
import type { WatchedDevice } from '../../src/engine/webgpu/watched-device.ts';

describe('a watched device', () => {
  let watched: WatchedDevice;
  beforeEach(async () => {
    watched = await freshDevice();
  });

  test('passes on what it gives, and what its work throws', async () => {
    expect(await watched.trust(Promise.resolve(7))).toBe(7);
    await expect(watched.trust(Promise.reject(new RangeError('mine')))).rejects.toThrow(new RangeError('mine'));
    expect(watched.failure).toBeNull();
  });

  test('ends all waiting when it is lost, also what would never be answered', async () => {
    const waiting = watched.trust(new Promise(() => undefined));
    watched.device.destroy();
    await expect(waiting).rejects.toThrow(DeviceLost);
    await expect(watched.trust(Promise.resolve(7))).rejects.toThrow(DeviceLost);
  });

  test('is given up when it reports an error that nobody caught: what came with it is not passed on', async () => {
    const { device } = watched;
    const destroyed = device.createBuffer({ size: 4, usage: GPUBufferUsage.COPY_DST });
    destroyed.destroy();
    const encoder = device.createCommandEncoder();
    encoder.clearBuffer(destroyed);
    device.queue.submit([encoder.finish()]);
    await expect(watched.trust(device.queue.onSubmittedWorkDone().then(() => 'a result'))).rejects.toThrow(DeviceLost);
    expect(watched.failure?.message).toContain('destroyed');
  });

  test('is replaced once it failed, and only then', async () => {
    expect(await watchedDevice()).toBe(watched);
    watched.device.destroy();
    await watched.device.lost;
    const next = await freshDevice();
    expect(next).not.toBe(watched);
    expect(next.failure).toBeNull();
  });
});
