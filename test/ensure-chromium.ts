import { ensureChromium } from '../src/cli/chromium.ts';

/** Run before the browser tests: finds a Chromium or installs one, and says which it is. */
console.log(`Chromium: ${ensureChromium()}`);
