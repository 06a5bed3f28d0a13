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
} as const satisfies Record<string, string>;

export type ProblemCode = keyof typeof PROBLEM_TEXTS;
