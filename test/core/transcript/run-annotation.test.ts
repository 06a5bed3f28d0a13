import { expect, test } from 'vitest';
import { MAX_RUN_NAME, MAX_RUN_TAGS, NO_ANNOTATION, tagsIn, tidyAnnotation } from '../../../src/core/transcript/run-annotation.ts';

test('what is said of a run is kept without blanks and repetitions', () => {
  const said = { name: ' A  name\n', notes: ' two\nlines ', tags: tagsIn('kept, kept，with  blanks,, '), pinned: true };
  expect(tidyAnnotation(said, 'Own')).toEqual({ name: 'A name', notes: 'two\nlines', tags: ['kept', 'with blanks'], pinned: true });
});

test('a name that is the run’s own is none, and nothing is longer than is kept', () => {
  expect(tidyAnnotation({ ...NO_ANNOTATION, name: 'Own ' }, 'Own').name).toBe('');
  expect(tidyAnnotation({ ...NO_ANNOTATION, name: 'x'.repeat(999) }, 'Own').name).toHaveLength(MAX_RUN_NAME);
  const tags = Array.from({ length: 99 }, (_, i) => `tag ${i}`);
  expect(tidyAnnotation({ ...NO_ANNOTATION, tags }, 'Own').tags).toHaveLength(MAX_RUN_TAGS);
});
