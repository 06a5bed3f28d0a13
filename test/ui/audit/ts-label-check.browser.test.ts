import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/audit/ts-label-check.ts';
import type { FoundLabels } from '../../../src/core/looks/label-looks.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import type { Command } from '../../../src/protocol.ts';
import type { TsLabelCheck } from '../../../src/ui/audit/ts-label-check.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const FOUND: FoundLabels = {
  rowKind: { kind: 'images', height: 2, width: 2 },
  classes: ['one', 'seven'],
  rows: [
    { row: 41, given: 0, suggested: 1, quality: 0.004, confident: true, label: 0, pixels: Uint8Array.of(0, 255, 0, 9), cells: null },
    { row: 7, given: 1, suggested: 0, quality: 0.3, confident: false, label: 1, pixels: Uint8Array.of(9, 9, 9, 0), cells: null },
  ],
  suspects: 2,
  confident: 1,
  checked: 960,
  confusions: [{ given: 0, suggested: 1, rows: 1 }],
};

const NONE = { share: null, found: null };

const mounted = (change: Partial<TsLabelCheck> = {}): Promise<TsLabelCheck> => mount('ts-label-check', { spec: DEFAULT_SPEC, ...change });

const words = (element: Element) => wordsOf(element.shadowRoot as unknown as Element);

describe('ts-label-check', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible in every state, ${theme}`, async () => {
      const none = { ...FOUND, rows: [], suspects: 0, confident: 0 };
      for (const labels of [NONE, { share: 0.4, found: null }, { share: null, found: FOUND }, { share: null, found: none }]) {
        expect(await accessibilityProblems(await mounted({ labels }), theme)).toEqual([]);
      }
      expect(await accessibilityProblems(await mounted({ busy: true }), theme)).toEqual([]);
    });
  }

  test('asks, and can be ended', async () => {
    const commands: Command[] = [];
    const element = await mounted({ phase: 'finetune', runId: 'run-1' });
    element.addEventListener('ts-command', (event) => commands.push((event as CustomEvent<Command>).detail));
    (find(element, 'button') as HTMLButtonElement).click();
    element.labels = { share: 0.25, found: null };
    await settled(element);
    expect((find(element, 'progress') as HTMLProgressElement).value).toBe(0.25);
    const [check, cancel] = [...findAll(element, 'button')] as HTMLButtonElement[];
    expect(check.getAttribute('aria-disabled')).toBe('true');
    check.click();
    cancel.click();
    expect(commands).toEqual([
      { kind: 'check-labels', phase: 'finetune', spec: DEFAULT_SPEC, runId: 'run-1' },
      { kind: 'cancel-label-check' },
    ]);
  });

  test('shows the suspects with what they are called, and what they should be', async () => {
    const element = await mounted({ labels: { share: null, found: FOUND } });
    expect(words(element)).toContain('Of 960 labels 1 are probably wrong, and 1 more are doubtful.');
    const rows = find(element, 'ts-label-suspects');
    await settled(rows);
    expect(words(rows)).toContain('one, taken for seven');
    expect(words(rows)).toContain('its label: 0.4%, probably wrong');
    expect(words(rows)).toContain('doubtful');
  });

  test('says why it cannot be asked beside a run', async () => {
    const element = await mounted({ busy: true });
    expect((find(element, 'button') as HTMLButtonElement).disabled).toBe(true);
    expect(words(element)).toContain('Once the run in progress has ended');
  });
});
