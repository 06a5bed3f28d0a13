import { msg, str } from '@lit/localize';
import { problemOf } from '../../app/fold/event-problems.ts';
import type { LoggedEvent } from '../../app/runs/run-log.ts';
import type { Verdict } from '../../core/policy/policy.ts';
import type { Metrics } from '../../core/training/metrics.ts';
import type { EvaluatedEvent, PhaseStarted } from '../../core/transcript/events.ts';
import { backendLine } from '../backend-texts.ts';
import { trackName } from '../charts/chart-texts.ts';
import { SEPARATOR } from '../data/reading-texts.ts';
import type { IconName } from '../parts/icons.ts';
import { formatBytes, formatCount, formatDuration, formatShare, formatValue, formatWhen } from '../parts/numbers.ts';
import { problemText } from '../parts/problem-text.ts';
import { verdictLine } from '../plan/policy-texts.ts';

const ICONS: Readonly<Record<LoggedEvent['kind'], IconName>> = {
  'run-started': 'play',
  'data-audited': 'search',
  'policy-decided': 'attested',
  'keyframes-thinned': 'warning',
  'phase-started': 'fork',
  evaluated: 'chart',
  recalled: 'chart',
  keyframe: 'disk',
  parameters: 'disk',
  alert: 'warning',
  paused: 'pause',
  resumed: 'play',
  'device-lost': 'warning',
  replayed: 'undo',
  'cut-back': 'warning',
  'phase-finished': 'check',
  'run-finished': 'pass',
  'run-stopped': 'stop',
  'run-failed': 'error',
  'run-refused': 'lock',
};

/** How an event is marked; `look` is a colour that means the same all over the page. */
export function eventMark(event: LoggedEvent): { readonly icon: IconName; readonly look: string } {
  const icon = event.kind === 'alert' ? event.level : ICONS[event.kind];
  if (icon === 'warning' || icon === 'error' || icon === 'pass') return { icon, look: icon };
  if (event.kind === 'run-refused') return { icon, look: 'error' };
  return { icon, look: 'phase' in event && event.phase !== null ? event.phase : '' };
}

/** As the bundle's files write it, so that what is read here is found there. */
export const formatFingerprint = (value: number): string => String(value);

/** An event in one line, with its numbers. */
export function eventLine(event: LoggedEvent): string {
  switch (event.kind) {
    case 'run-started':
      return msg(str`Run “${event.name}” started ${formatWhen(event.startedAt)}, on ${backendLine(event.environment)}`);
    case 'data-audited': {
      const { quality, findings } = event.audit;
      return msg(
        str`${trackName(event.phase)}: data audited, rows: ${formatCount(quality.rows)}, missing values: ${formatCount(quality.missing)}, doubled rows: ${formatCount(quality.duplicates)}, findings: ${formatCount(findings.length)}`,
      );
    }
    case 'policy-decided':
      return msg(str`Policy decided: ${decided(event.verdict)}`);
    case 'phase-started':
      return begun(event);
    case 'evaluated':
      return msg(str`${trackName(event.phase)}: tested on ${formatCount(event.rows)} rows, ${measured(event.metrics)}`) + dead(event);
    case 'recalled':
      return msg(str`Pretraining test set: ${formatCount(event.rows)} rows, ${measured(event.metrics)}`);
    case 'keyframe':
      return msg(
        str`Keyframe kept: ${formatBytes(event.bytes)}, fingerprint ${formatFingerprint(event.fingerprint)}, SHA-256 ${event.sha256}`,
      );
    case 'parameters':
      return msg(
        str`Parameters kept: ${formatBytes(event.bytes)}, fingerprint ${formatFingerprint(event.fingerprint)}, SHA-256 ${event.sha256}`,
      );
    case 'alert':
    case 'run-failed':
      return problemText(event.problem);
    case 'keyframes-thinned':
    case 'device-lost':
    case 'cut-back':
      return problemText(problemOf(event));
    case 'paused':
      return msg(str`Paused behind step ${formatCount(event.step)}`);
    case 'resumed':
      return msg(str`Resumed behind step ${formatCount(event.step)}`);
    case 'replayed':
      return msg(
        str`Steps ${formatCount(Math.max(0, event.keyframe) + 1)} to ${formatCount(event.through)} computed again on ${backendLine(event.environment)}, each as logged`,
      );
    case 'phase-finished':
      return msg(str`${trackName(event.phase)} ends, fingerprint ${formatFingerprint(event.fingerprint)}`);
    case 'run-finished':
      return msg(str`Run finished: ${formatCount(event.steps)} steps in ${formatDuration(event.wallTimeMs)}`);
    case 'run-stopped':
      return msg(str`Stopped behind step ${formatCount(event.step)}`);
    case 'run-refused':
      return msg(str`Refused by the policy: ${event.rules.join(', ')}`);
    default:
      return event satisfies never;
  }
}

const decided = ({ outcomes }: Verdict): string => {
  const count = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return verdictLine(count('fail'), count('attested'));
};

function begun({ phase, steps, epochs, batchSize, trainRows, testRows, model, parameters }: PhaseStarted): string {
  const [name, counts] = [trackName(phase), [steps, epochs, batchSize, trainRows, testRows, parameters].map(formatCount)];
  return msg(
    str`${name} begins: ${counts[0]} steps, epochs: ${counts[1]}, batches of ${counts[2]}, ${counts[3]} rows to train on and ${counts[4]} to test on, ${model} with ${counts[5]} parameters`,
  );
}

function measured({ loss, accuracy, rmse }: Metrics): string {
  const first = msg(str`loss ${formatValue(loss)}`);
  if (accuracy !== null) return `${first}${SEPARATOR}${msg(str`accuracy ${formatShare(accuracy)}`)}`;
  return rmse === null ? first : `${first}${SEPARATOR}${msg(str`RMSE ${formatValue(rmse)}`)}`;
}

function dead({ deadUnits }: EvaluatedEvent): string {
  const count = Object.values(deadUnits ?? {}).reduce((sum, [units]) => sum + units, 0);
  return count === 0 ? '' : `${SEPARATOR}${msg(str`dead units: ${formatCount(count)}`)}`;
}
