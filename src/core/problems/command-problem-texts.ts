/** The English text of every problem of the command line, as those of the other problems. */
export const COMMAND_PROBLEM_TEXTS = {
  'flag-unknown': 'There is no flag {flag}. The nearest is {nearest}; --help lists them all.',
  'flag-stray':
    '“{found}” stands behind no flag that takes it. Expected a flag first, such as --pretrain or --finetune; --help lists them all.',
  'flag-value': '{flag} was given “{found}”, expected {expected}.',
  'flag-value-missing': '{flag} was given {found}, expected {expected} after it.',
  'flag-twice': '{flag} was given twice (“{first}” and “{second}”), expected once.',
  'flag-needs': '{flag} was given without {expected}: give both, or neither.',
  'flag-file': '{flag} was given “{found}”, expected a file that can be read ({detail}).',
  'flag-folder': '{flag} was given “{found}”, expected a file in a folder that exists and can be written to ({detail}).',
  'flag-json': '{flag} was given “{found}”, expected a file of JSON ({detail}).',
  'flag-files-needed': 'The spec trains {phase} on files of its own ({found}), expected them behind --{phase}.',
  'flag-init-needed': 'The spec starts from the weights {found}, expected them behind --init.',
  'flag-indices-needed': 'The spec takes the rows of every {phase} step from {found}, expected it behind --{phase}-indices.',
  'page-not-built': 'The page could not be built: {detail}. Correct what it names, then try again.',
  'chromium-not-started': '{path} did not start: {detail}. Set CHROMIUM_PATH to a Chromium or Google Chrome that runs here.',
  'page-crashed': 'The browser page ended while {doing}: {detail}. The machine may be short of memory; try fewer rows or a smaller batch.',
  'page-stalled': 'Nothing happened for {minutes} minutes while {doing}. Try a smaller batch, fewer test rows, or another --backend.',
  'files-not-taken':
    'The page took none of these for {phase} data: {found}. Weights belong behind --init, a card behind --card, data is IDX or CSV.',
  'page-not-startable': 'The page would not start the run: {detail}.',
  'record-stopped': 'The run was stopped at step {step} of {total}. The bundle holds everything up to there.',
} as const satisfies Record<string, string>;
