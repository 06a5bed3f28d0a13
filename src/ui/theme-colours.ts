import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The tokens' colours as plain colours, for canvases: a custom property still holds its `light-dark()`, which only
 *  a real property resolves. Updates the host when the theme changes, so that it paints anew. */
export class ThemeColours implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #known = new Map<string, string>();
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #watcher = new MutationObserver(() => this.#forget());
  readonly #forget = () => {
    this.#known.clear();
    this.revision++;
    this.#host.requestUpdate();
  };
  /** Changes with the theme. */
  revision = 0;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#known.clear();
    this.#dark.addEventListener('change', this.#forget);
    this.#watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class', 'data-theme'] });
  }

  hostDisconnected(): void {
    this.#dark.removeEventListener('change', this.#forget);
    this.#watcher.disconnect();
  }

  /** The colour behind a token such as `--ts-pretrain`. */
  of(token: string): string {
    const known = this.#known.get(token);
    if (known !== undefined) return known;
    const probe = document.createElement('span');
    probe.style.color = `var(${token})`;
    (this.#host.shadowRoot ?? this.#host).append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    this.#known.set(token, colour);
    return colour;
  }
}
