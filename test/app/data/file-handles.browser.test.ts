import { afterEach, expect, test, vi } from 'vitest';
import { askToRead, filesOf, handlesOf, pickFiles } from '../../../src/app/data/file-handles.ts';
import { handleOf } from '../../store/file-kit.ts';

afterEach(() => vi.restoreAllMocks());

/** What a person drops; the browser says of each file where it can be had again, or nothing. */
function dropOf(files: readonly File[], handles: readonly (FileSystemHandle | null | Error)[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  const answers = [...handles];
  vi.spyOn(DataTransferItem.prototype, 'getAsFileSystemHandle').mockImplementation(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? null;
  });
  return transfer;
}

const file = (name: string) => new File(['a,b\n1,2\n'], name);

test('of files that are dropped it is known where they can be had again', async () => {
  const handles = [await handleOf('a.csv', 'a'), await handleOf('b.csv', 'b')];
  const files = filesOf(dropOf([file('a.csv'), file('b.csv')], handles));
  expect(files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv']);
  expect(await handlesOf(files)).toEqual(handles);
  expect(await handlesOf([files[1]])).toEqual([handles[1]]);
});

test('where the browser does not say that of each, it is known of none', async () => {
  const handle = await handleOf('a.csv', 'a');
  for (const other of [null, new DOMException('no', 'NotAllowedError'), await navigator.storage.getDirectory()]) {
    expect(await handlesOf(filesOf(dropOf([file('a.csv'), file('b.csv')], [handle, other])))).toBeNull();
  }
  expect(await handlesOf([file('chosen.csv')])).toBeNull();
  expect(await handlesOf([])).toBeNull();
});

test('of files that are picked it is known where they can be had again', async () => {
  const handles = [await handleOf('a.csv', 'a'), await handleOf('b.csv', 'b')];
  const asked = vi.spyOn(window, 'showOpenFilePicker').mockResolvedValue(handles);
  const files = await pickFiles();
  expect(asked).toHaveBeenCalledWith({ multiple: true });
  expect(await Promise.all(files!.map((file) => file.text()))).toEqual(['a', 'b']);
  expect(await handlesOf(files!)).toEqual(handles);
});

test('a picker that is closed gives no files; one that does not open, or not what was picked, nothing', async () => {
  const picker = vi.spyOn(window, 'showOpenFilePicker');
  picker.mockRejectedValue(new DOMException('closed', 'AbortError'));
  expect(await pickFiles()).toEqual([]);
  picker.mockRejectedValue(new DOMException('another site’s frame', 'SecurityError'));
  expect(await pickFiles()).toBeNull();
  const gone = await handleOf('gone.csv', 'a');
  await (await navigator.storage.getDirectory()).removeEntry(gone.name);
  picker.mockResolvedValue([gone]);
  expect(await pickFiles()).toBeNull();
});

test('the person is asked for those that the browser does not let be read without', async () => {
  const asked: string[] = [];
  const handle = async (name: string, state: PermissionState) =>
    Object.assign(await handleOf(name, name), {
      queryPermission: async () => state,
      requestPermission: async () => {
        asked.push(name);
        if (name === 'late') throw new DOMException('no activation', 'SecurityError');
        return 'denied' as const;
      },
    });
  await askToRead([
    await handle('granted', 'granted'),
    await handle('late', 'prompt'),
    await handle('asked', 'prompt'),
    await handle('denied', 'denied'),
  ]);
  expect(asked).toEqual(['late', 'asked']);
});
