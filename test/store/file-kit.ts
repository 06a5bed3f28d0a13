/** A file of the page's own, with which the browser deals as with one that was dropped, but for the permission. */
export async function handleOf(name: string, content: string): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(`file-kit-${name}`, { create: true });
  const writable = await handle.createWritable();
  await writable.write(content);
  await writable.close();
  return handle;
}
