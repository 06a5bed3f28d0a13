import { css } from 'lit';

export const profileStyles = css`
  details {
    border-bottom: 1px solid var(--ts-line);
  }
  summary {
    display: grid;
    grid-template-columns: 1rem minmax(4rem, 1.4fr) 5rem minmax(3.5rem, 1fr) minmax(3.5rem, 1fr);
    gap: var(--ts-2);
    align-items: center;
    min-height: var(--ts-control-height);
    cursor: pointer;
    list-style: none;
    font-size: var(--ts-text-xs);
    font-variant-numeric: tabular-nums;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '';
    width: 0.4rem;
    height: 0.4rem;
    margin-inline-start: 0.2rem;
    border: solid var(--ts-ink-quiet);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }
  details[open] > summary::before {
    transform: rotate(45deg);
  }
  summary:hover {
    background: var(--ts-hover);
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--ts-text-s);
    font-weight: var(--ts-medium);
  }
  .more {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
    gap: var(--ts-3) var(--ts-5);
    padding: var(--ts-1) 0 var(--ts-3) 1.5rem;
    font-size: var(--ts-text-xs);
    font-variant-numeric: tabular-nums;
  }
  .more p {
    margin: 0;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.125rem var(--ts-3);
    margin: 0;
  }
  dt {
    color: var(--ts-ink-quiet);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
`;
