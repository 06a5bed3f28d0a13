/** What a phase's rows look like, in figures: small enough to stand in the transcript, so that a report can be made when the data
 *  are gone. Of columns with personal data there are counts only. Figures are rounded to six significant digits. */
export interface Profile {
  /** Rows that were looked at, of those that can be used: all, or as many at equal distances as `MAX_CELLS` allows. */
  readonly rows: number;
  readonly of: number;
  /** The classes that `byClass` and the pictures tell apart: all, or the `MAX_CLASSES` with most rows; none for a real-valued target. */
  readonly classes: readonly ProfiledClass[];
  readonly label: ColumnProfile;
  /** Inputs in the order of the table, at most `MAX_COLUMNS`; none where the rows are images. */
  readonly columns: readonly ColumnProfile[];
  /** Inputs behind those. */
  readonly columnsLeftOut: number;
  /** Pairs of columns of numbers, the strongest first, at most `MAX_PAIRS`. */
  readonly correlations: readonly Correlation[];
  readonly images: ImageProfile | null;
  readonly samples: readonly SampleRow[];
}

export interface ProfiledClass {
  readonly name: string;
  readonly rows: number;
}

export interface ColumnProfile {
  readonly name: string;
  readonly kind: 'number' | 'category';
  /** Cells with a value, without one, and how many different values there are. */
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  /** No value of it is told, because the audit found personal data in it, or its name promises it. */
  readonly hidden: boolean;
  readonly numbers: NumberFigures | null;
  readonly categories: readonly CategoryCount[] | null;
  /** How much the column tells of the label; null where that cannot be said, as of texts hardly any of which comes twice,
   *  and for the label itself. */
  readonly toLabel: Association | null;
  /** In the order of the profile's classes; empty for the label and where nothing may be told. */
  readonly byClass: readonly ClassFigures[];
}

/** As pandas' `describe` gives them: the standard deviation is the sample's (n − 1; 0 for one value), quantiles lie on the line
 *  between the two nearest values. */
export interface NumberFigures {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly q05: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  readonly q95: number;
  readonly max: number;
  /** Counts in bins of equal width from `min` to `max`. */
  readonly histogram: readonly number[];
}

/** Of values that stand in more than one row: what stands in one only could point to a person. */
export interface CategoryCount {
  readonly name: string;
  readonly rows: number;
}

export interface ClassFigures {
  readonly count: number;
  /** Of numbers. */
  readonly mean: number | null;
  readonly std: number | null;
  /** Of categories: the most frequent. */
  readonly top: CategoryCount | null;
}

/** `pearson` is from −1 to 1; the others from 0 to 1. `eta` is the correlation ratio √(SS between / SS total) of numbers over groups,
 *  `cramers-v` is √(χ² / (n·(min(r, c) − 1))) of two columns of categories. */
export interface Association {
  readonly measure: 'pearson' | 'eta' | 'cramers-v';
  readonly value: number;
}

export interface Correlation {
  readonly a: string;
  readonly b: string;
  /** Pearson's r over the rows that have both. */
  readonly r: number;
}

export interface ImageProfile {
  readonly height: number;
  readonly width: number;
  /** Of all pixels, as shares of the scale's maximum. */
  readonly mean: number;
  readonly std: number;
  /** Pixels in `PIXEL_BINS` bins of equal width from 0 to the scale's maximum. */
  readonly histogram: readonly number[];
  /** Of all rows, then of each of the profile's classes. */
  readonly pictures: readonly MeanPicture[];
}

/** A byte a pixel, row by row, base64: 255 is the scale's maximum in `mean`, and half of it in `deviation`, which is as much as values
 *  between 0 and the maximum can deviate. The deviation is the root of the variance. */
export interface MeanPicture {
  readonly mean: string;
  readonly deviation: string;
}

export interface SampleRow {
  readonly row: number;
  readonly label: string;
  /** In the order of `columns`; null where the cell is missing or must not be told. Empty where the rows are images. */
  readonly cells: readonly (string | number | null)[];
  /** As in `MeanPicture.mean`; null where the rows are no images. */
  readonly pixels: string | null;
}

/** A second or two in a browser: 400,000 rows of 20 columns are looked at in full, 80,000 images of 28×28 pixels. */
export const MAX_CELLS = 8_000_000;
export const MAX_COLUMNS = 64;
export const MAX_CLASSES = 12;
export const MAX_CATEGORIES = 8;
export const MAX_PAIRS = 40;
export const PIXEL_BINS = 32;
/** Correlations change little with more rows: at 20,000 the standard error of r is 0.007 at the most. */
export const CORRELATED_ROWS = 20_000;
export const SAMPLE_IMAGES = 12;
export const SAMPLE_ROWS = 5;
/** A name longer than that is cut when it is told as a category. */
export const MAX_NAME = 80;
