import { auditAcross } from '../../src/core/audit/across/audit-across.ts';
import type { Finding, FindingCode } from '../../src/core/audit/audit.ts';
import { auditData } from '../../src/core/audit/audit-data.ts';
import type { Claim, ClaimContext, ClaimResult } from './claim.ts';
import { type Clean, cleanImages, cleanSamples, cleanTables, imageSets, samples, tableSets } from './planted/clean-sets.ts';
import type { CloserLook } from './planted/closer-look.ts';
import { Dice } from './planted/dice.ts';
import { isOf, type Planted, type Planter } from './planted/planter.ts';
import { PLANTERS, type Route, unplanted } from './planted/planters.ts';
import { withCloserLook } from './planted/worker-modules.ts';

/** Each defect is planted so often in each set, each time elsewhere. */
const SEEDS = 5;

export const claim: Claim = {
  name: 'planted-defects',
  statement: 'The audit finds the defects that are planted in clean sets, and calls none of the clean sets faulty.',
  bar: `every planted defect found in MNIST, digits, iris and breast cancer, ${SEEDS} times each, by its number and rows where the finding tells them; no error on the sets as they are`,
  needs: ['../shared'],
  run: (context) => withCloserLook(context.root, (look) => measured(context, look)),
};

async function measured(context: ClaimContext, look: CloserLook): Promise<ClaimResult> {
  const sets = await cleanSets(context);
  const trials = await allTrials(sets, look, context);
  const { count, remarks } = await lookAtClean(sets, look, context);
  const of = (severity: Finding['severity']) => remarks.filter(({ finding }) => finding.severity === severity);
  const missed = trials.filter(({ found, planted }) => found < planted);
  return {
    holds: missed.length === 0 && unplanted().length === 0 && of('error').length === 0,
    figures: {
      findings: new Set(trials.map(({ code }) => code)).size,
      planted: sum(trials.map(({ planted }) => planted)),
      found: sum(trials.map(({ found }) => found)),
      foundInTheirRows: sum(trials.map(({ checked }) => checked)),
      labelsChanged: sum(trials.map(({ sown }) => sown)),
      labelsNamed: sum(trials.map(({ named }) => named)),
      cleanSets: count,
      errorsOnClean: of('error').length,
      warningsOnClean: of('warning').length,
      infosOnClean: of('info').length,
    },
    lines: [
      ...trials.map(({ code, strength, set, found, planted }) => `${found} of ${planted}  ${code} in ${set}: ${strength}`),
      `not planted here: ${unplanted().join(', ') || 'none'}`,
      ...tally([...of('error'), ...of('warning'), ...of('info')]),
    ],
    ...(missed.length === 0 ? {} : { note: `missed: ${missed.map(({ code, set }) => `${code} in ${set}`).join(', ')}` }),
  };
}

async function cleanSets(context: ClaimContext) {
  const own = await samples(context.root);
  return { tables: tableSets(context.shared()), images: imageSets(own), samples: own };
}

type CleanSets = Awaited<ReturnType<typeof cleanSets>>;

interface Trial {
  readonly code: FindingCode;
  readonly strength: string;
  readonly set: string;
  readonly planted: number;
  readonly found: number;
  /** Of those found, where the finding had to say how many rows, or which. */
  readonly checked: number;
  /** Of the rows that a defect was planted in, and of them named: for defects of which not every row must be found. */
  readonly sown: number;
  readonly named: number;
}

async function allTrials({ tables, images }: CleanSets, look: CloserLook, { progress }: ClaimContext): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const [route, planters] of Object.entries(PLANTERS)) {
    const findings = routes(look)[route as Route];
    trials.push(
      ...(await trialsOf(planters.tables, tables, findings, progress)),
      ...(await trialsOf(planters.images, images, findings, progress)),
    );
  }
  return trials;
}

type Look = (planted: Planted) => readonly Finding[] | Promise<readonly Finding[]>;

const routes = ({ comparedFindings, labelFindings }: CloserLook): Readonly<Record<Route, Look>> => ({
  read: ({ finetune, pretrain }) => [...auditData('finetune', finetune).findings, ...(pretrain ? auditAcross(pretrain, finetune) : [])],
  compared: comparedFindings,
  labels: labelFindings,
});

async function trialsOf<CleanSet extends { readonly name: string }>(
  planters: readonly Planter<CleanSet>[],
  sets: readonly CleanSet[],
  findingsOf: Look,
  progress: ClaimContext['progress'],
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const { code, strength, not = [], plant } of planters) {
    for (const set of sets.filter(({ name }) => !not.includes(name))) {
      progress(`planting ${code} in ${set.name}: ${strength}`);
      let [found, checked, sown, named] = [0, 0, 0, 0];
      for (let seed = 0; seed < SEEDS; seed++) {
        const planted = await plant(set, new Dice(seed, `${code}/${set.name}`));
        const findings = await findingsOf(planted);
        const isFound = findings.some((finding) => isOf(finding, code, planted.says));
        if (isFound) found++;
        if (isFound && planted.says) checked++;
        if (planted.says?.atLeast === undefined) continue;
        const rows = planted.says.rows ?? [];
        sown += rows.length;
        named += rows.filter((row) => findings.some((finding) => finding.code === code && finding.rows.includes(row))).length;
      }
      trials.push({ code, strength, set: set.name, planted: SEEDS, found, checked, sown, named });
    }
  }
  return trials;
}

interface Remark {
  readonly name: string;
  readonly finding: Finding;
}

/** What is remarked of sets that nothing is wrong with; their labels are checked once each. */
async function lookAtClean(
  { tables, images, samples: whole }: CleanSets,
  look: CloserLook,
  { progress }: ClaimContext,
): Promise<{ readonly count: number; readonly remarks: readonly Remark[] }> {
  progress('looking at the clean sets');
  const clean: Clean[] = [...cleanSamples(whole)];
  for (let seed = 0; seed < SEEDS; seed++) {
    const dice = new Dice(seed, 'clean');
    for (const set of tables) clean.push(...(await cleanTables(set, dice)));
    for (const set of images) clean.push(...cleanImages(set, dice));
  }
  const remarks: Remark[] = [];
  for (const { name, data } of clean) remarks.push(...(await look.comparedFindings(data)).map((finding) => ({ name, finding })));
  for (const { name, data } of clean.filter(isFirstAlone)) {
    const labels = (await look.labelFindings(data)).filter(({ code }) => code === 'wrong-labels');
    remarks.push(...labels.map((finding) => ({ name, finding })));
  }
  return { count: clean.length, remarks };
}

/** The first of a name that is one phase with few rows: a check of labels trains three networks. */
const isFirstAlone = ({ name, data }: Clean, i: number, all: readonly Clean[]): boolean =>
  !data.pretrain && all.findIndex((one) => one.name === name) === i;

/** What was remarked of the clean sets, and in how many of them. */
function tally(remarks: readonly Remark[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name, finding } of remarks) {
    const line = `${finding.severity} on clean ${name}: ${finding.code}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${line} (${count})`);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
