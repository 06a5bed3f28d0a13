import type { ImageFeatures } from '../../data/dataset.ts';

/** What is measured of each image, as the network sees it (0 dark, 1 lit). */
export interface ImageStatistics {
  readonly brightness: Float32Array;
  /** Standard deviation of the pixels. */
  readonly contrast: Float32Array;
  /** Centre of mass, in pixels from the left and from the top; NaN of a black image. */
  readonly centreX: Float32Array;
  readonly centreY: Float32Array;
  /** The share of all light that lies within two pixels of the border; NaN of a black image. */
  readonly border: Float32Array;
}

const BORDER = 2;

export function imageStatistics({ pixels, height, width, maximum }: ImageFeatures, rows: Uint32Array): ImageStatistics {
  const empty = () => new Float32Array(rows.length);
  const statistics = { brightness: empty(), contrast: empty(), centreX: empty(), centreY: empty(), border: empty() };
  for (const [i, row] of rows.entries()) {
    let [sum, squares, momentX, momentY, atBorder] = [0, 0, 0, 0, 0];
    let at = row * height * width;
    for (let y = 0; y < height; y++) {
      const isEdgeRow = y < BORDER || y >= height - BORDER;
      for (let x = 0; x < width; x++) {
        const light = pixels[at++];
        if (light === 0) continue;
        sum += light;
        squares += light * light;
        momentX += light * x;
        momentY += light * y;
        if (isEdgeRow || x < BORDER || x >= width - BORDER) atBorder += light;
      }
    }
    const mean = sum / (height * width);
    statistics.brightness[i] = mean / maximum;
    statistics.contrast[i] = Math.sqrt(Math.max(0, squares / (height * width) - mean * mean)) / maximum;
    statistics.centreX[i] = momentX / sum;
    statistics.centreY[i] = momentY / sum;
    statistics.border[i] = atBorder / sum;
  }
  return statistics;
}
