import type { Browser, Page } from 'playwright-core';

/** A page of which everything is noted that ran or was tried without being meant to: dialogs, errors, violations of a content policy,
 *  requests to elsewhere. */
export interface WatchedPage {
  readonly page: Page;
  readonly executed: readonly string[];
}

export async function watchedPage(browser: Browser, home: string): Promise<WatchedPage> {
  const executed: string[] = [];
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    executed.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('pageerror', (error) => executed.push(`error: ${error.message}`));
  page.on('console', (message) => message.text().includes('Content Security Policy') && executed.push(message.text()));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !url.startsWith('data:') && !url.startsWith('blob:')) executed.push(`request: ${url}`);
  });
  return { page, executed };
}

/** In the page: the texts of all elements that the selector finds, in every shadow tree; behind `>>>` stands what is looked for in the
 *  shadow tree of those before it. A script as text, because a function would be changed on its way there. */
export const textsOf = (page: Page, selectors: readonly string[]): Promise<string[][]> =>
  page.evaluate(`(() => {
    const roots = [document];
    for (let i = 0; i < roots.length; i++)
      for (const element of roots[i].querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    const found = (places, selector) => places.flatMap((place) => [...(place?.querySelectorAll(selector) ?? [])]);
    return ${JSON.stringify(selectors)}.map((selector) => {
      const [outer, inner] = selector.split(' >>> ');
      const elements = found(roots, outer);
      return (inner ? found(elements.map(({ shadowRoot }) => shadowRoot), inner) : elements).map(({ textContent }) => textContent);
    });
  })()`);
