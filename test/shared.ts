import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const SHARED = resolve(process.env.TRAINSCRIPT_SHARED ?? '../shared');

/** The material beside the project, which a machine may not have. */
export const hasShared = existsSync(SHARED);

export const sharedPath = (path: string): string => resolve(SHARED, path);

/** For the title of tests that cannot run without it. */
export const SKIPPED = hasShared ? '' : ' (skipped: no shared/)';
