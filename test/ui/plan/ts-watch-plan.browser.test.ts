import { afterEach, describe, expect, test, vi } from 'vitest';
import { changeWatch } from '../../../src/app/plan/spec-edit.ts';
import type { RunView } from '../../../src/app/view-state.ts';
import { DEFAULT_SPEC, type RunSpec } from '../../../src/core/spec/spec.ts';
import { EndNotice } from '../../../src/ui/run/end-notice.ts';
import '../../../src/ui/plan/ts-watch-plan.ts';
import { runView } from '../fixture-state.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  unmountAll();
});

/** Stands in for the browser's notifications. */
function stubNotices(permission: NotificationPermission) {
  const shown: { title: string; body: string | undefined }[] = [];
  class Notices {
    static permission = permission;
    static asked = 0;
    static async requestPermission(): Promise<NotificationPermission> {
      Notices.asked++;
      Notices.permission = 'granted';
      return 'granted';
    }
    constructor(title: string, { body }: NotificationOptions = {}) {
      shown.push({ title, body });
    }
  }
  vi.stubGlobal('Notification', Notices);
  return { Notices, shown };
}

/** The opened plan, which takes the changes that it asks for as the page does. */
async function mountPlan(spec: RunSpec = DEFAULT_SPEC, locked = false) {
  const element = await mount('ts-watch-plan', { spec, locked }, 320);
  find(element, 'details').setAttribute('open', '');
  element.addEventListener('ts-spec', ({ detail }) => Object.assign(element, { spec: detail }));
  return element;
}

const boxes = (element: Element) => findAll(element, 'input') as HTMLInputElement[];
const box = (element: Element, words: string) => boxes(element).find(({ parentElement }) => wordsOf(parentElement!).startsWith(words))!;

describe('ts-watch-plan', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      expect(await accessibilityProblems(await mountPlan(changeWatch(DEFAULT_SPEC, { stopOn: ['plateau'] })), theme)).toEqual([]);
    });
  }

  test('ticks what the run is to stop on, and says how many in one line', async () => {
    const element = await mountPlan();
    const specs = heard<RunSpec>(element, 'ts-spec');
    box(element, 'it overfits').click();
    await settled(element);
    box(element, 'the loss diverges').click();
    await settled(element);
    expect(specs.map(({ watch }) => watch?.stopOn)).toEqual([['overfitting'], ['divergence', 'overfitting']]);
    expect(wordsOf(find(element, 'summary'))).toBe('Watching, stops on 2 of 8');
    box(element, 'it overfits').click();
    await settled(element);
    box(element, 'the loss diverges').click();
    expect(specs.at(-1)).toEqual(DEFAULT_SPEC);
  });

  test('says why there is nothing to forget', async () => {
    const element = await mountPlan();
    expect(wordsOf(find(element, '.rules'))).not.toContain('Not applicable');
    element.recall = 'head-replaced';
    await settled(element);
    expect(wordsOf(box(element, 'fine-tuning forgets').parentElement!)).toContain('Not applicable: fine-tuning gets a fresh head');
    expect(await accessibilityProblems(element, 'light')).toEqual([]);
  });

  test('asks for the permission behind the click only', async () => {
    const { Notices } = stubNotices('default');
    const element = await mountPlan();
    expect(Notices.asked).toBe(0);
    box(element, 'Tell me').click();
    await settled(element);
    expect([Notices.asked, element.spec.watch]).toEqual([1, { notify: true, stopOn: [] }]);
    box(element, 'Tell me').click();
    await settled(element);
    expect([Notices.asked, element.spec.watch]).toEqual([1, undefined]);
  });

  test('says where the browser does not allow it, and can do nothing while a run is trained', async () => {
    stubNotices('denied');
    expect(wordsOf(find(await mountPlan(), '.body'))).toContain('This browser does not let this page show notifications');
    const locked = await mountPlan(DEFAULT_SPEC, true);
    expect(boxes(locked).every((one) => one.matches(':disabled'))).toBe(true);
  });
});

describe('the end of a run', () => {
  const spec = changeWatch(DEFAULT_SPEC, { notify: true });
  const view = (status: RunView['status'], changes: Partial<RunView> = {}): RunView => ({
    ...runView(status, 226),
    live: true,
    spec,
    ...changes,
  });
  function toldOf(...runs: readonly (RunView | null)[]) {
    const { shown } = stubNotices('granted');
    const notice = new EndNotice();
    for (const run of runs) notice.see(run);
    return shown;
  }

  test('is told once, with the run’s name, to a person who is elsewhere', () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    const { name } = view('running');
    expect(toldOf(view('running'), view('finished'), view('finished'))).toEqual([{ title: name, body: 'The run is finished: 226 steps.' }]);
    expect(toldOf(view('running'), view('stopped'))).toEqual([{ title: name, body: 'The run was stopped at step 226.' }]);
    expect(toldOf(view('paused'), view('failed'))).toEqual([{ title: name, body: 'The run failed at step 226.' }]);
  });

  test('is not told of a kept run, of one that did not ask, or to a person who looks on', () => {
    const looks = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    expect(toldOf(null, view('finished', { live: false }))).toEqual([]);
    expect(toldOf(view('running', { spec: DEFAULT_SPEC }), view('finished', { spec: DEFAULT_SPEC }))).toEqual([]);
    looks.mockReturnValue(true);
    expect(toldOf(view('running'), view('finished'))).toEqual([]);
  });

  test('breaks nothing where notifications are not allowed, or not to be had', () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    const { shown } = stubNotices('denied');
    const notice = new EndNotice();
    notice.see(view('running'));
    notice.see(view('finished'));
    expect(shown).toEqual([]);
    vi.stubGlobal(
      'Notification',
      class {
        static permission = 'granted';
        constructor() {
          throw new TypeError('Illegal constructor');
        }
      },
    );
    notice.see(view('running'));
    expect(() => notice.see(view('finished'))).not.toThrow();
  });
});
