import type { WatchColumn } from '../core/audit/personal/tally.ts';

/** What looks for personal data in the cells of a table. It knows every country's telephone numbers, 100 kB of them, and is fetched with the
 *  first table. */
export async function loadWatch(): Promise<WatchColumn> {
  const { watchColumn } = await import('../core/audit/personal/column-scan.ts');
  return watchColumn;
}
