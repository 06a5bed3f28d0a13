import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initialParameters } from '../../src/core/training/init.ts';
import { mlp } from '../../src/core/training/model.ts';
import type { NamedTensor } from '../../src/core/training/tensor.ts';
import { OPCODE } from '../../src/formats/pickle-opcodes.ts';
import { writePth } from '../../src/formats/pth.ts';
import { global, pickle, text, tuple } from '../formats/pickle-bytes.ts';
import { CARD, ownTable, TABLE } from './runs.ts';
import { type ChosenFile, file, launch, runOf, type Visit, visit } from './visit.ts';

/** Starting parameters for the run below: two numbers in, two classes, one output. */
const GOOD = initialParameters(mlp(2, 1), 1);
const pth = (name: string, tensors: readonly NamedTensor[]) => file(name, writePth(tensors));
const without = (name: string) => GOOD.filter((tensor) => tensor.name !== name);

/** What is chosen, and what must be said at once. */
const REFUSED: Readonly<Record<string, readonly [file: ChosenFile, ...said: string[]]>> = {
  'a file that was cut off': [
    file('start.pth', writePth(GOOD).subarray(0, -9)),
    'start.pth does not end like the zip file',
    'copy or download',
  ],
  'an empty file': [file('start.pth', ''), 'start.pth is empty (0 bytes)'],
  'a pickle that runs a program': [
    file('start.pth', pickle(global('os', 'system'), tuple(text('echo trained')), OPCODE.REDUCE)),
    'start.pth wants to load “os.system”',
    'nothing was run',
    'torch.save(model.state_dict(), path)',
  ],
  'a picture named .pth': [
    file('start.pth', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)),
    'start.pth begins with',
    'drop a',
  ],
};

/** What is chosen, and what the run says before its first step, once it is known what network it trains. */
const UNFIT: Readonly<Record<string, readonly [file: ChosenFile, ...said: string[]]>> = {
  'a key that is missing': [
    pth('part.pth', without('fc2.bias')),
    'part.pth has no tensor named fc2.bias',
    'it has: fc1.weight, fc1.bias, fc2.weight',
  ],
  'another shape': [
    pth('wide.pth', [{ name: 'fc1.weight', shape: [500, 3], data: new Float32Array(1500) }, ...without('fc1.weight')]),
    'wide.pth: fc1.weight has shape',
    'this network needs',
    'replace the head when only the classes differ',
  ],
};

let browser: Browser;
let the: Visit;

beforeAll(async () => {
  browser = await launch();
  the = await visit(browser, { spec: ownTable() });
  await the.region('Pretraining data').getByLabel('Choose files').setInputFiles(TABLE);
  await the.region('Pretraining data').getByLabel('Load card file').setInputFiles(CARD);
  await the.region('Plan').getByRole('button', { name: 'Plan' }).click();
});

afterAll(() => browser.close());

const plan = () => the.region('Plan');
const choose = (chosen: ChosenFile) => plan().getByLabel('Weights file').setInputFiles(chosen);

describe('is refused under the plan, and the page goes on', () => {
  test.each(Object.entries(REFUSED))('%s', async (_, [chosen, ...said]) => {
    await choose(chosen);
    await plan().getByRole('alert').waitFor();
    const text = await plan().getByRole('alert').innerText();
    for (const part of said) expect(text).toContain(part);
    await choose(pth('good.pth', GOOD));
    await plan().getByRole('alert').waitFor({ state: 'detached' });
    await plan().getByText('good.pth, 2,001 parameters').waitFor();
    expect(the.complaints).toEqual([]);
  });
});

describe('ends the run before its first step, and the next one goes', () => {
  test.each(Object.entries(UNFIT))('%s', async (_, [chosen, ...said]) => {
    await choose(chosen);
    await plan().getByText(`${chosen.name}, `).waitFor();
    await the.button('Start').click();
    const result = the.page.getByRole('article', { name: 'Result' });
    await result.getByText('Failed', { exact: true }).waitFor();
    const text = await result.innerText();
    for (const part of said) expect(text).toContain(part);
    expect(await runOf(the)).toMatchObject({ status: 'failed', committedStep: 0 });
    await plan().getByRole('button', { name: 'Random instead' }).click();
    await the.button('Start').click();
    await result.getByText('Finished', { exact: true }).waitFor();
    expect(the.complaints).toEqual([]);
  });
});
