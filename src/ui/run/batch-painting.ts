import type { RunView } from '../../app/view-state.ts';

export type Glimpse = NonNullable<RunView['glimpse']>;

/** Where the pictures stand, in CSS pixels. */
export interface BatchLayout {
  readonly columns: number;
  readonly cell: number;
  readonly line: number;
  readonly height: number;
}

export interface BatchColours {
  readonly ink: string;
  readonly quiet: string;
  readonly wrong: string;
  readonly surface: string;
  readonly font: string;
}

const GAP = 4;
const LABEL = 15;
/** Eight across in the right column of a laptop. */
const CELL = 28;
const MARK = 9;

export function batchLayout(items: number, width: number): BatchLayout {
  const columns = Math.max(1, Math.floor((width + GAP) / (CELL + GAP)));
  const cell = (width - (columns - 1) * GAP) / columns;
  const line = cell + LABEL;
  return { columns, cell, line, height: Math.ceil(items / columns) * line };
}

/** Paints the batch: each picture with its label below. A wrong prediction has a frame, a cross in its corner, and reads «4→9»:
 *  it is told by shape and word as much as by colour. */
export function paintBatch(context: CanvasRenderingContext2D, glimpse: Glimpse, layout: BatchLayout, colours: BatchColours): void {
  const stamp = new OffscreenCanvas(glimpse.width, glimpse.height);
  context.imageSmoothingEnabled = false;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  glimpse.items.forEach((item, i) => {
    const [x, y] = [(i % layout.columns) * (layout.cell + GAP), Math.floor(i / layout.columns) * layout.line];
    context.drawImage(stamped(stamp, item.pixels, glimpse), x, y, layout.cell, layout.cell);
    const right = item.label === item.predicted;
    if (!right) paintCross(context, x, y, layout.cell, colours);
    context.fillStyle = right ? colours.quiet : colours.wrong;
    context.font = `${right ? 400 : 600} 11px ${colours.font}`;
    context.fillText(right ? item.label : `${item.label}→${item.predicted}`, x + layout.cell / 2, y + layout.cell + 11, layout.cell + GAP);
  });
}

/** A frame, and a cross on a filled corner. */
function paintCross(context: CanvasRenderingContext2D, x: number, y: number, cell: number, colours: BatchColours): void {
  context.strokeStyle = context.fillStyle = colours.wrong;
  context.lineWidth = 2;
  context.strokeRect(x + 1, y + 1, cell - 2, cell - 2);
  const left = x + cell - MARK - 2;
  context.fillRect(left, y, MARK + 2, MARK + 2);
  context.strokeStyle = colours.surface;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(left + 3, y + 3);
  context.lineTo(left + MARK - 1, y + MARK - 1);
  context.moveTo(left + MARK - 1, y + 3);
  context.lineTo(left + 3, y + MARK - 1);
  context.stroke();
}

/** Light on dark, as the network sees it. */
function stamped(stamp: OffscreenCanvas, pixels: Uint8Array, { width, height }: Glimpse): OffscreenCanvas {
  const image = new ImageData(width, height);
  pixels.forEach((value, i) => {
    image.data.fill(value, 4 * i, 4 * i + 3);
    image.data[4 * i + 3] = 255;
  });
  stamp.getContext('2d')?.putImageData(image, 0, 0);
  return stamp;
}
