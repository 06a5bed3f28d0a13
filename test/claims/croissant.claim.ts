import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditData } from '../../src/core/audit/audit-data.ts';
import { parseCard } from '../../src/core/policy/card-parse.ts';
import type { PhaseName } from '../../src/core/spec/spec.ts';
import type { PhaseReport } from '../../src/formats/report/facts.ts';
import { croissant } from '../../src/formats/standards/croissant.ts';
import { loadFiles } from '../../src/worker/data/load.ts';
import { brokenVariants, croissantFaults, requiredButMissing } from '../formats/standards/validate.ts';
import type { Claim } from './claim.ts';

const EXAMPLES = 6;

export const claim: Claim = {
  name: 'croissant',
  statement:
    'The bundle describes its datasets in Croissant 1.1, by a schema that was made from the specification and proven on its examples.',
  bar: `${EXAMPLES} of MLCommons' ${EXAMPLES} examples pass, every broken variant of them fails, and so do ours: MNIST and the digits`,
  needs: ['../shared'],
  async run({ root, shared }) {
    const folder = join(shared(), 'suites/croissant/datasets');
    const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('metadata.json'))
      .sort();
    const foreign = examples.map((path) => [path, JSON.parse(readFileSync(join(folder, path), 'utf8')) as object] as const);
    const own = [
      ['MNIST', croissant(await sample(root, 'pretrain', 'mnist'))],
      ['digits', croissant(await sample(root, 'finetune', 'digits'))],
    ] as const;
    const faults = [...foreign, ...own].flatMap(([name, document]) => croissantFaults(document).map((fault) => `${name}: ${fault}`));
    const variants = [...foreign, ...own].flatMap(([name, document]) =>
      brokenVariants(document).map(([what, broken]) => [`${name} ${what}`, broken] as const),
    );
    const unnoticed = variants.filter(([, broken]) => croissantFaults(broken).length === 0);
    const passing = (list: readonly (readonly [string, object])[]) =>
      list.filter(([, document]) => croissantFaults(document).length === 0).length;
    return {
      holds: foreign.length === EXAMPLES && faults.length === 0 && unnoticed.length === 0,
      figures: {
        examples: foreign.length,
        examplesThatPass: passing(foreign),
        brokenVariants: variants.length,
        brokenVariantsFound: variants.length - unnoticed.length,
        ownThatPass: passing(own),
      },
      lines: [
        ...faults.slice(0, 20),
        ...unnoticed.map(([name]) => `not noticed: ${name}`),
        ...own.map(
          ([name, document]) => `${name} leaves out, because nobody declared it: ${requiredButMissing(document).join(', ') || 'nothing'}`,
        ),
      ],
      note: 'mlcroissant, the reference implementation in Python, was not run',
    };
  },
};

async function sample(root: string, phase: PhaseName, name: string): Promise<PhaseReport> {
  const folder = join(root, 'public/samples', name);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.gz'))
    .map((file) => new File([readFileSync(join(folder, file))], file));
  const data = await loadFiles(files, {}, () => {}, new AbortController().signal);
  const card = parseCard(JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8')));
  return { phase, audit: auditData(phase, data), columnsLeft: [], card, usage: null, baselineUsage: null };
}
