import type { LitElement } from 'lit';

/** Puts an element on the page with the given properties, once it has rendered; the one before it goes away. */
export async function mount<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
): Promise<HTMLElementTagNameMap[Tag]> {
  const element = Object.assign(document.createElement(tag), properties);
  document.body.replaceChildren(element);
  await settled(element);
  return element;
}

/** Waits until an element and those inside it have rendered. */
export async function settled(element: Element): Promise<void> {
  await (element as LitElement).updateComplete;
  const inside = [...(element.shadowRoot?.querySelectorAll('*') ?? [])].filter((child) => child.localName.startsWith('ts-'));
  await Promise.all(inside.map(settled));
}

/** The details of the events of one kind that come from an element from now on. */
export function heard<Detail>(element: EventTarget, type: string): readonly Detail[] {
  const details: Detail[] = [];
  element.addEventListener(type, (event) => details.push((event as CustomEvent<Detail>).detail));
  return details;
}
