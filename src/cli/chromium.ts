import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { TrainscriptError } from '../core/problems/problem.ts';

/** Gives WebGPU a software adapter, and keeps it from the machine's own GPU: slow, but the same shaders and the same results. */
export const SOFTWARE_WEBGPU_ARG = '--use-webgpu-adapter=swiftshader';

/** How both the tests and the command line start Chromium: WebGPU on any machine, and no traffic of its own. */
export const CHROMIUM_ARGS: readonly string[] = [
  // Chromium refuses to start as root with its sandbox on, and containers run as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  // Linux keeps WebGPU behind this flag; it also lets the adapter below be chosen.
  '--enable-unsafe-webgpu',
  SOFTWARE_WEBGPU_ARG,
  // Dawn reaches SwiftShader through Vulkan.
  '--enable-features=Vulkan',
  // The browser itself must be silent, so that a request seen in a test is one of ours.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // HTTP/3 opens UDP sockets that leak detectors would have to tell from ours.
  '--disable-quic',
];

/** A download of about 180 MB; a slower line than this is better told than waited for. */
const INSTALL_TIMEOUT_MS = 15 * 60_000;

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A full Chromium (the headless shell has no WebGPU), or undefined where this machine has none. */
export function findChromium(): string | undefined {
  return chooseChromium(chromiumCandidates(process.env, process.platform, playwrightChromium()), existsSync);
}

/** The path of a full Chromium; installs one where none is found.
 *  Throws `chromium-missing` where that fails. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const tried = [installWithPlaywright, installWithApt];
  for (const install of tried) {
    install();
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new TrainscriptError('chromium-missing', { platform: process.platform });
}

/** The first candidate that exists. */
export function chooseChromium(candidates: readonly string[], exists: (path: string) => boolean): string | undefined {
  return candidates.find((path) => exists(path));
}

/** Where a Chromium may stand, best first: the user's word, Playwright's own (the version it was tested with),
 *  then the system's. */
export function chromiumCandidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, playwright: string | undefined): readonly string[] {
  const onPath = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...(env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : []),
    ...(playwright === undefined ? [] : [playwright]),
    ...NAMES_ON_PATH.flatMap((name) => onPath.map((folder) => join(folder, name))),
    ...usualPlaces(env, platform),
  ];
}

function usualPlaces(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].flatMap((app) =>
      ['/Applications', join(env.HOME ?? '/', 'Applications')].map((root) => join(root, `${app}.app`, 'Contents', 'MacOS', app)),
    );
  }
  if (platform !== 'win32') return [];
  const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
  return roots.flatMap((root) => [
    join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(root, 'Chromium', 'Application', 'chrome.exe'),
  ]);
}

/** Where Playwright would have put its full Chromium; it throws on platforms that it has no build for. */
function playwrightChromium(): string | undefined {
  try {
    return chromium.executablePath() || undefined;
  } catch {
    return undefined;
  }
}

function installWithPlaywright(): void {
  const packageFile = createRequire(import.meta.url).resolve('playwright-core/package.json');
  runLoudly(process.execPath, [join(dirname(packageFile), 'cli.js'), 'install', 'chromium', '--no-shell']);
}

/** Only where it needs no password: as root on Debian and its kin. */
function installWithApt(): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  runLoudly('apt-get', ['update']);
  runLoudly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
}

/** Runs a command whose words go to standard error, so that standard output stays the caller's. Whether it
 *  worked is told by what is found afterwards. */
function runLoudly(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    timeout: INSTALL_TIMEOUT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
