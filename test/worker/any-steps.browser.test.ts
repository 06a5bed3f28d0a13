import { beforeAll, describe, expect, test } from 'vitest';
import { auditData } from '../../src/core/audit/audit-data.ts';
import type { RunSpec } from '../../src/core/spec/spec.ts';
import type { Emission, Environment } from '../../src/core/transcript/events.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { readPth } from '../../src/formats/pth.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import type { Command, Message, StepParameters } from '../../src/protocol.ts';
import { AnySteps } from '../../src/worker/any-step/any-steps.ts';
import type { Surroundings } from '../../src/worker/any-step/set-up-bench.ts';
import { DataSlot } from '../../src/worker/data/data-slot.ts';
import type { LoadedPhase } from '../../src/worker/data/loaded-phase.ts';
import { run } from '../../src/worker/run.ts';
import { never } from '../async.ts';
import { memorySource } from './memory-source.ts';
import { inputsOf, phase, specOf } from './small-run.ts';
import { smallTable } from './small-table.ts';

const TABLE = smallTable(['0', '1', '2']);
const fileOf = (text: string) => new File([text], 'table.csv');
const CSV = `a,b,label\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${i % 3}`).join('\n')}\n`;

let environment: Environment;
let whole: Emission[];
beforeAll(async () => {
  environment = await startBackend('cpu');
  whole = await trained(specOf(phase('pretrain')));
});

async function trained(spec: RunSpec): Promise<Emission[]> {
  const all: Emission[] = [];
  for await (const emission of run(inputsOf(environment, spec, { pretrain: TABLE }), never)) all.push(emission);
  return all;
}

/** The worker around it, with the run's own data on the page. */
function around(kept: readonly Emission[], change: Partial<Surroundings> = {}): Surroundings {
  const slots = { pretrain: new DataSlot('pretrain', () => undefined), finetune: new DataSlot('finetune', () => undefined) };
  const audit = auditData('pretrain', TABLE);
  slots.pretrain.loaded = { source: 'files', options: {}, data: TABLE as LoadedPhase, audit, compared: 'done' };
  return { source: async () => memorySource(kept), slots, init: null, live: null, useBackend: async () => environment, ...change };
}

function without(kept: Surroundings): Surroundings {
  kept.slots.pretrain.loaded = null;
  return kept;
}

type Asked = Extract<Command, { kind: 'parameters-at' }>;
const ask = (step: number): Asked => ({ kind: 'parameters-at', runId: 'run-1', step, use: 'show' });

function steps() {
  const messages: Message[] = [];
  const transferred: Transferable[] = [];
  const given = new AnySteps((message, transfer = []) => {
    messages.push(message);
    transferred.push(...transfer);
  });
  const parameters = (): StepParameters[] => messages.flatMap((message) => (message.kind === 'parameters' ? [message.parameters] : []));
  return { given, messages, transferred, parameters };
}

describe('the parameters of a step that was asked for', () => {
  test('come with the two files that hold them, and are handed over rather than copied', async () => {
    const { given, messages, transferred, parameters } = steps();
    await given.give(ask(5), around(whole));
    expect(messages[0]).toEqual({ kind: 'parameters-progress', runId: 'run-1', use: 'show', from: 3, step: 3, until: 5 });
    const [found] = parameters();
    const logged = whole.find(({ event }) => event.kind === 'step' && event.step === 5)?.event;
    expect(found).toMatchObject({ track: 'pretrain', step: 5, keyframe: { track: 'pretrain', step: 3 }, replayed: 2, lost: 0 });
    expect(found.fingerprint).toBe(logged?.kind === 'step' && logged.fingerprint);
    expect(new Set(transferred)).toEqual(new Set(found.tensors.map(({ data }) => data.buffer)));
    const { pth, safetensors } = found.files;
    expect([pth.name, safetensors.name]).toEqual(['mnist-to-optical-digits-step-5.pth', 'mnist-to-optical-digits-step-5.safetensors']);
    expect(readPth(new Uint8Array(await pth.arrayBuffer()), pth.name)).toEqual(found.tensors);
    expect(readSafetensors(new Uint8Array(await safetensors.arrayBuffer()), safetensors.name).tensors).toEqual(found.tensors);
  });

  test('need no data and no backend where a keyframe stands', async () => {
    const { given, parameters } = steps();
    const useBackend = () => Promise.reject(new Error('not needed'));
    await given.give(ask(3), { ...without(around(whole)), useBackend });
    expect(parameters()).toMatchObject([{ step: 3, replayed: 0 }]);
  });

  test('are those that were asked for last, and none once it was cancelled', async () => {
    const { given, parameters } = steps();
    const [first, second] = [given.give(ask(5), around(whole)), given.give(ask(2), around(whole))];
    await Promise.all([first, second]);
    expect(parameters().map(({ step }) => step)).toEqual([2]);
    const third = given.give(ask(5), around(whole));
    await given.cancel();
    await third;
    expect(parameters()).toHaveLength(1);
  });
});

describe('the run’s own data', () => {
  const csvSpec = async (): Promise<RunSpec> => {
    const slot = new DataSlot('pretrain', () => undefined);
    await slot.loadDropped([fileOf(CSV)], {});
    const files = slot.loaded!.data.files.map(({ name: file, sha256 }) => ({ file, sha256 }));
    return specOf(phase('pretrain', { data: { source: 'files', rows: null, test: 0.2, files } }));
  };

  test('are asked for with their names and hashes where they are gone from the page', async () => {
    const spec = await csvSpec();
    const { given } = steps();
    const [{ sha256 }] = spec.phases[0].data.files!;
    const asked = given.give(ask(5), without(around(await trained(spec))));
    await expect(asked).rejects.toMatchObject({
      code: 'step-data-missing',
      fields: { phase: 'pretrain', files: `table.csv (SHA-256 ${sha256})` },
    });
  });

  test('are told from others', async () => {
    const spec = await csvSpec();
    const kept = around(await trained(spec));
    await kept.slots.pretrain.loadDropped([fileOf(CSV.replace('6,1', '6,2'))], {});
    await expect(steps().given.give(ask(5), kept)).rejects.toMatchObject({ code: 'step-data-differs' });
  });

  test('are read beside what the page shows, as they were read then', async () => {
    const spec = await csvSpec();
    const wanted = { ...spec, phases: [{ ...spec.phases[0], data: { ...spec.phases[0].data, label: 'label' } }] };
    const slot = new DataSlot('pretrain', () => undefined);
    await slot.loadDropped([fileOf(CSV)], { label: 'label' });
    const inputs = inputsOf(environment, wanted, { pretrain: slot.loaded!.data });
    const kept: Emission[] = [];
    for await (const emission of run(inputs, never)) kept.push(emission);
    const page = around(kept);
    await page.slots.pretrain.loadDropped([fileOf(CSV)], { label: 'a' });
    const shown = page.slots.pretrain.loaded;
    const { given, parameters } = steps();
    await given.give(ask(5), page);
    expect(parameters()).toMatchObject([{ step: 5, replayed: 2 }]);
    expect(page.slots.pretrain.loaded).toBe(shown);
  });

  test('include the order of its rows, where a file gave it', async () => {
    const indices = { file: 'order.tsv', sha256: 'a'.repeat(64) };
    const asked = steps().given.give(ask(5), around(await trained(specOf(phase('pretrain', { indices })))));
    await expect(asked).rejects.toMatchObject({ code: 'step-file-missing', fields: indices });
  });
});

describe('beside a run in progress', () => {
  const ownLive = (pausedRunId: string | null) => around(whole, { live: { name: 'the other', pausedRunId } });

  test('nothing is trained again', async () => {
    for (const pausedRunId of [null, 'run-2']) {
      const asked = steps().given.give(ask(5), ownLive(pausedRunId));
      await expect(asked).rejects.toMatchObject({ code: 'step-run-in-progress', fields: { run: 'the other' } });
    }
  });

  test('but the steps of one that is paused are', async () => {
    const { given, parameters } = steps();
    await given.give(ask(5), ownLive('run-1'));
    expect(parameters()).toHaveLength(1);
  });
});
