import { PaceMeter } from './pace-meter.ts';
import type { PageReport } from './page-report.ts';
import { progressBar, progressLine } from './progress-text.ts';

/** How often a line is written where no terminal redraws it: seldom enough for a log. */
const LINE_EVERY_MS = 5_000;

/** The part of a stream that is written to. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What the command line says: a bar that is drawn over and over on a terminal, plain lines elsewhere, nothing but errors when
 *  `quiet`. */
export class Printer {
  readonly #output: Output;
  readonly #quiet: boolean;
  readonly #nowMs: () => number;
  readonly #pace = new PaceMeter();
  #barShown = false;
  #lastState = '';
  #lastLineMs = Number.NEGATIVE_INFINITY;

  constructor(output: Output, quiet: boolean, nowMs: () => number = () => performance.now()) {
    this.#output = output;
    this.#quiet = quiet;
    this.#nowMs = nowMs;
  }

  /** Shows how far the page is. */
  progress(report: PageReport): void {
    if (this.#quiet) return;
    const now = this.#nowMs();
    const { run } = report;
    const pace = run === null ? null : this.#pace.see(now, run.step, run.totalSteps);
    if (this.#output.isTTY) {
      this.#output.write(`${CLEAR_LINE}${progressBar(report, pace, columnsOf(this.#output) - 1)}`);
      this.#barShown = true;
      return;
    }
    const state = progressLine(report, null);
    if (state === this.#lastState || now - this.#lastLineMs < LINE_EVERY_MS) return;
    this.#lastState = state;
    this.#lastLineMs = now;
    this.#output.write(`${progressLine(report, pace)}\n`);
  }

  /** A line that is not said when `quiet`. */
  say(line: string): void {
    if (!this.#quiet) this.error(line);
  }

  /** A line that is said in any case. */
  error(line: string): void {
    this.clear();
    this.#output.write(`${line}\n`);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#barShown) this.#output.write(CLEAR_LINE);
    this.#barShown = false;
  }
}

/** To the line's start, then erase to its end (ECMA-48 EL). */
const CLEAR_LINE = '\r\u001b[K';

/** A terminal that does not say how wide it is says 0, or nothing. */
const columnsOf = ({ columns = 0 }: Output): number => (columns > 0 ? columns : 80);
