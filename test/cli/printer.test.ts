import { describe, expect, test } from 'vitest';
import { reportOf } from '../../src/cli/page-report.ts';
import { Printer } from '../../src/cli/printer.ts';
import { loadedState, runView } from '../ui/fixture-state.ts';

const reports = [10, 20, 30].map((steps) => reportOf({ state: loadedState({ run: runView('running', steps) }) }));

function printed(
  options: { isTTY?: boolean; quiet?: boolean; columns?: number },
  act: (printer: Printer, clock: { ms: number }) => void,
): string {
  const clock = { ms: 0 };
  let text = '';
  const output = { isTTY: options.isTTY ?? false, columns: options.columns ?? 40, write: (more: string) => (text += more) };
  act(new Printer(output, options.quiet ?? false, () => clock.ms), clock);
  return text;
}

describe('Printer', () => {
  test('writes a line every few seconds where there is no terminal', () => {
    const text = printed({}, (printer, clock) => {
      for (const [i, report] of reports.entries()) {
        clock.ms = i * 2500;
        printer.progress(report);
      }
    });
    expect(text.match(/pretraining \d+\/380/g)).toEqual(['pretraining 10/380', 'pretraining 30/380']);
    expect(text).toContain('4 steps/s');
    expect(text).not.toContain('\r');
  });

  test('draws one line over and over on a terminal, and clears it before a message', () => {
    const text = printed({ isTTY: true }, (printer) => {
      for (const report of reports) printer.progress(report);
      printer.say('done');
      printer.say('again');
    });
    expect(text.split('\r\u001b[K').map((part) => part.slice(0, 12))).toEqual([
      '',
      'pretraining ',
      'pretraining ',
      'pretraining ',
      'done\nagain\n',
    ]);
  });

  test('writes no line twice, however the pace wavers', () => {
    const text = printed({}, (printer, clock) => {
      for (clock.ms = 0; clock.ms < 60_000; clock.ms += 2500) printer.progress(reports[0]);
    });
    expect(text.match(/pretraining/g)).toHaveLength(1);
  });

  test('takes a terminal of unknown width for a usual one', () => {
    const [bar] = printed({ isTTY: true, columns: 0 }, (printer) => printer.progress(reports[0]))
      .split('\r\u001b[K')
      .slice(1);
    expect(bar).toHaveLength(79);
  });

  test('says nothing but errors when quiet', () => {
    for (const isTTY of [true, false]) {
      const text = printed({ isTTY, quiet: true }, (printer) => {
        printer.progress(reports[0]);
        printer.say('building');
        printer.error('it broke');
      });
      expect(text).toBe('it broke\n');
    }
  });
});
