import type { TsProgress } from '../../src/ui/charts/ts-progress.ts';
import { millionSteps } from '../million-steps.ts';
import { runView } from './fixture-state.ts';

/** What frames took, in milliseconds: from one to the next, and of that the page's own work (scripts, layout and drawing commands). */
export interface PanFigures {
  readonly frames: number;
  readonly medianFrameMs: number;
  readonly worstFrameMs: number;
  readonly medianWorkMs: number;
  readonly worstWorkMs: number;
}

/** A finished pretraining of a million steps, evaluated every 10,000, its tensors counted every 1,000. */
export function millionRun(steps = 1_000_000): ReturnType<typeof runView> {
  const run = runView('finished', 150);
  const [started] = run.phases;
  const evaluations = Array.from({ length: steps / 10_000 }, (_, i) => ({ ...run.evaluations[0], step: (i + 1) * 10_000 }));
  const histograms = Array.from({ length: steps / 1_000 }, (_, i) => ({
    ...run.histograms[i % run.histograms.length],
    step: (i + 1) * 1_000,
  }));
  return {
    ...run,
    runId: 'run-of-a-million',
    phases: [{ ...started, steps }],
    totalSteps: steps,
    committedStep: steps,
    series: millionSteps(steps),
    evaluations,
    histograms,
    revision: steps,
  };
}

/** Pans all charts over a share of a run, to its end and back; every frame shows another stretch. */
export async function panFigures(progress: TsProgress, steps: number, frames: number, share = 0.1): Promise<PanFigures> {
  const [frameMs, workMs]: [number[], number[]] = [[], []];
  const length = steps * share;
  let last = await nextFrame();
  for (let i = 0; i < frames; i++) {
    const from = (steps - length) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frames));
    const zoom = new CustomEvent('chart-zoom', { detail: [from, from + length], bubbles: true, composed: true });
    progress.shadowRoot?.querySelector('ts-chart')?.dispatchEvent(zoom);
    const at = await nextFrame();
    const begun = performance.now();
    await nextTask();
    workMs.push(performance.now() - begun);
    frameMs.push(at - last);
    last = at;
  }
  const worst = (values: readonly number[]) => Math.max(...values);
  return {
    frames,
    medianFrameMs: median(frameMs),
    worstFrameMs: worst(frameMs),
    medianWorkMs: median(workMs),
    worstWorkMs: worst(workMs),
  };
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** A message's task comes after what the frame has still to do. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
