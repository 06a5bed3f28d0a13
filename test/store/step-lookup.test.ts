import { describe, expect, test } from 'vitest';
import { findStep } from '../../src/store/step-lookup.ts';
import { problemOfAsync } from '../problem-of.ts';
import { sampleRun, step } from '../worker/sample-run.ts';
import { memoryShelf } from './memory-shelf.ts';

const EVENTS = sampleRun().map(({ event }) => event);
const numbersOf = (steps: readonly { readonly step: number }[] = []) => steps.map(({ step }) => step);

describe('a step of a kept run', () => {
  test('is found with those of its own track before it, however the events were kept', async () => {
    for (const size of [1, 2, 3, 5, 100]) {
      const { shelf } = await memoryShelf(EVENTS, size);
      for (const event of EVENTS) {
        if (event.kind !== 'step') continue;
        const found = await findStep(shelf, event.step, 2);
        expect(found?.step).toEqual(event);
        const own = EVENTS.filter((other) => other.kind === 'step' && other.phase === event.phase && other.step < event.step);
        expect(found?.before).toEqual(own.slice(-2));
      }
    }
  });

  test('is undefined where it was not kept', async () => {
    const { shelf } = await memoryShelf(EVENTS, 2);
    expect([await findStep(shelf, 11, 5), await findStep(shelf, 0, 5)]).toEqual([undefined, undefined]);
    const { shelf: begun } = await memoryShelf(EVENTS.slice(0, 5), 1);
    expect(await findStep(begun, 1, 5)).toBeUndefined();
    expect(await findStep((await memoryShelf([], 1)).shelf, 1, 5)).toBeUndefined();
  });

  test('costs a few segments of a long run', async () => {
    const many = Array.from({ length: 4096 }, (_, i) => step('pretrain', i + 1));
    const { shelf, read } = await memoryShelf(many, 4);
    const found = await findStep(shelf, 2771, 50);
    expect(found?.step.step).toBe(2771);
    expect(numbersOf(found?.before)).toEqual(Array.from({ length: 50 }, (_, i) => 2721 + i));
    expect(read.segments).toBe(13);
    expect(read.summaries).toBeLessThan(30);
  });

  test('among steps that no column holds is found as well', async () => {
    const strange = [step('pretrain', 1), { ...step('pretrain', 2), rows: [0.5] }, step('pretrain', 3), step('pretrain', 4)];
    const { shelf } = await memoryShelf(strange, 1);
    expect((await findStep(shelf, 2, 5))?.step.rows).toEqual([0.5]);
  });

  test('that is not what was logged is refused', async () => {
    const { shelf, segments } = await memoryShelf(EVENTS, 4);
    for (const [firstSeq, segment] of segments) segments.set(firstSeq, { ...segment, detail: new Uint8Array(0) });
    expect(await problemOfAsync(() => findStep(shelf, 6, 5))).toMatchObject({ code: 'transcript-damaged', fields: { runId: 'run-1' } });
  });
});
