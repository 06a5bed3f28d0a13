import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_SPEC, type PhaseSpec, type RunSpec } from '../../../src/core/spec/spec.ts';
import { bringBack } from '../../../src/worker/data/bring-data.ts';
import { DataSlot } from '../../../src/worker/data/data-slot.ts';
import { problemOfAsync } from '../../problem-of.ts';
import { handleOf } from '../../store/file-kit.ts';

const CSV = `a,b,label\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i % 2 ? 'x' : 'y'}`).join('\n')}\n`;

let spec: RunSpec;
let phase: PhaseSpec;
const newSlot = () => new DataSlot('pretrain', () => undefined);
const handle = (content = CSV) => handleOf('rows.csv', content);

/** A handle whose file may not be read. */
async function denied(): Promise<FileSystemFileHandle> {
  const own = await handle();
  vi.spyOn(own, 'getFile').mockRejectedValue(new DOMException('the person said no', 'NotAllowedError'));
  return own;
}

beforeEach(async () => {
  const slot = newSlot();
  const file = await (await handle()).getFile();
  await slot.loadDropped([file], {});
  const files = slot.loaded!.data.files.map(({ name, sha256 }) => ({ file: name, sha256 }));
  phase = { ...DEFAULT_SPEC.phases[0], data: { source: 'files', rows: null, test: 0.2, files } };
  spec = { ...DEFAULT_SPEC, name: 'Mine', phases: [phase] };
});

describe('the data of a run that is taken up', () => {
  test('are read from where they stand, and that stays known', async () => {
    const slot = newSlot();
    const handles = [await handle()];
    await bringBack(slot, phase, spec, handles);
    expect(slot.loaded!.data.files.map(({ sha256 }) => sha256)).toEqual(phase.data.files!.map(({ sha256 }) => sha256));
    expect(slot.handles).toBe(handles);
  });

  test('are not opened where they are there already', async () => {
    const slot = newSlot();
    const own = await denied();
    await slot.loadDropped([new File([CSV], 'rows.csv')], {});
    await bringBack(slot, phase, spec, [own]);
    expect(own.getFile).not.toHaveBeenCalled();
  });

  test('are told with both hashes where the file was changed', async () => {
    const changed = await handle(CSV.replace('39', '40'));
    const problem = await problemOfAsync(() => bringBack(newSlot(), phase, spec, [changed]));
    expect(problem).toMatchObject({ code: 'resume-data-differs', fields: { run: 'Mine', phase: 'pretrain' } });
    expect(problem.fields.expected).not.toBe(problem.fields.found);
  });

  test('are asked for by name where they may not be read, and taken as they are dropped then', async () => {
    const slot = newSlot();
    const handles = [await denied()];
    expect(await problemOfAsync(() => bringBack(slot, phase, spec, handles))).toEqual({
      code: 'resume-data-unreadable',
      fields: { run: 'Mine', phase: 'pretrain', files: phase.data.files![0].file, detail: 'the person said no' },
    });
    await slot.loadDropped([new File(['a,label\n1,x\n2,y\n3,x\n'], 'other.csv')], {});
    expect(await problemOfAsync(() => bringBack(slot, phase, spec, handles))).toMatchObject({ code: 'resume-data-differs' });
    await slot.loadDropped([new File([CSV], 'rows.csv')], {});
    await bringBack(slot, phase, spec, handles);
  });

  test('are asked for as ever where nothing is known of them', async () => {
    expect(await problemOfAsync(() => bringBack(newSlot(), phase, spec))).toMatchObject({ code: 'resume-data-missing' });
  });
});
