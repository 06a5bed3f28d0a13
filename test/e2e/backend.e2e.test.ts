import { expect, test } from 'vitest';
import { CHROMIUM_ARGS } from '../../src/cli/chromium.ts';
import { launch, visit } from './visit.ts';

/** A machine whose browser computes on no graphics processor, whatever stands in it. */
const NO_GPU = [...CHROMIUM_ARGS.filter((arg) => !/webgpu|vulkan/i.test(arg)), '--disable-gpu'];

/** How the browser is started, and why the page says that it computes on WASM. */
const MACHINES: Readonly<Record<string, readonly [args: readonly string[], reason: string]>> = {
  'without a graphics processor': [
    NO_GPU,
    'The browser offers no graphics processor to compute on, so the run uses the processor through WASM.',
  ],
  'with one imitated in software': [CHROMIUM_ARGS, 'The processor itself is faster, so WASM is used.'],
};

test.each(Object.entries(MACHINES))('%s the page computes on WASM, and says why', async (_, [args, reason]) => {
  const browser = await launch(args);
  const the = await visit(browser);
  await the.page.getByRole('button', { name: /^Computes on: WASM/ }).click();
  await the.page.getByText(reason).waitFor();
  expect(the.complaints).toEqual([]);
  await browser.close();
});

test('a backend that cannot run here is told with the way out, which works', async () => {
  const browser = await launch(NO_GPU);
  const the = await visit(browser);
  await the.page.getByRole('button', { name: /^Computes on: WASM/ }).click();
  const choice = the.page.getByRole('radiogroup', { name: 'Backend' });
  await choice.getByLabel('WebGPU').check();
  const alert = the.page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/The webgpu backend cannot run here: [\s\S]*Choose another backend, or «auto»/);
  await choice.getByLabel('Automatic').check();
  await alert.waitFor({ state: 'detached' });
  expect(await the.button('Start').isEnabled()).toBe(true);
  await browser.close();
});
