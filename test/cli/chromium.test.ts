import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHROMIUM_ARGS, chooseChromium, chromiumCandidates } from '../../src/cli/chromium.ts';

describe('chooseChromium', () => {
  const candidates = ['/mine', '/playwright', '/usr/bin/chromium'];

  test('takes the first that exists', () => {
    expect(chooseChromium(candidates, () => true)).toBe('/mine');
    expect(chooseChromium(candidates, (path) => path === '/usr/bin/chromium')).toBe('/usr/bin/chromium');
  });

  test('is undefined where none exists', () => {
    expect(chooseChromium(candidates, () => false)).toBeUndefined();
    expect(chooseChromium([], () => true)).toBeUndefined();
  });
});

describe('chromiumCandidates', () => {
  test('puts the user’s word first, then Playwright’s own, then the system’s', () => {
    const env = { CHROMIUM_PATH: '/mine', PATH: ['/a', '/b'].join(delimiter) };
    expect(chromiumCandidates(env, 'linux', '/playwright')).toEqual([
      '/mine',
      '/playwright',
      '/a/chromium',
      '/b/chromium',
      '/a/chromium-browser',
      '/b/chromium-browser',
      '/a/google-chrome',
      '/b/google-chrome',
      '/a/google-chrome-stable',
      '/b/google-chrome-stable',
    ]);
  });

  test('an empty CHROMIUM_PATH and an empty PATH name nothing', () => {
    expect(chromiumCandidates({ CHROMIUM_PATH: '', PATH: '' }, 'linux', undefined)).toEqual([]);
  });

  test('knows where the installers of macOS and Windows put it', () => {
    expect(chromiumCandidates({ HOME: '/Users/ada' }, 'darwin', undefined)).toContain(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
    const onWindows = chromiumCandidates({ PROGRAMFILES: 'C:\\Program Files' }, 'win32', undefined);
    expect(onWindows).toHaveLength(2);
    expect(onWindows[0]).toMatch(/^C:\\Program Files.Google.Chrome.Application.chrome\.exe$/);
  });
});

test('the sandbox is given up for root only', () => {
  expect(CHROMIUM_ARGS.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
});
