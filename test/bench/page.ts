import { IN_PAGE, type InPageName, labelOf, shuffled } from './contestants.ts';
import { drawBars, drawTable } from './drawing.ts';
import { environmentHere, fetchTask, measureFloor, primedReference, runContestant } from './in-page.ts';
import type { BenchEnvironment, Floor, Outcome } from './outcome.ts';
import { linesOf } from './table.ts';
import type { BenchTask } from './task.ts';

/** What the command calls, one contestant at a time, because it has others to run in between. */
export interface BenchPage {
  prepare(): Promise<BenchEnvironment>;
  floor(threads: number): Promise<Floor>;
  contestant(name: InPageName, capMs: number): Promise<Outcome>;
  /** Our own losses of the first steps. */
  reference(): readonly number[];
}

declare global {
  var benchPage: BenchPage;
}

const byId = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const start = byId<HTMLButtonElement>('start');

let task: BenchTask | null = null;
let reference: readonly number[] | null = null;

globalThis.benchPage = {
  async prepare() {
    task ??= await fetchTask();
    reference ??= await primedReference(task);
    return environmentHere();
  },
  floor: measureFloor,
  reference: () => reference ?? [],
  contestant: (name, capMs) => {
    if (!task || !reference) throw new Error('prepare() comes first');
    return runContestant(name, { task, reference, capMs });
  },
};

const environment = await environmentHere();
byId('environment').textContent = environmentLine(environment);
start.disabled = false;
start.addEventListener(
  'click',
  () =>
    void race()
      .catch(tellFailure)
      .finally(() => (start.disabled = false)),
);

async function race(): Promise<void> {
  start.disabled = true;
  tell('loading the rows and priming');
  await benchPage.prepare();
  const floors = environment.crossOriginIsolated ? [await measureFloor(1), await measureFloor(2)] : [];
  const seed = crypto.getRandomValues(new Uint32Array(1))[0];
  const capMs = Number(byId<HTMLSelectElement>('cap').value);
  const outcomes: Outcome[] = [];
  const order = shuffled(
    IN_PAGE.map(({ name }) => name),
    seed,
  );
  for (const [i, name] of order.entries()) {
    tell(`${i + 1} of ${order.length}: ${labelOf(name)}`);
    outcomes.push(await benchPage.contestant(name, capMs));
    const lines = linesOf(outcomes, floors);
    drawBars(byId('bars'), lines);
    drawTable(byId<HTMLTableElement>('table'), lines);
  }
  tell(`done; order by seed ${seed}`);
}

function tell(text: string): void {
  byId('progress').textContent = text;
}

function tellFailure(error: unknown): void {
  tell(error instanceof Error ? error.message : String(error));
}

function environmentLine({ adapter, software, cores, crossOriginIsolated }: BenchEnvironment): string {
  const warning = software ? ' (SOFTWARE: WebGPU and WebGL figures say nothing about a GPU)' : '';
  return `Adapter: ${adapter}${warning}. Cores: ${cores}. Cross-origin isolated: ${crossOriginIsolated ? 'yes' : 'no'}.`;
}
