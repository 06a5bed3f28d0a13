/** Brings what a person asked for before their eyes: at the top of the window, where it begins above it or in its lower half. */
export function bringIntoView(element: Element): void {
  const { top } = element.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) element.scrollIntoView({ block: 'start' });
}
