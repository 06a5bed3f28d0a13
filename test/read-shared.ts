import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BrowserCommand } from 'vitest/node';

const SHARED = process.env.TRAINSCRIPT_SHARED ?? '../shared';

/** Browser tests cannot read files: this command hands them one of the shared folder as base64, or null where there is none. */
export const readShared: BrowserCommand<[path: string]> = ({ project }, path): string | null => {
  const file = resolve(project.config.root, SHARED, path);
  return existsSync(file) ? readFileSync(file).toString('base64') : null;
};

declare module 'vitest/browser' {
  interface BrowserCommands {
    readShared: (path: string) => Promise<string | null>;
  }
}
