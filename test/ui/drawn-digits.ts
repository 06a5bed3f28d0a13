/** Strokes of the ten digits on a unit square, so that fixtures show pictures that look like what they are. */
const STROKES: readonly (readonly (readonly [x: number, y: number])[])[] = [
  [
    [0.5, 0.14],
    [0.3, 0.25],
    [0.25, 0.5],
    [0.32, 0.76],
    [0.5, 0.86],
    [0.68, 0.76],
    [0.75, 0.5],
    [0.7, 0.25],
    [0.5, 0.14],
  ],
  [
    [0.38, 0.28],
    [0.54, 0.14],
    [0.52, 0.86],
  ],
  [
    [0.28, 0.3],
    [0.42, 0.15],
    [0.66, 0.2],
    [0.66, 0.42],
    [0.3, 0.82],
    [0.74, 0.82],
  ],
  [
    [0.28, 0.2],
    [0.6, 0.15],
    [0.68, 0.32],
    [0.46, 0.46],
    [0.7, 0.62],
    [0.6, 0.84],
    [0.28, 0.8],
  ],
  [
    [0.42, 0.14],
    [0.26, 0.56],
    [0.76, 0.54],
    [0.64, 0.3],
    [0.62, 0.88],
  ],
  [
    [0.7, 0.16],
    [0.34, 0.18],
    [0.32, 0.46],
    [0.62, 0.46],
    [0.7, 0.66],
    [0.56, 0.84],
    [0.28, 0.8],
  ],
  [
    [0.64, 0.14],
    [0.38, 0.36],
    [0.28, 0.66],
    [0.46, 0.86],
    [0.68, 0.74],
    [0.62, 0.54],
    [0.32, 0.6],
  ],
  [
    [0.24, 0.18],
    [0.74, 0.18],
    [0.54, 0.5],
    [0.42, 0.86],
  ],
  [
    [0.5, 0.46],
    [0.32, 0.3],
    [0.5, 0.14],
    [0.68, 0.3],
    [0.5, 0.46],
    [0.28, 0.68],
    [0.5, 0.86],
    [0.72, 0.68],
    [0.5, 0.46],
  ],
  [
    [0.68, 0.36],
    [0.46, 0.48],
    [0.32, 0.3],
    [0.5, 0.14],
    [0.68, 0.3],
    [0.62, 0.86],
  ],
].map((stroke) => stroke.map(([x, y]) => [x, y] as const));

/** A digit as `side`×`side` pixels of 0..255, leaning and shifted by `seed` so that no two are alike. */
export function drawnDigit(digit: number, seed: number, side: number): Uint8Array {
  const lean = (wobble(seed) - 0.5) * 0.5;
  const [dx, dy] = [(wobble(seed + 1) - 0.5) * 0.12, (wobble(seed + 2) - 0.5) * 0.1];
  const stroke = STROKES[digit].map(([x, y]) => [x + dx - lean * (y - 0.5), y + dy] as const);
  const width = 0.035 + wobble(seed + 3) * 0.025;
  return Uint8Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [((at % side) + 0.5) / side, (Math.floor(at / side) + 0.5) / side];
    const distance = Math.min(...stroke.slice(1).map((end, i) => distanceToSegment(x, y, stroke[i], end)));
    return Math.round(255 * Math.min(1, Math.max(0, 1 - (distance - width) / 0.035)));
  });
}

/** A number in 0..1 that depends on `seed` alone. */
export const wobble = (seed: number): number => {
  const x = Math.sin(seed * 127.1 + 311.7) * 43758.5453;
  return x - Math.floor(x);
};

function distanceToSegment(x: number, y: number, [ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
  const [ux, uy] = [bx - ax, by - ay];
  const t = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy)));
  return Math.hypot(x - ax - t * ux, y - ay - t * uy);
}
