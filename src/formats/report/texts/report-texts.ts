import type { Severity } from '../../../core/audit/audit.ts';
import type { FindingTexts } from '../../../core/audit/finding-texts.ts';
import type { Association } from '../../../core/audit/profile/profile.ts';
import type { Task } from '../../../core/data/dataset.ts';
import type { DropRule, ImputeWay } from '../../../core/fixes/fix.ts';
import type { Locale } from '../../../core/locale.ts';
import type { Card, LegalBasis } from '../../../core/policy/card.ts';
import type { Outcome } from '../../../core/policy/policy.ts';
import type { RuleTexts } from '../../../core/policy/rule-texts.ts';
import type { PhaseName } from '../../../core/spec/spec.ts';
import type { RunStatus } from '../../../core/transcript/events.ts';
import type { Html } from '../html.ts';

/** All that the report says in a language. Numbers that a text counts come as numbers, those that stand in it as they are written. */
export interface ReportTexts {
  readonly locale: Locale;
  readonly phases: Readonly<Record<PhaseName, string>>;
  readonly findingTexts: FindingTexts;
  readonly ruleTexts: RuleTexts;
  readonly page: PageTexts;
  readonly quality: QualityTexts;
  readonly findings: FindingsTexts;
  readonly fixes: FixTexts;
  readonly source: SourceTexts;
  readonly card: CardTexts;
  readonly profile: ProfileTexts;
  readonly usage: UsageTexts;
  readonly classes: ClassTexts;
  readonly policy: PolicyTexts;
  /** Of a name or value that is an empty text. */
  readonly empty: string;
}

export interface PageTexts {
  readonly title: (run: string) => string;
  readonly kind: string;
  readonly run: (id: Html, started: string, status: RunStatus) => Html;
  readonly contents: string;
  readonly footer: Html;
}

export interface QualityTexts {
  readonly title: string;
  readonly rows: string;
  readonly testRows: string;
  readonly columns: string;
  readonly missing: string;
  readonly duplicates: string;
  readonly rowsOfEachClass: string;
  readonly moreClasses: (count: number) => string;
  readonly missingByColumn: string;
  readonly moreColumns: (count: number) => string;
}

export interface FindingsTexts {
  readonly title: string;
  readonly none: string;
  /** Where all that was found is let stand. */
  readonly noneOpen: string;
  readonly letStand: string;
  /** `when` is null where that is not known. */
  readonly letStandBecause: (reason: Html, when: string | null) => Html;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly rows: (named: string, areMore: boolean) => string;
}

/** What was done to the data; «left» is left out. */
export interface FixTexts {
  readonly title: string;
  readonly note: string;
  readonly columnLeft: (column: Html) => Html;
  readonly rowsLeft: (rows: number) => string;
  readonly testRowsLeft: (rows: number) => string;
  readonly matchingLeft: Readonly<Record<Exclude<DropRule, 'missing'>, string>>;
  /** Rows without a value in the column, or in any. */
  readonly gapsLeft: (column: Html | null) => Html;
  readonly filled: (column: Html, by: ImputeWay, value: Html) => Html;
  readonly relabelled: (rows: number, label: Html) => Html;
  readonly merged: (from: readonly Html[], into: Html) => Html;
  readonly writtenAlike: (column: Html) => Html;
  readonly inverted: string;
  readonly answers: (finding: Html) => Html;
  readonly rows: (span: string) => string;
  readonly testRows: (span: string) => string;
  readonly values: (count: number) => string;
  readonly classes: (span: string) => string;
}

export interface SourceTexts {
  readonly title: string;
  readonly bytes: string;
  readonly rowsAre: string;
  readonly images: (height: number, width: number) => string;
  readonly inputs: (count: number) => string;
  readonly task: string;
  readonly tasks: Readonly<Record<Task, string>>;
  readonly label: string;
  readonly subject: string;
  readonly scale: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly tab: string;
  readonly header: string;
  readonly yes: string;
  readonly no: string;
}

export interface CardTexts {
  readonly title: string;
  readonly nothing: string;
  readonly notDeclared: string;
  readonly name: string;
  readonly origin: string;
  readonly origins: Readonly<Record<Card['origin']['kind'], string>>;
  readonly licence: string;
  readonly personalData: string;
  readonly personalDataNote: string;
  readonly legalBasis: string;
  readonly legalBases: Readonly<Record<LegalBasis, string>>;
  readonly consent: string;
  readonly purposes: string;
  /** Others are in the words of who declared them. */
  readonly knownPurposes: Readonly<Record<string, string>>;
  readonly listSeparator: string;
  readonly keepUntil: string;
  readonly noDate: string;
}

export interface ProfileTexts {
  readonly title: string;
  readonly ofAll: (rows: number) => string;
  readonly ofSome: (rows: number, of: number) => string;
  readonly allRows: string;
  readonly pixels: string;
  readonly meanImage: (of: string) => string;
  readonly deviation: (of: string) => string;
  readonly pixelsNote: (mean: string, std: string) => string;
  readonly brightness: string;
  readonly brightnessHistogram: string;
  readonly someRows: string;
  readonly pictureOf: (row: number, label: string) => string;
  readonly row: (row: string) => string;
  readonly moreColumns: (count: number) => string;
  readonly roles: { readonly label: string; readonly number: string; readonly category: string };
  readonly counts: (values: number, missing: number, distinct: number) => string;
  readonly hidden: string;
  readonly histogram: (min: string, max: string) => string;
  readonly figures: (mean: string, std: string, quartiles: readonly string[]) => string;
  readonly eachInOneRow: string;
  readonly others: string;
  readonly measures: Readonly<Record<Association['measure'], string>>;
  readonly withLabel: (value: string, measure: string) => string;
  readonly eachClass: string;
  readonly column: string;
  readonly eachClassNote: string;
  readonly correlated: string;
  readonly columns: string;
  readonly and: (a: Html, b: Html) => Html;
  readonly rowHead: string;
  readonly samplesNote: string;
}

export interface UsageTexts {
  readonly title: string;
  readonly noStep: string;
  readonly baseline: (steps: number, rows: number) => string;
  readonly steps: string;
  readonly trainRows: string;
  readonly rowsUsed: string;
  readonly neverUsed: string;
  readonly usesOfRow: string;
  readonly shareOfRun: string;
  readonly howOften: string;
  readonly never: string;
  readonly otherRows: string;
  readonly mostUsed: (rows: readonly { readonly row: string; readonly uses: string }[]) => string;
  readonly whichStep: Html;
}

/** Of the classes' use in training. */
export interface ClassTexts {
  readonly title: string;
  readonly caption: string;
  readonly name: string;
  readonly trainRows: string;
  readonly rowsUsed: string;
  readonly uses: string;
  readonly ofOwnShare: string;
  readonly never: string;
  readonly less: string;
  readonly noRows: string;
  readonly allAlike: (least: string) => string;
  readonly neverUsed: (names: readonly Html[]) => Html;
  readonly usedLess: (names: readonly Html[], limit: string) => Html;
  readonly note: string;
  readonly moreClasses: (count: number) => string;
  readonly notKept: string;
}

export interface PolicyTexts {
  readonly title: string;
  readonly allowed: string;
  readonly refused: string;
  readonly rule: string;
  readonly data: string;
  readonly outcome: string;
  readonly restsOn: string;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly note: string;
}
