import { IN_PAGE } from './contestants.ts';
import { COLUMNS, type Line } from './table.ts';

const isOurs = (line: Line): boolean => IN_PAGE.some(({ name, kind }) => name === line.name && kind === 'ours');

/** A bar a contestant, its length the time of a step: the shortest is the best. */
export function drawBars(container: HTMLElement, lines: readonly Line[]): void {
  const measured = lines.filter(({ median }) => median !== null);
  const longest = Math.max(...measured.map(({ median }) => median ?? 0));
  container.replaceChildren(
    ...measured.map((line) => {
      const bar = element('i', '');
      bar.style.width = `${(100 * (line.median ?? 0)) / longest}%`;
      const row = element('div', '', element('span', line.label), bar, element('b', `${line.cells[1]} ms`));
      row.className = isOurs(line) ? 'bar ours' : 'bar';
      return row;
    }),
  );
}

export function drawTable(table: HTMLTableElement, lines: readonly Line[]): void {
  const head = element('tr', '', ...COLUMNS.map((name) => element('th', name)));
  table.replaceChildren(head, ...lines.map(({ cells }) => element('tr', '', ...cells.map((cell) => element('td', cell)))));
}

function element(tag: string, text: string, ...children: readonly HTMLElement[]): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  made.append(...children);
  return made;
}
