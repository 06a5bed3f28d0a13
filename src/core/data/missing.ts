/** The texts that pandas' `read_csv` reads as null by default (pandas 2: `pandas._libs.parsers.STR_NA_VALUES`). Exact: « NA» is none. */
export const MISSING_TEXTS: ReadonlySet<string> = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
]);

const LONGEST = Math.max(...[...MISSING_TEXTS].map((text) => text.length));

/** Long cells are told without hashing them. */
export const isMissing = (cell: string): boolean => cell.length <= LONGEST && MISSING_TEXTS.has(cell);
