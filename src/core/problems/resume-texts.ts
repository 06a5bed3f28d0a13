/** Why a run that was cut off cannot be taken up as it stands: texts as those of the other problems. */
export const RESUME_TEXTS = {
  'resume-ended': 'Run {run} has ended ({status}): only a run that was cut off can be taken up again.',
  'resume-data-missing': 'Run {run} was trained on files of yours: drop {files} for the {phase} phase, and resume again.',
  'resume-data-unreadable':
    'Run {run} was trained on {files} in the {phase} phase, and this browser knows where that stands but could not open it ({detail}): allow the page to read it when you resume, or drop it again and resume.',
  'resume-data-differs':
    'Run {run} was trained on {expected} in the {phase} phase, and {found} is loaded: drop the files it was begun with.',
  'resume-file-missing': 'Run {run} needs {file} (SHA-256 {sha256}) to be taken up again: choose that file, and resume again.',
} as const satisfies Record<string, string>;
