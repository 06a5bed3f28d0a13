import { html, LitElement } from 'lit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { keepPlace } from '../../../src/ui/parts/keep-place.ts';

class Parts extends LitElement {
  constructor() {
    super();
    keepPlace(this, () => [...this.shadowRoot!.querySelectorAll('div')]);
  }

  /** Half as wide, twice as tall. */
  override render() {
    return html`<style>div { height: 4000px } @media (min-width: 760px) { div { height: 2000px } }</style><div></div><div></div>`;
  }
}
customElements.define('test-parts', Parts);

beforeEach(() => page.viewport(1440, 900));
afterEach(() => document.body.replaceChildren());

const resting = () => new Promise((resolve) => setTimeout(resolve, 300));

test('what is read stays in sight when the layout becomes one column, and back', async () => {
  document.body.style.margin = '0';
  const element = document.body.appendChild(new Parts());
  await element.updateComplete;
  // The middle of the second part stands where one reads.
  scrollTo(0, 3000 - 140);
  await resting();
  await page.viewport(390, 900);
  await expect.poll(() => Math.round(scrollY)).toBe(6000 - 140);
  await resting();
  await page.viewport(1440, 900);
  await expect.poll(() => Math.round(scrollY)).toBe(3000 - 140);
});
