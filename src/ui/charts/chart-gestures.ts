import { panned, type Range, zoomed } from '../../app/charts/chart-zoom.ts';

/** What gestures act on: where the curves stand on the screen, what of the axis is shown, and all there is. */
export interface GestureTarget {
  readonly box: () => { readonly left: number; readonly width: number };
  readonly range: () => Range;
  readonly full: () => Range;
  /** Wheels zoom without a key where there is nothing to scroll. */
  readonly wheelZooms: () => boolean;
  readonly zoom: (range: Range | null) => void;
  /** A finger or pointer that only looks. */
  readonly point: (clientX: number) => void;
}

/** Shorter stretches show nothing more: less than a step, or less than time is measured by. */
export const LEAST_STRETCH = 1;
/** A notch of a wheel is some 100 pixels, and then shows two thirds. */
const ZOOM_A_PIXEL = 0.004;
const LINE_PX = 16;

/** Two fingers where they came down, and what was shown then. */
interface Hold {
  readonly centre: number;
  readonly gap: number;
  readonly range: Range;
}

/** Wheel and pinch zoom, and panning, over a chart. A plain wheel scrolls the page as everywhere; with Ctrl, ⌘ or Alt (which is also
 *  what a pinch on a touch pad is) it zooms, sideways or with Shift it pans, as dragging with Shift or the middle button does.
 *  Two fingers zoom and pan; one finger points. */
export class ChartGestures {
  readonly #element: HTMLElement;
  readonly #target: GestureTarget;
  readonly #listening = new AbortController();
  readonly #fingers = new Map<number, number>();
  #held: Hold | null = null;

  constructor(element: HTMLElement, target: GestureTarget) {
    this.#element = element;
    this.#target = target;
    const { signal } = this.#listening;
    element.addEventListener('wheel', this.#onWheel, { passive: false, signal });
    element.addEventListener('mousedown', this.#onMouseDown, { capture: true, signal });
    element.addEventListener('pointerdown', this.#onDown, { signal });
    element.addEventListener('pointermove', this.#onMove, { signal });
    for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) element.addEventListener(end, this.#onEnd, { signal });
  }

  /** Stops listening. */
  release(): void {
    this.#listening.abort();
  }

  readonly #onWheel = (event: WheelEvent) => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [across, down] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    const zooms =
      event.ctrlKey || event.metaKey || event.altKey || (this.#target.wheelZooms() && !event.shiftKey && Math.abs(down) > Math.abs(across));
    if (!zooms && (Math.abs(across) <= Math.abs(down) || this.#isWhole)) return;
    event.preventDefault();
    if (zooms) this.#zoomAt(event.clientX, Math.exp(ZOOM_A_PIXEL * unit * (down || across)));
    else this.#target.zoom(panned(this.#target.range(), this.#length(across * unit), this.#target.full()));
  };

  /** Before the chart's own drag, which selects what to zoom into. */
  readonly #onMouseDown = (event: MouseEvent) => {
    if (!(event.shiftKey || event.button === 1)) return;
    event.preventDefault();
    event.stopPropagation();
    const start = { x: event.clientX, range: this.#target.range() };
    const moves = new AbortController();
    const options = { signal: AbortSignal.any([moves.signal, this.#listening.signal]) };
    this.#element.style.cursor = 'grabbing';
    const move = ({ clientX }: MouseEvent) => {
      if (!this.#isWhole) this.#target.zoom(panned(start.range, this.#length(start.x - clientX), this.#target.full()));
    };
    const end = () => {
      this.#element.style.cursor = '';
      moves.abort();
    };
    window.addEventListener('mousemove', move, options);
    window.addEventListener('mouseup', end, options);
  };

  readonly #onDown = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    this.#fingers.set(event.pointerId, event.clientX);
    this.#hold();
  };

  readonly #onMove = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return;
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, event.clientX);
    if (this.#held === null) this.#target.point(event.clientX);
    else this.#pinch(this.#held);
  };

  readonly #onEnd = (event: PointerEvent) => {
    this.#fingers.delete(event.pointerId);
    this.#hold();
  };

  #hold(): void {
    const grip = this.#grip();
    this.#held = grip === null ? null : { ...grip, range: this.#target.range() };
  }

  /** The middle between two fingers, and how far apart they are. */
  #grip(): { readonly centre: number; readonly gap: number } | null {
    const [one, other] = this.#fingers.values();
    return this.#fingers.size === 2 ? { centre: (one + other) / 2, gap: Math.max(20, Math.abs(one - other)) } : null;
  }

  /** What lay under the middle of the fingers stays there. */
  #pinch({ centre, gap, range }: Hold): void {
    const grip = this.#grip();
    if (grip === null) return;
    const { left, width } = this.#target.box();
    const full = this.#target.full();
    const share = (clientX: number) => (clientX - left) / width;
    const at = range[0] + share(centre) * (range[1] - range[0]);
    const next = zoomed(range, at, gap / grip.gap, full, LEAST_STRETCH) ?? full;
    const moved = panned(next, (share(centre) - share(grip.centre)) * (next[1] - next[0]), full);
    this.#target.zoom(moved[0] <= full[0] && moved[1] >= full[1] ? null : moved);
  }

  #zoomAt(clientX: number, factor: number): void {
    const { left, width } = this.#target.box();
    const [from, to] = this.#target.range();
    const at = from + Math.min(1, Math.max(0, (clientX - left) / width)) * (to - from);
    this.#target.zoom(zoomed([from, to], at, factor, this.#target.full(), LEAST_STRETCH));
  }

  /** Pixels as a length on the axis. */
  #length(pixels: number): number {
    const [from, to] = this.#target.range();
    return (pixels / this.#target.box().width) * (to - from);
  }

  get #isWhole(): boolean {
    const [range, full] = [this.#target.range(), this.#target.full()];
    return range[0] <= full[0] && range[1] >= full[1];
  }
}
