import { closeSync, openSync, writeSync } from 'node:fs';

/** Texts of which rows are put together: writing a gigabyte takes seconds, and no row is met twice. */
const POOL = 4096;
const CITIES = 200;
const PIECE_CHARACTERS = 1 << 22;

/** Columns besides the label: one counts the rows, so that each row is its own; twelve hold fractions, six whole numbers, one names cities. */
export const COLUMNS = 20;

/** Writes a table of `bytes` or a row more, the same for a seed: numbers with and without fractions, categories, a label of three classes,
 *  and one cell in fifty missing. Gives the number of its rows. */
export function writeBigTable(path: string, bytes: number, seed: number): number {
  const next = randomFrom(seed);
  const fractions = Array.from({ length: POOL }, () =>
    Array.from({ length: 6 }, () => (next() % 50 === 0 ? '' : fraction(next()))).join(','),
  );
  const wholes = Array.from({ length: POOL }, () =>
    Array.from({ length: 6 }, () => (next() % 50 === 0 ? '' : String(next() % 10_000))).join(','),
  );
  const cities = Array.from({ length: CITIES }, (_, i) => (i === 0 ? '' : `City ${i}`));
  const file = openSync(path, 'w');
  let written = 0;
  let rows = 0;
  let piece = `${header()}\n`;
  while (written < bytes) {
    while (piece.length < PIECE_CHARACTERS && written + piece.length < bytes) {
      piece += `${rows++},${fractions[next() % POOL]},${fractions[next() % POOL]},${wholes[next() % POOL]},${cities[next() % CITIES]},class ${next() % 3}\n`;
    }
    written += writeSync(file, piece);
    piece = '';
  }
  closeSync(file);
  return rows;
}

const header = (): string => ['row', ...Array.from({ length: 18 }, (_, i) => `x${i}`), 'city', 'label'].join(',');

const fraction = (random: number): string => ((random % 2_000_000) / 1000 - 1000).toFixed(3);

/** Marsaglia's xorshift of 32 bits. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
