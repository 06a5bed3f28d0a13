/** What a person says of a kept run: no part of its transcript, and of none of its bundles. */
export interface RunAnnotation {
  /** What they call it; empty where it goes by the name that it was logged under. */
  readonly name: string;
  readonly notes: string;
  readonly tags: readonly string[];
  /** It stands before the others. */
  readonly pinned: boolean;
}

export const NO_ANNOTATION: RunAnnotation = { name: '', notes: '', tags: [], pinned: false };

/** A line that still fits a chart's legend on a phone. */
export const MAX_RUN_NAME = 120;
/** Some pages of text: every run's notes are read whenever the list is. */
export const MAX_RUN_NOTES = 10_000;
/** More would be another kind of notes. */
export const MAX_RUN_TAGS = 20;
export const MAX_TAG = 40;

/** Without blanks around, without what stands twice, and no longer than is kept. A name that is the run's own is none. */
export function tidyAnnotation({ name, notes, tags, pinned }: RunAnnotation, ownName: string): RunAnnotation {
  const called = oneLine(name).slice(0, MAX_RUN_NAME);
  const different = [...new Set(tags.map((tag) => oneLine(tag).slice(0, MAX_TAG)).filter((tag) => tag !== ''))];
  return {
    name: called === ownName ? '' : called,
    notes: notes.trim().slice(0, MAX_RUN_NOTES),
    tags: different.slice(0, MAX_RUN_TAGS),
    pinned,
  };
}

/** Tags as a person writes them, between commas. */
export const tagsIn = (text: string): readonly string[] => text.split(/[,，、;\n]/);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
