import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/ui/data/ts-data-source.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, mount, unmountAll } from '../mounting.ts';

afterEach(() => {
  vi.restoreAllMocks();
  unmountAll();
});

const csv = (name: string) => new File(['a,b\n1,2\n'], name);
const handle = (name: string) => ({ getFile: async () => csv(name) }) as FileSystemFileHandle;
const input = () => page.getByLabelText('Choose files');

async function shown() {
  const element = await mount('ts-data-source', {});
  const chosen = heard<readonly File[]>(element, 'ts-choose');
  const opened = vi.spyOn(window, 'showOpenFilePicker');
  // The native dialog would stay open; that the click reaches it is what counts.
  const native: boolean[] = [];
  find(element, 'input').addEventListener('click', (event) => {
    if (event.defaultPrevented) return;
    native.push(true);
    event.preventDefault();
  });
  return { element, chosen, opened, native, names: () => chosen.map((files) => files.map(({ name }) => name)) };
}

describe('ts-data-source', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      for (const loaded of [false, true]) expect(await accessibilityProblems(await mount('ts-data-source', { loaded }), theme)).toEqual([]);
    });
  }

  test('takes what is picked where the browser has a picker, by mouse and by key', async () => {
    const { names, opened, native } = await shown();
    opened.mockResolvedValueOnce([handle('a.csv'), handle('b.csv')]).mockResolvedValueOnce([handle('c.csv')]);
    await input().click();
    await vi.waitFor(() => expect(names()).toEqual([['a.csv', 'b.csv']]));
    (input().element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(names()).toEqual([['a.csv', 'b.csv'], ['c.csv']]));
    expect(native).toEqual([]);
  });

  test('a picker that is closed changes nothing', async () => {
    const { chosen, opened, native } = await shown();
    opened.mockRejectedValue(new DOMException('closed', 'AbortError'));
    await input().click();
    await input().click();
    await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(2));
    expect([chosen, native]).toEqual([[], []]);
  });

  test('where the picker may not open, the input asks, then and later', async () => {
    const { chosen, opened, native } = await shown();
    opened.mockRejectedValue(new DOMException('another site’s frame', 'SecurityError'));
    await input().click();
    await vi.waitFor(() => expect(native).toHaveLength(1));
    await input().click();
    expect([native.length, opened.mock.calls.length, chosen.length]).toEqual([2, 1, 0]);
  });

  test('what is given to the input itself is taken as ever', async () => {
    const { names, opened } = await shown();
    await input().upload(csv('own.csv'));
    expect(names()).toEqual([['own.csv']]);
    expect(opened).not.toHaveBeenCalled();
  });
});
