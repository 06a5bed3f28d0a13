import { type KernelGrid, type KernelLayout, kernelOf } from '../../app/step/kernel-grid.ts';
import type { ThemeColours } from '../theme-colours.ts';

/** Steps of the colour scale on either side of zero. */
const SHADES = 127;

/** Paints all kernels of a tensor by one scale: zero in the ground's colour, the largest size of a value in full colour, at either
 *  end another hue. */
export function paintKernels(canvas: HTMLCanvasElement, grid: KernelGrid, layout: KernelLayout, colours: ThemeColours): void {
  const scale = devicePixelRatio || 1;
  const unit = Math.max(1, Math.round(layout.pixel * scale));
  const gap = Math.round(layout.gap * scale);
  const [cellWidth, cellHeight] = [grid.width * unit + gap, grid.height * unit + gap];
  canvas.width = layout.columns * cellWidth - gap;
  canvas.height = layout.lines * cellHeight - gap;
  canvas.style.width = `${canvas.width / scale}px`;
  canvas.style.height = `${canvas.height / scale}px`;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const shades = shadesOf(colours);
  for (let line = 0; line < layout.lines; line++) {
    for (let column = 0; column < layout.columns; column++) {
      const place = layout.place(column, line);
      if (place === null) continue;
      kernelOf(grid, place.output, place.input).forEach((value, i) => {
        context.fillStyle = shades[SHADES + Math.round((value / (grid.extent || 1)) * SHADES)] ?? 'transparent';
        const [row, x] = [Math.floor(i / grid.width), i % grid.width];
        context.fillRect(column * cellWidth + x * unit, line * cellHeight + row * unit, unit, unit);
      });
    }
  }
}

/** From the most negative over zero to the most positive, mixed as CSS mixes the legend's gradient. */
function shadesOf(colours: ThemeColours): readonly string[] {
  const [negative, zero, positive] = ['--ts-negative', '--ts-zero', '--ts-positive'].map((token) => rgbOf(colours.of(token)));
  return Array.from({ length: 2 * SHADES + 1 }, (_, i) => {
    const share = Math.abs(i - SHADES) / SHADES;
    const end = i < SHADES ? negative : positive;
    return `rgb(${zero.map((from, channel) => Math.round(from + (end[channel] - from) * share)).join(' ')})`;
  });
}

const rgbOf = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? ['0', '0', '0']).slice(0, 3).map(Number);
