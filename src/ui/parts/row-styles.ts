import { css } from 'lit';

/** Rows of data, as pictures or in a table that scrolls in its frame: `.cells` cuts what is long in the cells below it, at
 *  `--cell-width`. A label that is not what the network took the row for is `.wrong`. */
export const rowStyles = css`
  .scroll {
    border: 1px solid var(--ts-line);
    border-radius: var(--ts-radius);
  }
  .cells :is(td, th),
  td.cell {
    max-width: var(--cell-width, 12rem);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .link {
    justify-self: start;
    min-height: 1.5rem;
  }
  i {
    font-style: normal;
  }
  .wrong {
    color: var(--ts-error);
    font-weight: var(--ts-bold);
  }
`;
