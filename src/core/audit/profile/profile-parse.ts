import { base64, type Check, choice, listOf, number, orNull, shape, truth, whole } from '../../check.ts';
import { count, finite, prose, textOrNumber, u32 } from '../../transcript/event-values.ts';
import type {
  Association,
  CategoryCount,
  ClassFigures,
  ColumnProfile,
  Correlation,
  ImageProfile,
  MeanPicture,
  NumberFigures,
  Profile,
  ProfiledClass,
  SampleRow,
} from './profile.ts';

/** More than any profile has. */
const MAX_ITEMS = 1000;
/** Of a picture, in pixels: the report's pictures hold no more. */
const MAX_SIDE = 255;
/** A picture of so many bytes in base64. */
const MAX_PICTURE = 4 * Math.ceil(MAX_SIDE ** 2 / 3);

const picture = base64(MAX_PICTURE);
const side = whole(1, MAX_SIDE);
const counts = listOf(count, MAX_ITEMS);
const unit = number(-1, 1);

const category = shape<CategoryCount>({ name: prose, rows: count });

const figures = shape<NumberFigures>({
  mean: finite,
  std: finite,
  min: finite,
  q05: finite,
  q25: finite,
  median: finite,
  q75: finite,
  q95: finite,
  max: finite,
  histogram: counts,
});

const column = shape<ColumnProfile>({
  name: prose,
  kind: choice('number', 'category'),
  count,
  missing: count,
  distinct: count,
  hidden: truth,
  numbers: orNull(figures),
  categories: orNull(listOf(category, MAX_ITEMS)),
  toLabel: orNull(shape<Association>({ measure: choice('pearson', 'eta', 'cramers-v'), value: unit })),
  byClass: listOf(shape<ClassFigures>({ count, mean: orNull(finite), std: orNull(finite), top: orNull(category) }), MAX_ITEMS),
});

const images = shape<ImageProfile>({
  height: side,
  width: side,
  mean: finite,
  std: finite,
  histogram: counts,
  pictures: listOf(shape<MeanPicture>({ mean: picture, deviation: picture }), MAX_ITEMS),
});

/** A profile from JSON of unknown origin. @throws TrainscriptError `field-…` */
export const profileCheck: Check<Profile> = shape<Profile>({
  rows: count,
  of: count,
  classes: listOf(shape<ProfiledClass>({ name: prose, rows: count }), MAX_ITEMS),
  label: column,
  columns: listOf(column, MAX_ITEMS),
  columnsLeftOut: count,
  correlations: listOf(shape<Correlation>({ a: prose, b: prose, r: unit }), MAX_ITEMS),
  images: orNull(images),
  samples: listOf(
    shape<SampleRow>({ row: u32, label: prose, cells: listOf(orNull(textOrNumber), MAX_ITEMS), pixels: orNull(picture) }),
    MAX_ITEMS,
  ),
});
