import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { afterEach, expect, test } from 'vitest';
import { keepFocus } from '../../../src/ui/parts/keep-focus.ts';

class Rows extends LitElement {
  static override properties = { rows: {}, open: {} };
  declare rows: readonly string[];
  declare open: boolean;

  constructor() {
    super();
    this.rows = ['a', 'b'];
    this.open = true;
    keepFocus(this);
  }

  override render() {
    return html`<button id="first">First</button>
      <ul>${repeat(
        this.rows,
        (row) => row,
        (row) => html`<li>${this.open ? html`<button id=${`close-${row}`}>Close</button>` : nothing}<button id=${row}>${row}</button></li>`,
      )}</ul>`;
  }
}
customElements.define('test-rows', Rows);

afterEach(() => document.body.replaceChildren());

async function rows(): Promise<Rows> {
  const element = new Rows();
  document.body.append(element);
  await element.updateComplete;
  return element;
}

const focus = (element: Rows, id: string) => element.shadowRoot!.querySelector<HTMLElement>(`#${id}`)!.focus();
const focused = (element: Rows) => element.shadowRoot!.activeElement?.id;

test('a button that goes away leaves the focus in its row', async () => {
  const element = await rows();
  focus(element, 'close-b');
  element.open = false;
  await element.updateComplete;
  expect(focused(element)).toBe('b');
});

test('a row that goes away leaves the focus among those that are left, the last of them before them', async () => {
  const element = await rows();
  focus(element, 'close-b');
  element.rows = ['a'];
  await element.updateComplete;
  expect(focused(element)).toBe('close-a');
  element.rows = [];
  await element.updateComplete;
  expect(focused(element)).toBe('first');
});

test('a row that is moved keeps the focus', async () => {
  const element = await rows();
  focus(element, 'a');
  element.rows = ['b', 'a'];
  await element.updateComplete;
  expect(focused(element)).toBe('a');
});

test('nothing takes the focus from where it is, or from nowhere', async () => {
  const element = await rows();
  element.rows = ['b'];
  await element.updateComplete;
  expect(focused(element)).toBeUndefined();
});
