import axe from 'axe-core';
import '../../src/ui/page.css';

/** Rules about a whole page, which a single element cannot keep. */
const PAGE_RULES = ['region', 'landmark-one-main', 'page-has-heading-one', 'document-title', 'html-has-lang', 'bypass', 'heading-order'];

/** What axe finds wrong with an element in light and in dark, one line each; empty when nothing. */
export async function violations(element: Element, { wholePage = false } = {}): Promise<readonly string[]> {
  const found: string[] = [];
  // A colour on its way from one theme to the other would be measured half-way.
  document.documentElement.style.setProperty('--ts-fast', '0ms');
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    const rules = Object.fromEntries(wholePage ? [] : PAGE_RULES.map((rule) => [rule, { enabled: false }]));
    const result = await axe.run(element, { rules, resultTypes: ['violations'] });
    for (const { id, nodes } of result.violations) {
      for (const { target, failureSummary } of nodes) found.push(`${theme} ${id} at ${target.flat().join(' ')}: ${failureSummary}`);
    }
  }
  delete document.documentElement.dataset.theme;
  return found;
}
