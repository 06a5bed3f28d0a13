import { css } from 'lit';

/** What opens in place below one line: `<details><summary><ts-icon name="chevron"></ts-icon>What is inside</summary>…`. */
export const disclosures = css`
  summary {
    display: flex;
    align-items: center;
    gap: var(--ts-1);
    width: max-content;
    max-width: 100%;
    color: var(--ts-ink-quiet);
    font-size: var(--ts-text-s);
    font-weight: var(--ts-medium);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary > ts-icon {
    rotate: -90deg;
    transition: rotate var(--ts-fast);
  }
  details[open] > summary > ts-icon {
    rotate: 0deg;
  }
`;
