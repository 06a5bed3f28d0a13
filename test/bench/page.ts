import type { AccuracyRun } from './accuracy.ts';
import { IN_PAGE, type InPageName, labelOf, shuffled } from './contestants.ts';
import { drawBars, drawTable } from './drawing.ts';
import { type BenchEnvironment, environmentLines } from './environment.ts';
import type { Floors } from './floor.ts';
import { environmentHere, fetchTask, measureAccuracy, measureFloors, primedReference, runContestant } from './in-page.ts';
import type { Outcome } from './outcome.ts';
import { linesOf } from './table.ts';
import type { BenchTask } from './task.ts';

/** What the command calls, one contestant at a time, because it has others to run in between. */
export interface BenchPage {
  prepare(): Promise<BenchEnvironment>;
  floors(): Promise<Floors>;
  contestant(name: InPageName, capMs: number): Promise<Outcome>;
  accuracy(seed: number): Promise<AccuracyRun>;
  /** Our own losses of the first steps. */
  reference(): readonly number[];
}

declare global {
  var benchPage: BenchPage;
}

const byId = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const start = byId<HTMLButtonElement>('start');
const environment = await environmentHere();

let task: BenchTask | null = null;
let reference: readonly number[] | null = null;

globalThis.benchPage = {
  async prepare() {
    task ??= await fetchTask();
    reference ??= await primedReference(task);
    return environment;
  },
  floors: () => measureFloors(environment),
  reference: () => reference ?? [],
  accuracy: measureAccuracy,
  contestant: (name, capMs) => {
    if (!task || !reference) throw new Error('prepare() comes first');
    return runContestant(name, { task, reference, capMs });
  },
};

document.title += environment.software ? ' (GPU IN SOFTWARE)' : '';
byId('environment').replaceChildren(...environmentLines(environment).map(listItem));
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
  tell('measuring what this machine can do at best');
  const floors = await benchPage.floors();
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

function listItem(text: string): HTMLElement {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}
