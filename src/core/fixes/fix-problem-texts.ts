/** What can be wrong with a recipe, which may have been made for other files or another reading of them. */
export const FIX_PROBLEM_TEXTS = {
  'fix-column-unknown':
    'Fix {step} is about column “{column}”, which is none of the {count} columns that the network sees: {columns}. Remove the fix, or read that column as an input again.',
  'fix-row-beyond':
    'Fix {step} is about row {row}, but the data has {rows} rows, 0 to {last}: remove the fix, or drop the file that it was made for.',
  'fix-class-unknown':
    'Fix {step} is about class “{name}”, which is none of the {count} classes: {classes}. Remove the fix, or name one of these.',
  'fix-label-differs':
    'Fix {step} takes row {row} from “{expected}” to “{label}”, but its label is “{found}”: remove the fix, or drop the file that it was made for.',
  'fix-label-count': 'Fix {step} is about {rows} rows and says what {labels} of them were labelled: name one label for each row, or none.',
  'fix-value': 'Fix {step} gives “{column}” the value “{found}”, expected a number: correct the value, or read the column as categories.',
  'fix-unfit': 'Fix {step} ({fix}) needs {expected}, and the data has {found}: remove the fix.',
  'fix-nothing-known':
    'Fix {step} fills column “{column}” from its own values, but none of its {rows} usable rows has one: give a value, or leave the column out.',
  'fix-not-waivable':
    '{path} waives {code}, expected a finding that can stand: without two classes and a label in every row there is nothing to train. Remove the waiver.',
  'fix-none-left': 'Fix {step} leaves none of {rows} rows to train on: remove it, and leave out fewer rows.',
} as const satisfies Record<string, string>;
