import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Where the page turns from one column to several, as in `frame-styles.ts`. */
const COLUMNS = '(min-width: 760px)';
/** Scrolling has come to rest. */
const REST_MS = 100;
/** What stands here is what is read, in CSS pixels from the window's top: below what stays there. */
const READ_AT_PX = 140;

/** Keeps what is read in sight when the layout changes, as when a phone is turned: the parts get other heights and other neighbours,
 *  and the place that the page was scrolled to is another one. `parts` stand one below the other in every layout. */
export function keepPlace(host: ReactiveControllerHost, parts: () => readonly Element[]): void {
  host.addController(new KeepPlace(parts));
}

class KeepPlace implements ReactiveController {
  readonly #parts: () => readonly Element[];
  readonly #layout = matchMedia(COLUMNS);
  #rest: ReturnType<typeof setTimeout> | undefined;
  #read: { readonly part: Element; readonly share: number } | null = null;

  constructor(parts: () => readonly Element[]) {
    this.#parts = parts;
  }

  hostConnected(): void {
    window.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#layout.addEventListener('change', this.#onLayout);
  }

  hostDisconnected(): void {
    window.removeEventListener('scroll', this.#onScroll);
    this.#layout.removeEventListener('change', this.#onLayout);
    clearTimeout(this.#rest);
  }

  readonly #onScroll = () => {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#note(), REST_MS);
  };

  #note(): void {
    this.#read = null;
    for (const part of this.#parts()) {
      const { top, bottom, height } = part.getBoundingClientRect();
      if (top <= READ_AT_PX && bottom > READ_AT_PX) this.#read = { part, share: (READ_AT_PX - top) / height };
    }
  }

  /** Once what follows the window's width has followed. */
  readonly #onLayout = () => {
    const read = this.#read;
    clearTimeout(this.#rest);
    if (read !== null) requestAnimationFrame(() => requestAnimationFrame(() => this.#goBackTo(read)));
  };

  #goBackTo({ part, share }: { readonly part: Element; readonly share: number }): void {
    const { top, height } = part.getBoundingClientRect();
    window.scrollBy({ top: top + share * height - READ_AT_PX, behavior: 'instant' });
  }
}
