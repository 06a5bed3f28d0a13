import { css } from 'lit';

export const lookStyles = css`
  form, .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--ts-2);
  }
  form .field {
    width: 7.5rem;
  }
  .told p {
    font-variant-numeric: tabular-nums;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-1) var(--ts-4);
    font-size: var(--ts-text-xs);
    font-variant-numeric: tabular-nums;
  }
  .facts dt {
    color: var(--ts-ink-quiet);
  }
  .facts dd {
    font-size: var(--ts-text-s);
  }
  .out {
    color: var(--ts-warning);
    font-weight: var(--ts-bold);
  }
  .out, .num {
    white-space: nowrap;
  }
  .part {
    display: grid;
    /* A wide table scrolls in its place instead of widening the page. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ts-2);
    min-width: 0;
  }
  .scroll {
    border: 1px solid var(--ts-line);
    border-radius: var(--ts-radius);
  }
  .tall {
    max-height: 16rem;
  }
  .reading {
    display: flex;
    align-items: center;
    gap: var(--ts-3);
  }
  progress {
    flex: 1;
  }
  /* A live region must be there before it has something to say; it then takes no room. */
  [role='status']:empty {
    margin-top: calc(-1 * var(--ts-3));
  }
`;
