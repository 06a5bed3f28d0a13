import type { Page } from 'playwright-core';
import { quantile } from '../bench/summary.ts';
import { SPIKES } from '../million-steps.ts';
import type { Claim } from './claim.ts';
import { inProbe } from './probe/in-probe.ts';

const STEPS = 1_000_000;
const NAME = 'A million steps';
/** Shares of the run that are in view. */
const ZOOMS = [1, 0.5, 0.05, 0.002, 0.0002] as const;
const FRAMES = 240;
/** Of the run, while it is panned. */
const PANNED_SHARE = 0.1;
const MAX_OPEN_MS = 10_000;
/** 60 frames a second. */
const MAX_FRAME_MS = 17;

interface Looked {
  readonly missing: number;
  readonly looked: number;
}

export const claim: Claim = {
  name: 'million-steps',
  statement: 'A run of a million steps opens in seconds, is panned at 60 frames a second, and hides no extreme.',
  bar: `open in at most ${MAX_OPEN_MS / 1000} s, the median frame at most ${MAX_FRAME_MS} ms while panning, each of ${SPIKES.length} planted extremes drawn at every zoom`,
  async run({ root, progress }) {
    progress(`writing ${STEPS} steps into the store`);
    return inProbe(
      root,
      false,
      async (page) => {
        const spikes = SPIKES.map(({ step, value }) => [step, value] as const);
        const writtenMs = await page.evaluate((order) => probes.longRun(order), { name: NAME, steps: STEPS, spikes });
        progress('opening the run');
        await page.goto(new URL('/', page.url()).href);
        const openedMs = await open(page);
        const { looked, missing } = await lookEverywhere(page);
        progress('panning');
        const { frames, works } = await pan(page);
        const memory = await page.evaluate(async () => (await performance.measureUserAgentSpecificMemory?.())?.bytes ?? null);
        const frameMs = tenths(quantile(frames, 0.5));
        return {
          holds: openedMs <= MAX_OPEN_MS && frameMs <= MAX_FRAME_MS && missing === 0 && looked >= SPIKES.length,
          figures: {
            steps: STEPS,
            writeSeconds: Math.round(writtenMs / 1000),
            openMs: Math.round(openedMs),
            medianFrameMs: frameMs,
            worstFrameMs: tenths(quantile(frames, 1)),
            medianWorkMs: tenths(quantile(works, 0.5)),
            worstWorkMs: tenths(quantile(works, 1)),
            memoryBytes: memory ?? 'not told',
            extremesLookedFor: looked,
            extremesMissing: missing,
          },
          lines: [
            'Opened: from the click to the last step in the curves. Work is what the page itself does in a frame; memory is that of the page with its workers.',
          ],
          note: `opened in ${(openedMs / 1000).toFixed(1)} s, ${frameMs.toFixed(1)} ms a frame`,
        };
      },
      ['index.html'],
    );
  },
};

/** Milliseconds from the click to the last step in the curves. */
async function open(page: Page): Promise<number> {
  await page
    .getByRole('region', { name: 'Runs' })
    .getByRole('button', { name: `Open ${NAME}` })
    .waitFor();
  const begun = Date.now();
  await page
    .getByRole('region', { name: 'Runs' })
    .getByRole('button', { name: `Open ${NAME}` })
    .click();
  await page.waitForFunction((steps) => {
    const app = document.querySelector('ts-app') as unknown as { state: { run: { committedStep: number } | null } } | null;
    return app?.state.run?.committedStep === steps;
  }, STEPS);
  return Date.now() - begun;
}

/** Zooms to each extreme, as near as each zoom goes, and looks whether it is among what is drawn. */
async function lookEverywhere(page: Page): Promise<Looked> {
  return lossChart(page).evaluate(
    async (element, { steps, spikes, zooms }) => {
      const chart = element as HTMLElement & { view: { columns: { curves: { high: number[]; low: number[] }[] } } };
      let [looked, missing] = [0, 0];
      for (const zoom of zooms) {
        for (const { step, value } of spikes) {
          const from = Math.min(Math.max(1, step - (zoom * steps) / 2), steps * (1 - zoom) + 1);
          chart.dispatchEvent(new CustomEvent('chart-zoom', { detail: [from, from + zoom * (steps - 1)], bubbles: true, composed: true }));
          for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
          const drawn = chart.view.columns.curves.flatMap(({ high, low }) => [...high, ...low]);
          looked++;
          if (!drawn.includes(value)) missing++;
        }
      }
      return { looked, missing };
    },
    { steps: STEPS, spikes: SPIKES, zooms: ZOOMS },
  );
}

/** Pans the charts to the end of the run and back; every frame shows another stretch. */
async function pan(page: Page): Promise<{ readonly frames: number[]; readonly works: number[] }> {
  return lossChart(page).evaluate(
    async (chart, { steps, count, share }) => {
      const [frames, works]: [number[], number[]] = [[], []];
      const length = steps * share;
      let last = performance.now();
      for (let i = 0; i < count; i++) {
        const from = (steps - length) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / count));
        chart.dispatchEvent(new CustomEvent('chart-zoom', { detail: [from, from + length], bubbles: true, composed: true }));
        const at = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        const begun = performance.now();
        await new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(null);
        });
        works.push(performance.now() - begun);
        frames.push(at - last);
        last = at;
      }
      return { frames, works };
    },
    { steps: STEPS, count: FRAMES, share: PANNED_SHARE },
  );
}

const lossChart = (page: Page) => page.locator('ts-chart.loss');

const tenths = (ms: number): number => Math.round(10 * ms) / 10;
