import type { LitElement, ReactiveController } from 'lit';

const FOCUSABLE = ':is(button, input, select, textarea, summary, a[href], [tabindex="0"]):not(:disabled)';

/** Keeps the focus by what a person acted on: where the button that had it goes away with what it did, or its row is moved, what is
 *  left around it gets the focus, so that the next Tab does not begin at the top of the page. */
export function keepFocus(host: LitElement): void {
  host.addController(new KeepFocus(host));
}

class KeepFocus implements ReactiveController {
  readonly #host: LitElement;
  #focused: Element | null = null;
  #around: readonly Element[] = [];

  constructor(host: LitElement) {
    this.#host = host;
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
    this.#around = ancestorsOf(this.#focused);
  }

  hostUpdated(): void {
    const focused = this.#focused;
    if (focused === null || !isNowhere(document.activeElement)) return;
    const target = focused.isConnected ? focused : this.#nearest();
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }

  #nearest(): Element | null {
    const around = this.#around.find(({ isConnected }) => isConnected) ?? this.#host.shadowRoot;
    return around?.querySelector(FOCUSABLE) ?? this.#host.shadowRoot?.querySelector(FOCUSABLE) ?? null;
  }
}

const isNowhere = (element: Element | null): boolean => element === null || element === document.body;

function ancestorsOf(element: Element | null): readonly Element[] {
  const parent = element?.parentElement ?? null;
  return parent === null ? [] : [parent, ...ancestorsOf(parent)];
}
