import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatProblem, toProblem } from '../core/problems/problem.ts';
import { helpText } from './flags.ts';
import { EXIT, outcomeOf } from './outcome.ts';
import { type PreparedRecord, prepare } from './prepare.ts';
import { Printer } from './printer.ts';

/** `npm run record -- …`: trains in the page, in a headless Chromium, and writes the bundle. */

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** A terminal's Ctrl-C can reach this process twice, from the terminal and from npm. */
const SAME_PRESS_MS = 500;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  let prepared: PreparedRecord | null;
  try {
    prepared = prepare(words);
  } catch (error) {
    process.stderr.write(`${formatProblem(toProblem(error))}\n`);
    return EXIT.usage;
  }
  if (prepared !== null) return run(prepared);
  process.stdout.write(helpText());
  return EXIT.finished;
}

async function run(prepared: PreparedRecord): Promise<number> {
  const printer = new Printer(process.stderr, prepared.quiet);
  const signal = stopSignal(printer);
  // Vite and Playwright take a second to load: a wrong call, or --help, needs neither.
  const { record } = await import('./recording.ts');
  try {
    const { status, notes, errors, result } = outcomeOf(await record(prepared, { root: ROOT, printer, signal }));
    for (const note of notes) printer.say(note);
    for (const error of errors) printer.error(error);
    if (!prepared.quiet) process.stdout.write(`${result}\n`);
    return status;
  } catch (error) {
    printer.error(formatProblem(toProblem(error)));
    return EXIT.failed;
  }
}

/** The first Ctrl-C presses «Stop», so that the bundle of what was trained is still written; the second one leaves at once. */
function stopSignal(printer: Printer): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  process.on('SIGINT', () => {
    if (controller.signal.aborted && performance.now() - firstMs > SAME_PRESS_MS) process.exit(EXIT.failed);
    if (controller.signal.aborted) return;
    firstMs = performance.now();
    printer.say('stopping; the bundle follows (press again to leave at once)');
    controller.abort();
  });
  return controller.signal;
}
