/** Pieces double up to this many values, so that growing never copies and never reserves more than it holds again. */
const FIRST_PIECE = 64;
const LARGEST_PIECE = 1 << 14;

const nextSize = (pieces: number): number => Math.min(FIRST_PIECE << Math.min(pieces, 8), LARGEST_PIECE);

/** A growing list of numbers: a byte for each value in pieces that hold whole numbers 0..255 only (pixels), 8 bytes in the others. */
export class GrowingNumbers {
  #pieces: (Uint8Array | Float64Array)[] = [];
  #last: Uint8Array | Float64Array = new Uint8Array(0);
  #used = 0;
  length = 0;

  push(value: number): void {
    if (this.#used === this.#last.length) this.#grow();
    if (this.#last instanceof Uint8Array && value !== (value & 255)) this.#widen(this.#last);
    this.#last[this.#used++] = value;
    this.length++;
  }

  /** Writes all values into `target`, the first at `from` and each next one `stride` further. */
  copyTo(target: Uint8Array | Float32Array | Float64Array, from = 0, stride = 1): void {
    let at = from;
    for (const piece of this.#pieces) {
      const count = piece === this.#last ? this.#used : piece.length;
      for (let i = 0; i < count; i++, at += stride) target[at] = piece[i];
    }
  }

  #grow(): void {
    this.#last = new Uint8Array(nextSize(this.#pieces.length));
    this.#pieces.push(this.#last);
    this.#used = 0;
  }

  #widen(narrow: Uint8Array): void {
    this.#last = Float64Array.from(narrow);
    this.#pieces[this.#pieces.length - 1] = this.#last;
  }
}

/** A growing list of 32-bit integers that is 0 wherever nothing was set. */
export class GrowingCodes {
  #pieces: Int32Array[] = [];
  #room = 0;
  #lastBegin = 0;

  /** Sets the value at a position that is not before the last piece begun. */
  set(position: number, code: number): void {
    while (position >= this.#room) this.#grow();
    this.#pieces[this.#pieces.length - 1][position - this.#lastBegin] = code;
  }

  /** The first `length` values. */
  toArray(length: number): Int32Array {
    const all = new Int32Array(length);
    let at = 0;
    for (const piece of this.#pieces) {
      if (at >= length) break;
      all.set(piece.subarray(0, length - at), at);
      at += piece.length;
    }
    return all;
  }

  #grow(): void {
    const piece = new Int32Array(nextSize(this.#pieces.length));
    this.#lastBegin = this.#room;
    this.#room += piece.length;
    this.#pieces.push(piece);
  }
}
