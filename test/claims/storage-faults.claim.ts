import type { Claim } from './claim.ts';
import type { FaultOutcome } from './probe/faults.worker.ts';
import { inProbe } from './probe/in-probe.ts';
import type { Fault } from './probe/storage-shim.ts';

/** Such a run takes half a second on an idle machine. */
const HANG_MS = 60_000;

const WAYS: Readonly<Record<string, Omit<Fault, 'at'>>> = {
  once: { lasts: false, name: 'UnknownError' },
  'for good': { lasts: true, name: 'UnknownError' },
  'for good, as a full disk': { lasts: true, name: 'QuotaExceededError' },
};

interface Case {
  readonly how: string;
  readonly at: number;
  /** Null where the run hung. */
  readonly outcome: FaultOutcome | null;
}

export const claim: Claim = {
  name: 'storage-faults',
  statement:
    'Whichever call of the browser’s storage fails during a run, nothing that was told as kept is lost, and the run comes to its end.',
  bar: 'every call of a short run fails once, for good, and as on a full disk: 0 told steps lost, 0 hangs, 0 silent or unnamed failures, every run ends with the fingerprints of an undisturbed one',
  async run({ root, progress }) {
    const { undisturbed, cases } = await inProbe(root, false, async (page) => {
      const runWith = (fault: Fault) => page.evaluate(([given, hangMs]) => probes.faults(given, hangMs), [fault, HANG_MS] as const);
      const whole = await runWith({ at: null, ...WAYS.once });
      if (!whole?.sound) throw new Error(`the undisturbed run: ${JSON.stringify(whole)}`);
      const all: Case[] = [];
      for (const [how, way] of Object.entries(WAYS)) {
        for (let at = 0; ; at++) {
          const outcome = await runWith({ at, ...way });
          if (outcome && outcome.fired === null) break;
          all.push({ how, at, outcome });
        }
        progress(`${how}: ${all.filter((each) => each.how === how).length} calls failed`);
      }
      return { undisturbed: whole, cases: all };
    });
    return resultOf(undisturbed, cases);
  },
};

function resultOf(undisturbed: FaultOutcome, cases: readonly Case[]) {
  const isSame = ({ sound, fingerprints }: FaultOutcome) => sound && fingerprints.join() === undisturbed.fingerprints.join();
  const outcomes = cases.flatMap(({ outcome }) => outcome ?? []);
  const lost = outcomes.reduce((sum, each) => sum + each.lost, 0);
  const hung = cases.filter(({ outcome }) => outcome === null);
  const silent = outcomes.filter(({ way, problems }) => way !== 'by itself' && problems.length === 0).length;
  const unclear = outcomes.filter(({ problems }) => problems.includes('unexpected')).length;
  const other = cases.filter(({ outcome }) => outcome && !isSame(outcome));
  const went = (way: FaultOutcome['way']) => outcomes.filter((each) => each.way === way).length;
  const failed = [...new Set(outcomes.map(({ fired }) => fired))].sort();
  return {
    holds: lost === 0 && hung.length === 0 && silent === 0 && unclear === 0 && other.length === 0 && cases.length > 0,
    figures: {
      callsOfTheRun: undisturbed.calls,
      steps: undisturbed.fingerprints.length,
      faults: cases.length,
      byItself: went('by itself'),
      resumed: went('resumed'),
      takenUp: went('taken up'),
      begunAgain: went('begun again'),
      lost,
      hung: hung.length,
      silent,
      unclear,
      otherEnds: other.length,
    },
    lines: [
      `What failed: ${failed.join(', ')}.`,
      `What was told: ${[...new Set(outcomes.flatMap(({ problems }) => problems))].join(', ')}.`,
      ...[...hung, ...other].map(
        ({ how, at, outcome }) =>
          `${how}, call ${at}: ${outcome ? JSON.stringify({ ...outcome, fingerprints: outcome.fingerprints.length }) : 'hung'}`,
      ),
    ],
  };
}
