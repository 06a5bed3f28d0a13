import { auditAcross } from '../../src/core/audit/across/audit-across.ts';
import type { Finding, FindingCode } from '../../src/core/audit/audit.ts';
import { auditData } from '../../src/core/audit/audit-data.ts';
import { FINDING_TEXTS } from '../../src/core/audit/finding-texts.ts';
import type { Claim, ClaimContext } from './claim.ts';
import { type Clean, cleanImages, cleanSamples, cleanTables, imageSets, samples, tableSets } from './planted/clean-sets.ts';
import { Dice } from './planted/dice.ts';
import { DRIFT_PLANTERS } from './planted/drift-planters.ts';
import { IMAGE_PLANTERS } from './planted/image-planters.ts';
import { PERSONAL_PLANTERS } from './planted/personal-planters.ts';
import type { Planted, Planter } from './planted/planter.ts';
import { TABLE_PLANTERS } from './planted/table-planters.ts';

/** Each defect is planted so often in each set, each time elsewhere. */
const SEEDS = 5;
const TABLES = [...TABLE_PLANTERS, ...PERSONAL_PLANTERS, ...DRIFT_PLANTERS];

export const claim: Claim = {
  name: 'planted-defects',
  statement: 'The audit finds the defects that are planted in clean sets, and calls none of the clean sets faulty.',
  bar: `every planted defect found in MNIST, digits, iris and breast cancer, ${SEEDS} times each; no error on the sets as they are`,
  needs: ['../shared'],
  async run(context) {
    const shared = context.shared();
    const sets = { tables: tableSets(shared), samples: await samples(context.root) };
    const images = imageSets(sets.samples);
    const trials = [...(await trialsOf(TABLES, sets.tables, context)), ...(await trialsOf(IMAGE_PLANTERS, images, context))];
    const clean: Clean[] = [...cleanSamples(sets.samples)];
    for (let seed = 0; seed < SEEDS; seed++) {
      const dice = new Dice(seed, 'clean');
      for (const set of sets.tables) clean.push(...(await cleanTables(set, dice)));
      for (const set of images) clean.push(...cleanImages(set, dice));
    }
    const remarks = clean.flatMap(({ name, data }) => findingsOf(data).map((finding) => ({ name, finding })));
    const of = (severity: Finding['severity']) => remarks.filter(({ finding }) => finding.severity === severity);
    const missed = trials.filter(({ found, planted }) => found < planted);
    return {
      holds: missed.length === 0 && of('error').length === 0,
      figures: {
        findings: new Set(trials.map(({ code }) => code)).size,
        planted: sum(trials.map(({ planted }) => planted)),
        found: sum(trials.map(({ found }) => found)),
        cleanSets: clean.length,
        errorsOnClean: of('error').length,
        warningsOnClean: of('warning').length,
        infosOnClean: of('info').length,
      },
      lines: [
        ...trials.map(({ code, strength, set, found, planted }) => `${found} of ${planted}  ${code} in ${set}: ${strength}`),
        `not planted here: ${unplanted(trials).join(', ') || 'none'}`,
        ...tally([...of('error'), ...of('warning'), ...of('info')]),
      ],
      ...(missed.length === 0 ? {} : { note: `missed: ${missed.map(({ code, set }) => `${code} in ${set}`).join(', ')}` }),
    };
  },
};

interface Trial {
  readonly code: FindingCode;
  readonly strength: string;
  readonly set: string;
  readonly planted: number;
  readonly found: number;
}

async function trialsOf<CleanSet extends { readonly name: string }>(
  planters: readonly Planter<CleanSet>[],
  sets: readonly CleanSet[],
  { progress }: ClaimContext,
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const { code, strength, not = [], plant } of planters) {
    for (const set of sets.filter(({ name }) => !not.includes(name))) {
      progress(`planting ${code} in ${set.name}: ${strength}`);
      let found = 0;
      for (let seed = 0; seed < SEEDS; seed++) {
        const planted = await plant(set, new Dice(seed, `${code}/${set.name}`));
        if (findingsOf(planted).some((finding) => finding.code === code)) found++;
      }
      trials.push({ code, strength, set: set.name, planted: SEEDS, found });
    }
  }
  return trials;
}

const findingsOf = ({ finetune, pretrain }: Planted): readonly Finding[] => [
  ...auditData('finetune', finetune).findings,
  ...(pretrain ? auditAcross(pretrain, finetune) : []),
];

const unplanted = (trials: readonly Trial[]): readonly string[] =>
  Object.keys(FINDING_TEXTS).filter((code) => !trials.some((trial) => trial.code === code));

/** What was remarked of the clean sets, and in how many of them. */
function tally(remarks: readonly { readonly name: string; readonly finding: Finding }[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name, finding } of remarks) {
    const line = `${finding.severity} on clean ${name}: ${finding.code}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${line} (${count})`);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
