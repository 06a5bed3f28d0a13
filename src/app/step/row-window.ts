/** Browsers cut off what is taller than about 17 million pixels; a longer list is scrolled through in larger steps. */
export const MOST_SCROLLED_PX = 15_000_000;

/** A long list of rows of one height, seen through a window; lengths in CSS pixels. */
export interface RowList {
  readonly rows: number;
  readonly rowPx: number;
  readonly viewPx: number;
}

/** The rows in sight: from `first`, of which the topmost `cutPx` are above the window. */
export interface RowWindow {
  readonly first: number;
  readonly count: number;
  readonly cutPx: number;
}

export const scrolledPx = ({ rows, rowPx }: RowList): number => Math.min(rows * rowPx, MOST_SCROLLED_PX);

export function windowAt(list: RowList, scrollTop: number): RowWindow {
  const { rows, rowPx, viewPx } = list;
  const top = Math.max(0, Math.min(hiddenPx(list), scrollTop * scaleOf(list)));
  const first = Math.min(Math.floor(top / rowPx), Math.max(0, rows - 1));
  const cutPx = top - first * rowPx;
  return { first, count: Math.min(rows - first, Math.ceil((viewPx + cutPx) / rowPx)), cutPx };
}

/** How far to scroll so that a row is seen whole, from where it is scrolled to; as little as that takes. */
export function scrollTopFor(list: RowList, row: number, scrollTop: number): number {
  const { rowPx, viewPx } = list;
  const scale = scaleOf(list);
  const [top, rowTop] = [scrollTop * scale, row * rowPx];
  if (rowTop < top) return rowTop / scale;
  return rowTop + rowPx > top + viewPx ? (rowTop + rowPx - viewPx) / scale : scrollTop;
}

/** How far to scroll so that a row stands at the top, or as near to it as the list's end allows. */
export const scrollTopAt = (list: RowList, row: number): number => Math.min(hiddenPx(list), row * list.rowPx) / scaleOf(list);

/** How far to scroll so that a row stands in the middle. */
export const scrollTopAround = (list: RowList, row: number): number =>
  Math.max(0, Math.min(hiddenPx(list), (row + 0.5) * list.rowPx - list.viewPx / 2)) / scaleOf(list);

const hiddenPx = ({ rows, rowPx, viewPx }: RowList): number => Math.max(0, rows * rowPx - viewPx);

/** Pixels of the list for each pixel scrolled. */
function scaleOf(list: RowList): number {
  const scrollable = scrolledPx(list) - list.viewPx;
  return scrollable <= 0 ? 1 : hiddenPx(list) / scrollable;
}
