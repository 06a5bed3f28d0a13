import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { MissingRequirement } from '../claim.ts';

/** The most memory that the browser's page has had at once, in bytes: the resident set of its renderer, workers and all, as Linux counts it. */
export async function peakOfPage(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id));
  return Math.max(...peaks);
}

function peakOf(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) * 1024;
  } catch {
    throw new MissingRequirement('no /proc here, which tells a process’s peak memory');
  }
}
