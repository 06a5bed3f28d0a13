import { type Check, choice, keyOf, listOf, mapOf, moment, number, orNull, sha256Text, shape, text, truth, whole } from '../check.ts';
import { FILE_FORMATS, type FileFacts, READING_FORMATS, type Reading } from '../data/dataset.ts';
import { NOTE_CODES, type ReadingNote } from '../data/reading-note.ts';
import { versionCheck } from '../fixes/fix-parse.ts';
import { count, prose, textOrNumber, u32 } from '../transcript/event-values.ts';
import { type Audit, type ClassShare, type Finding, PRETRAIN_ROWS_LISTED } from './audit.ts';
import { FINDING_TEXTS } from './finding-texts.ts';
import { profileCheck } from './profile/profile-parse.ts';

/** As many columns as a table may have, and some. */
const MAX_COLUMNS = 1_000_000;
const MAX_CLASSES = 100_000;
const MAX_FILES = 1000;
const MAX_FINDINGS = 1_000_000;
const MAX_FIELDS = 1000;

const fileFacts = shape<FileFacts>({
  name: prose,
  bytes: count,
  sha256: sha256Text,
  format: choice(...FILE_FORMATS),
  gzip: truth,
});

const rowsShape: Check<Reading['shape']> = (value, place) =>
  typeof value === 'object' && value !== null && 'inputs' in value
    ? shape<Extract<Reading['shape'], { kind: 'table' }>>({ kind: choice('table'), inputs: count })(value, place)
    : shape<Extract<Reading['shape'], { kind: 'image' }>>({ kind: choice('image'), height: count, width: count })(value, place);

const columnPlace = shape<NonNullable<Reading['label']>>({ index: count, name: prose });

const note = shape<ReadingNote>({ code: choice(...NOTE_CODES), fields: mapOf(textOrNumber, MAX_FIELDS) });

const reading = shape<Reading>(
  {
    format: choice(...READING_FORMATS),
    encoding: orNull(prose),
    delimiter: orNull(prose),
    header: orNull(truth),
    preamble: count,
    columns: listOf(prose, MAX_COLUMNS),
    label: orNull(columnPlace),
    task: choice('multiclass', 'binary', 'regression'),
    shape: rowsShape,
    maximum: orNull(number(0, Number.MAX_VALUE)),
  },
  {
    decimal: orNull(choice('.', ',')),
    thousands: orNull(choice('', ',', '.', ' ', "'")),
    subject: columnPlace,
    notes: listOf(note, MAX_FIELDS),
  },
);

const finding = shape<Finding>(
  {
    code: keyOf(FINDING_TEXTS),
    severity: choice('info', 'warning', 'error'),
    column: orNull(prose),
    rows: listOf(u32, MAX_FIELDS),
    count,
    fields: mapOf(textOrNumber, MAX_FIELDS),
    measure: orNull(text(0, MAX_FIELDS)),
  },
  { pretrainRows: listOf(u32, PRETRAIN_ROWS_LISTED), waived: prose, waivedAt: moment },
);

/** An audit from JSON of unknown origin. @throws TrainscriptError `field-…` */
export const auditCheck: Check<Audit> = shape<Audit>(
  {
    phase: choice('pretrain', 'finetune'),
    source: shape<Audit['source']>({ files: listOf(fileFacts, MAX_FILES), reading }, { version: versionCheck }),
    quality: shape<Audit['quality']>({
      rows: count,
      testRows: orNull(count),
      columns: count,
      missing: count,
      missingByColumn: mapOf(whole(0, Number.MAX_SAFE_INTEGER), MAX_COLUMNS),
      duplicates: count,
      classBalance: listOf(shape<ClassShare>({ name: prose, rows: count }), MAX_CLASSES),
    }),
    findings: listOf(finding, MAX_FINDINGS),
  },
  { profile: profileCheck },
);
