import { msg, str } from '@lit/localize';
import type { Offer } from '../../app/data/fix-offers.ts';
import type { DropRule, Fix, FixEffect, ImputeWay, Span } from '../../core/fixes/fix.ts';
import { SEPARATOR } from '../data/reading-texts.ts';
import { formatCount } from '../parts/numbers.ts';

/** What a fix does, as the button that does it and as a line in the list of those that were done. */
export function fixText(fix: Fix): string {
  switch (fix.kind) {
    case 'drop-rows':
      if (fix.rows.length === 1) return msg(str`Leave out row ${formatCount(fix.rows[0])}`);
      return fix.of === 'test'
        ? msg(str`Leave out these ${formatCount(fix.rows.length)} test rows`)
        : msg(str`Leave out these ${formatCount(fix.rows.length)} rows`);
    case 'drop-matching':
      return dropText(fix.rule, fix.column);
    case 'impute':
      return imputeText(fix.by, fix.column, String(fix.value ?? ''));
    case 'relabel':
      if (fix.rows.length === 1) return msg(str`Label row ${formatCount(fix.rows[0])} “${String(fix.label)}”`);
      return msg(str`Label ${formatCount(fix.rows.length)} rows “${String(fix.label)}”`);
    case 'merge-classes':
      return msg(str`Merge class “${fix.from.join('”, “')}” into “${fix.into}”`);
    case 'write-alike':
      return msg(str`Write the names of “${fix.column}” alike`);
    case 'invert-images':
      return msg('Invert all images');
    case 'waive':
      return msg(str`Let “${fix.column === undefined ? fix.code : `${fix.code}, ${fix.column}`}” stand: ${fix.reason}`);
    default:
      return fix satisfies never;
  }
}

function dropText(rule: DropRule, column: string | undefined): string {
  if (rule === 'missing') {
    return column === undefined ? msg('Leave out rows with a gap') : msg(str`Leave out rows without “${column}”`);
  }
  const texts: Readonly<Record<Exclude<DropRule, 'missing'>, string>> = {
    duplicates: msg('Leave out repeats, keep the first'),
    conflicts: msg('Leave out all rows in conflict'),
    'in-training': msg('Leave out test rows that training has'),
    'blank-images': msg('Leave out blank images'),
  };
  return texts[rule];
}

function imputeText(by: ImputeWay, column: string, value: string): string {
  const texts: Readonly<Record<ImputeWay, string>> = {
    median: msg(str`Fill “${column}” with its median`),
    mean: msg(str`Fill “${column}” with its mean`),
    'most-frequent': msg(str`Fill “${column}” with its most frequent value`),
    value: msg(str`Fill “${column}” with “${value}”`),
  };
  return texts[by];
}

export function offerText(offer: Offer): string {
  if (offer.kind === 'fix') return offer.elsewhere === undefined ? fixText(offer.fix) : elsewhereText(offer.fix);
  if (offer.kind === 'read') {
    const { way, text } = offer;
    if (way === 'leave-column') return columnLeftText(text);
    return way === 'set-scale' ? msg(str`Set the scale to ${text}`) : msg(str`Count ${text} as missing`);
  }
  const asks = {
    value: msg('Fill with a value …'),
    label: msg('Label anew …'),
    merge: msg('Merge classes …'),
    reason: msg('Let it stand …'),
  };
  return asks[offer.ask];
}

/** Of a fix for the pretraining data that stands at a finding in the other ones. */
function elsewhereText(fix: Fix): string {
  if (fix.kind === 'invert-images') return msg('Invert the images of pretraining');
  if (fix.kind !== 'drop-rows') return fixText(fix);
  return fix.rows.length === 1
    ? msg(str`Leave row ${formatCount(fix.rows[0])} out of pretraining`)
    : msg(str`Leave ${formatCount(fix.rows.length)} rows out of pretraining`);
}

export const columnLeftText = (column: string): string => msg(str`Leave out column “${column}”`);

/** What a fix did, in counts; empty for one that changes no data. */
export function effectText({ rows, testRows, cells, classes }: FixEffect): string {
  const spans = [
    isChanged(rows) ? msg(str`${between(rows)} rows`) : '',
    isChanged(testRows) ? msg(str`${between(testRows)} test rows`) : '',
    cells > 0 ? (cells === 1 ? msg('1 value changed') : msg(str`${formatCount(cells)} values changed`)) : '',
    isChanged(classes) ? msg(str`${between(classes)} classes`) : '',
  ];
  return spans.filter((text) => text !== '').join(SEPARATOR);
}

const isChanged = (span: Span | null): span is Span => span !== null && span.before !== span.after;

const between = ({ before, after }: Span): string => `${formatCount(before)} → ${formatCount(after)}`;
