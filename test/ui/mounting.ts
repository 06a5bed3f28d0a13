import axe from 'axe-core';
import type { LitElement } from 'lit';
import '../../src/ui/tokens.css';

const mounted: Element[] = [];

/** Puts an element on the page with these properties, as wide as it would stand there, and waits until it is drawn. */
export async function mount<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  widthPx = 720,
): Promise<HTMLElementTagNameMap[K]> {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.style.width = `${widthPx}px`;
  document.body.append(element);
  mounted.push(element);
  await settled(element);
  return element;
}

export function unmountAll(): void {
  for (const element of mounted.splice(0)) element.remove();
  document.documentElement.removeAttribute('style');
}

/** Waits until an element and those inside it have drawn what they were given. */
export async function settled(element: Element): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await Promise.all(allInside(element).map((one) => (one as Partial<LitElement>).updateComplete));
    await new Promise(requestAnimationFrame);
  }
}

/** All elements below, through shadow roots, the element itself first. */
export function allInside(element: Element): readonly Element[] {
  const children = [...element.children, ...(element.shadowRoot?.children ?? [])];
  return [element, ...children.flatMap(allInside)];
}

/** The first element below, through shadow roots, that matches; throws where there is none. */
export function find<T extends Element = HTMLElement>(element: Element, selector: string): T {
  const found = allInside(element).find((one) => one.matches(selector));
  if (found === undefined) throw new Error(`nothing matches ${selector}`);
  return found as T;
}

export const findAll = (element: Element, selector: string): readonly Element[] =>
  allInside(element).filter((one) => one.matches(selector));

/** What axe has against the element, in the theme: one line a finding. */
export async function accessibilityProblems(element: Element, theme: 'light' | 'dark'): Promise<readonly string[]> {
  document.documentElement.style.colorScheme = theme;
  document.documentElement.style.setProperty('--ts-fast', '0ms');
  document.documentElement.lang = 'en';
  document.body.style.background = getComputedStyle(document.documentElement).getPropertyValue('--ts-page');
  await settled(element);
  const { violations } = await axe.run(element, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return violations
    .filter(({ id }) => id !== 'region' && id !== 'page-has-heading-one')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')} ${node.failureSummary}`));
}

/** The text of an element as it is read: pieces apart, white space as one space. */
export function wordsOf(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}
