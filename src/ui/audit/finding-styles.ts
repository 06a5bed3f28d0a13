import { css } from 'lit';

export const findingStyles = css`
  /* A table within may be wider than the page: it scrolls. */
  .callout {
    grid-template-columns: auto minmax(0, 1fr);
  }
  .detail {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--ts-3);
    font-size: var(--ts-text-xs);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-1) var(--ts-2);
    margin-top: var(--ts-1);
  }
  .actions .button {
    white-space: normal;
    text-align: start;
    padding-block: var(--ts-1);
    line-height: 1.2;
  }
  .callout.waived {
    background: var(--ts-sunken);
  }
  .callout.waived > ts-icon {
    color: var(--ts-ink-quiet);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--ts-2);
    margin-top: var(--ts-2);
  }
  form .field {
    flex: 1 1 12rem;
    max-width: 26rem;
  }
  form .wrong {
    flex: 1 1 100%;
    color: var(--ts-error);
    font-size: var(--ts-text-xs);
  }
  .pictures {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(4rem, 1fr));
    gap: var(--ts-2);
    font-size: var(--ts-text-2xs);
    font-variant-numeric: tabular-nums;
  }
  .pictures ts-row-picture {
    width: 3.5rem;
  }
  .scroll {
    --cell-width: 14rem;
    max-height: 18rem;
    background: var(--ts-surface);
  }
  .gap {
    color: var(--ts-warning);
  }
`;
