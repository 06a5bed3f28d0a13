/** The English text of every problem: where, what was found, what was expected, the way out.
 *  Codes are stable (scripts rely on them); texts may be improved. Grouped by the data's stops. */
export const PROBLEM_TEXTS = {
  unexpected:
    'Something went wrong that Trainscript did not foresee: {detail}. What was logged is kept; reload the page, and please report this text.',

  // Files of any kind
  'file-empty': '{file} is empty (0 bytes): drop a file that has data in it.',
  'file-unknown':
    '{file} starts with {found}, which is none of the kinds this page reads: drop IDX or CSV data (plain or .gz), or .pth/.safetensors weights.',
  'file-unreadable': '{file} could not be read: {detail}. If it changed or moved since it was dropped, drop it again.',
  'gzip-truncated':
    '{file} ends in the middle of its gzip data after {bytes} decompressed bytes: it was cut off on the way, so download it again.',
  'gzip-bomb':
    '{file} unpacks to more than {limit} bytes from {compressed}: it is refused. Unpack it yourself and drop the plain file if you trust it.',

  // The browser that the command line and the tests drive
  'chromium-missing':
    'No Chromium was found on this machine ({platform}), and none could be installed: install Chromium or Google Chrome, or set CHROMIUM_PATH to the one that you have.',

  // Starting parameters
  'weights-missing': '{file} has no tensor named {tensor}; it has: {found}. Choose a file saved from the same network.',
  'weights-shape':
    '{file}: {tensor} has shape {found}, this network needs {expected}. Choose a file saved from the same network, or replace the head when only the classes differ.',

  // Backends
  'backend-unavailable': 'The {backend} backend cannot run here: {detail}. Choose another backend, or «auto».',

  // The transcript and the store that keeps it
  'not-canonical':
    '{place} is {found}, which JSON cannot hold, so it cannot be logged: only finite numbers, text, true, false and null can.',
  'storage-full':
    'The browser’s storage for this page is full: {events} events ({bytes} bytes) of this run wait to be kept, with {usage} of {quota} bytes in use. Nothing logged is lost: delete earlier runs or free disk space and resume, or download the bundle now.',
  'storage-unavailable':
    'The browser’s storage could not be used ({detail}), so nothing can be logged: leave private browsing, allow this page to store data, or restart the browser.',
  'storage-blocked':
    'Another tab holds this page’s storage open in version {found}, and version {expected} is needed: close the other tabs of this page, then reload.',
  'storage-newer':
    'This page’s storage was made by a newer version of Trainscript than the one open here (it expects {expected}): reload the page.',
  'storage-cleared':
    'The browser’s storage for this page was cleared while run {runId} was being logged: its events before {seq} are gone, so logging stopped. Start the run again, and download bundles that matter.',
  'run-busy': 'Run {runId} is being trained in another tab: watch it there, or close that tab first.',
  'run-taken-over':
    'Run {runId} was continued elsewhere: the store ends at event {found}, this tab expected {expected}. Nothing was overwritten; reload the page.',
  'run-missing': 'Run {runId} is not in this browser’s storage: it was deleted, or made in another browser.',
  'transcript-damaged':
    'The transcript of run {runId} is damaged at event {seq}: {detail}. What stands before it is intact; train again if you need the rest.',
  'keyframe-missing': 'Run {runId} has no keyframe of {track} at step {step} in the store: its parameters cannot be had back without it.',

  // Rows: the draw, and index files
  'no-rows-left':
    'The {phase} data has no row to train on: every row is left out, ragged or without a label. Fix the file, or choose another label column.',
  'indices-empty': '{file} is empty, expected a line for each step: the step, then its rows, with tabs between them.',
  'indices-not-a-number':
    '{file}, line {line}: “{found}” is not a whole number from 0 to {limit}. A line is a step and then its rows, with tabs between them.',
  'indices-step-order':
    '{file}, line {line}: step {step} stands after step {previous}. Steps begin at 1 and ascend: sort the lines by their first number.',
  'indices-step-without-rows': '{file}, line {line}: step {step} has no rows. Remove the line, or name one row at least.',
  'indices-row-beyond':
    '{file}, line {line}: step {step} names row {row}, but the data has {rows} rows, 0 to {last}. Drop the data that the file was made for, or remove that row.',
  'indices-row-excluded':
    '{file}, line {line}: step {step} names row {row}, which cannot be trained on because it is ragged or has no label. Remove it from the line.',
} as const satisfies Record<string, string>;

export type ProblemCode = keyof typeof PROBLEM_TEXTS;
