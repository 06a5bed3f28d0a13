export const NOTE_CODES = ['padded-rows', 'mixed-types', 'duplicate-keys', 'images-decoded', 'images-left-out', 'files-left-out'] as const;

/** What was done to some of the rows while they were read, for the person to know. Plain data: it stands in the transcript. */
export interface ReadingNote {
  readonly code: (typeof NOTE_CODES)[number];
  readonly fields: Readonly<Record<string, string | number>>;
}
