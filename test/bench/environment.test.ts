import { expect, test } from 'vitest';
import { describeAdapter, environmentLines } from './environment.ts';

class Info {
  get vendor() {
    return 'google';
  }
  get architecture() {
    return 'swiftshader';
  }
  get isFallbackAdapter() {
    return true;
  }
}

class Limits {
  get maxBufferSize() {
    return 1024;
  }
}

const adapter = { info: new Info(), limits: new Limits(), features: new Set(['timestamp-query', 'shader-f16']) } as unknown as GPUAdapter;

test('what stands on an adapter’s prototypes is read, features in order', () => {
  expect(describeAdapter(adapter)).toEqual({
    name: 'google swiftshader',
    info: { vendor: 'google', architecture: 'swiftshader', isFallbackAdapter: true },
    features: ['shader-f16', 'timestamp-query'],
    limits: { maxBufferSize: 1024 },
  });
});

test('a software adapter is called one, and a machine without any says so', () => {
  const environment = { host: 'Chromium', cores: 2, crossOriginIsolated: true, onBattery: null, software: true };
  const lines = environmentLines({ ...environment, adapter: describeAdapter(adapter) });
  expect(lines[0]).toBe('Chromium; 2 cores, cross-origin isolated: yes, power source unknown');
  expect(lines[1]).toContain('SOFTWARE');
  expect(lines[3]).toContain('maxBufferSize 1,024');
  expect(environmentLines({ ...environment, adapter: null })[1]).toBe('no WebGPU');
});
