/** A run's name as the beginning of a file's, of letters that every file system takes. */
export function runSlug(runName: string): string {
  const slug = runName
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .slice(0, MAX_SLUG_LENGTH);
  return slug.replaceAll(/^-+|-+$/g, '') || 'run';
}

/** File names may take 255 bytes, and a letter up to four. */
const MAX_SLUG_LENGTH = 50;
