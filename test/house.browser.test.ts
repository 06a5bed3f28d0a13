import { expect, test } from 'vitest';

test('the test browser has a WebGPU adapter', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter).not.toBeNull();
});

test('the test page is cross-origin isolated, so WebAssembly threads are tested too', () => {
  expect(crossOriginIsolated).toBe(true);
  expect(new SharedArrayBuffer(8).byteLength).toBe(8);
});

test('a .gz file arrives as the bytes that stand on the disk, not unpacked', async () => {
  const response = await fetch('/samples/digits/digits.csv.gz');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const card = (await (await fetch('/samples/digits/card.json')).json()) as { files: [{ bytes: number; sha256: string }] };
  expect(bytes.byteLength).toBe(card.files[0].bytes);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  expect(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(card.files[0].sha256);
});
