/** What Chromium's browsers have of the File System Access API (https://wicg.github.io/file-system-access/) and TypeScript's own library
 *  does not name. Delete what it names one day. */
declare global {
  interface DataTransferItem {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  }
  interface FileSystemHandle {
    queryPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
    /** Asks the person; only behind a click or a key. */
    requestPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
  }
  interface Window {
    /** Only behind a click or a key, and not in a frame of another site. */
    showOpenFilePicker?(options: { readonly multiple: boolean }): Promise<readonly FileSystemFileHandle[]>;
  }
}

/** Where a dropped or picked file can be had again, for as long as the page holds the file. */
const known = new WeakMap<File, Promise<FileSystemFileHandle | null>>();

/** The files that were dropped. Where the browser says so, it is noted where they can be had again: only while the drop is handled
 *  does it say. */
export function filesOf({ files, items }: Pick<DataTransfer, 'files' | 'items'>): readonly File[] {
  const dropped = [...files];
  const ofFiles = [...items].filter(({ kind }) => kind === 'file');
  dropped.forEach((file, i) => {
    const handle = ofFiles[i]?.getAsFileSystemHandle?.();
    if (handle)
      known.set(
        file,
        handle.then(fileHandle, () => null),
      );
  });
  return dropped;
}

/** Whether the browser has a picker that says where files can be had again, as a file input does not. */
export const canPickFiles = (): boolean => window.showOpenFilePicker !== undefined;

/** The files that a person picks; none where the picker was closed, null where the browser does not open it, or not what was picked. */
export async function pickFiles(): Promise<readonly File[] | null> {
  try {
    const handles = (await window.showOpenFilePicker?.({ multiple: true })) ?? [];
    const files = await Promise.all(handles.map((handle) => handle.getFile()));
    files.forEach((file, i) => {
      known.set(file, Promise.resolve(handles[i]));
    });
    return files;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? [] : null;
  }
}

/** Where all of these files can be had again; null where the browser has not said that of each. */
export async function handlesOf(files: readonly File[]): Promise<readonly FileSystemFileHandle[] | null> {
  const handles = await Promise.all(files.map((file) => known.get(file) ?? null));
  const found = handles.filter((handle) => handle !== null);
  return found.length > 0 && found.length === files.length ? found : null;
}

/** Asks the person whether the page may read these files again, where the browser wants that; to be called behind a click. Who
 *  opens them finds out what came of it. */
export async function askToRead(handles: readonly FileSystemFileHandle[]): Promise<void> {
  for (const handle of handles) {
    try {
      const state = await handle.queryPermission?.({ mode: 'read' });
      if (state === 'prompt') await handle.requestPermission?.({ mode: 'read' });
    } catch {
      // Asked too late behind the click, or by a page that may not ask: the same as if it were denied.
    }
  }
}

const fileHandle = (handle: FileSystemHandle | null): FileSystemFileHandle | null =>
  handle instanceof FileSystemFileHandle ? handle : null;
