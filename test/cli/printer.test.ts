import { describe, expect, test } from 'vitest';
import { reportOf } from '../../src/cli/page-report.ts';
import { Printer } from '../../src/cli/printer.ts';
import { loadedState, runView } from '../ui/fixture-state.ts';

const reports = [10, 20, 30].map((steps) => reportOf({ state: loadedState({ run: runView('running', steps) }) }));

function printed(options: { isTTY?: boolean; quiet?: boolean }, act: (printer: Printer, clock: { ms: number }) => void): string {
  const clock = { ms: 0 };
  let text = '';
  const output = { isTTY: options.isTTY ?? false, columns: 40, write: (more: string) => (text += more) };
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
