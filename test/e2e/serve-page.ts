import type { TestProject } from 'vitest/node';
import { servePage } from '../../src/cli/serve.ts';

/** Before the first test: builds the page where it is older than its sources, and serves it under a deployment's headers. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const served = await asDeployed(() => servePage(project.config.root, console.log));
  project.provide('pageUrl', served.url);
  return served.close;
}

/** Vite builds libraries for production, and serves the headers of a deployment, only where nobody says that this is a test. */
async function asDeployed<T>(act: () => Promise<T>): Promise<T> {
  const before = { NODE_ENV: process.env.NODE_ENV, VITEST: process.env.VITEST };
  for (const name of Object.keys(before)) delete process.env[name];
  try {
    return await act();
  } finally {
    for (const [name, value] of Object.entries(before)) if (value !== undefined) process.env[name] = value;
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    pageUrl: string;
  }
}
