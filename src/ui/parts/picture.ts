/** A drawing as plain values: the same one is painted on a canvas or written as SVG. Coordinates are CSS pixels from the top left. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  readonly shapes: readonly Shape[];
}

export type Shape = LineShape | AreaShape | TextShape | ImageShape;

/** Through the points in order; null lifts the pen. `close` joins the last to the first. */
interface PathShape {
  readonly points: readonly (readonly [x: number, y: number] | null)[];
  /** What lies outside of this box is cut off. */
  readonly clip?: Box;
}

export interface LineShape extends PathShape {
  readonly kind: 'line';
  readonly stroke: string;
  readonly width: number;
  readonly alpha?: number;
  readonly dash?: readonly number[];
}

export interface AreaShape extends PathShape {
  readonly kind: 'area';
  readonly fill: string;
  readonly alpha?: number;
}

export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  /** The line that letters stand on. */
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  readonly size: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
}

export interface ImageShape extends Box {
  readonly kind: 'image';
  readonly source: HTMLCanvasElement;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const FONT = 'system-ui, "Noto Sans", "PingFang SC", "Microsoft YaHei", sans-serif';

export const boxPoints = ({ x, y, width, height }: Box): AreaShape['points'] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

/** Paints the picture over the canvas, which becomes `ratio` times as large in pixels. */
export function paintPicture(canvas: HTMLCanvasElement, picture: Picture, ratio: number): void {
  canvas.width = Math.round(picture.width * ratio);
  canvas.height = Math.round(picture.height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  context.fillStyle = picture.background;
  context.fillRect(0, 0, picture.width, picture.height);
  paintShapes(context, picture.shapes);
}

export function paintShapes(context: CanvasRenderingContext2D, shapes: readonly Shape[]): void {
  for (const shape of shapes) {
    context.save();
    if (shape.kind === 'text') paintText(context, shape);
    else if (shape.kind === 'image') context.drawImage(shape.source, shape.x, shape.y, shape.width, shape.height);
    else paintPath(context, shape);
    context.restore();
  }
}

function paintText(context: CanvasRenderingContext2D, { x, y, text, fill, size, anchor, bold }: TextShape): void {
  context.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
  context.textAlign = anchor === 'middle' ? 'center' : (anchor ?? 'start');
  context.fillStyle = fill;
  context.fillText(text, x, y);
}

function paintPath(context: CanvasRenderingContext2D, shape: LineShape | AreaShape): void {
  if (shape.clip !== undefined) {
    context.beginPath();
    context.rect(shape.clip.x, shape.clip.y, shape.clip.width, shape.clip.height);
    context.clip();
  }
  context.globalAlpha = shape.alpha ?? 1;
  context.beginPath();
  let down = false;
  for (const point of shape.points) {
    if (point !== null) context[down ? 'lineTo' : 'moveTo'](point[0], point[1]);
    down = point !== null;
  }
  if (shape.kind === 'area') {
    context.fillStyle = shape.fill;
    context.fill();
    return;
  }
  context.strokeStyle = shape.stroke;
  context.lineWidth = shape.width;
  context.lineJoin = 'round';
  context.setLineDash([...(shape.dash ?? [])]);
  context.stroke();
}

/** The picture as an SVG file. */
export function svgOf({ width, height, background, shapes }: Picture): string {
  const clips = new Map<string, string>();
  const drawn = shapes.map((shape) => svgShape(shape, clips));
  const defined = [...clips].map(([box, id]) => `<clipPath id="${id}"><rect ${box}/></clipPath>`).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(FONT)}">`,
    `<defs>${defined}</defs>`,
    `<rect width="${width}" height="${height}" ${paint('fill', background)}/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function svgShape(shape: Shape, clips: Map<string, string>): string {
  if (shape.kind === 'image') return `<image ${boxOf(shape)} preserveAspectRatio="none" href="${shape.source.toDataURL('image/png')}"/>`;
  if (shape.kind === 'text') {
    const { x, y, text, fill, size, anchor = 'start', bold } = shape;
    const weight = bold ? ' font-weight="600"' : '';
    return `<text x="${short(x)}" y="${short(y)}" font-size="${size}" text-anchor="${anchor}"${weight} ${paint('fill', fill)}>${escaped(text)}</text>`;
  }
  const rest = [`d="${pathOf(shape)}"`];
  if (shape.clip !== undefined) {
    const box = boxOf(shape.clip);
    if (!clips.has(box)) clips.set(box, `clip${clips.size}`);
    rest.push(`clip-path="url(#${clips.get(box)})"`);
  }
  if (shape.alpha !== undefined) rest.push(`opacity="${shape.alpha}"`);
  if (shape.kind === 'area') return `<path ${rest.join(' ')} ${paint('fill', shape.fill)}/>`;
  if (shape.dash !== undefined) rest.push(`stroke-dasharray="${shape.dash.join(' ')}"`);
  return `<path ${rest.join(' ')} fill="none" ${paint('stroke', shape.stroke)} stroke-width="${shape.width}" stroke-linejoin="round"/>`;
}

function pathOf({ kind, points }: LineShape | AreaShape): string {
  let path = '';
  let down = false;
  for (const point of points) {
    if (point !== null) path += `${down ? 'L' : 'M'}${short(point[0])} ${short(point[1])}`;
    down = point !== null;
  }
  return kind === 'area' ? `${path}Z` : path;
}

/** Programs that draw SVG know `rgb()`, but not all know the alpha in it, nor the newer colour spaces. */
function paint(name: 'fill' | 'stroke', colour: string): string {
  const [, red, green, blue, alpha] = colour.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/) ?? [];
  if (red === undefined) return `${name}="${escaped(colour)}"`;
  return `${name}="rgb(${red},${green},${blue})"${alpha === undefined ? '' : ` ${name}-opacity="${alpha}"`}`;
}

const boxOf = ({ x, y, width, height }: Box): string => `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;

/** A hundredth of a pixel is never seen. */
const short = (value: number): string => String(Math.round(value * 100) / 100);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
