import { css } from 'lit';

export const usageStyles = css`
  :host {
    display: grid;
    gap: var(--ts-3);
  }
  .totals {
    font-size: var(--ts-text-s);
    font-variant-numeric: tabular-nums;
  }
  figcaption {
    margin-bottom: var(--ts-2);
    font-size: var(--ts-text-xs);
    color: var(--ts-ink-quiet);
  }
  .uses {
    display: flex;
    gap: var(--ts-1);
    overflow-x: auto;
  }
  .uses li {
    flex: 1 1 3.25rem;
    max-width: 5.5rem;
    display: grid;
    grid-template-rows: auto 3.5rem auto;
    justify-items: center;
    font-size: var(--ts-text-2xs);
    font-variant-numeric: tabular-nums;
    color: var(--ts-ink-quiet);
    white-space: nowrap;
  }
  .uses i {
    align-self: end;
    width: 100%;
    min-height: 1px;
    border-radius: 2px 2px 0 0;
    background: var(--colour);
  }
  .uses .never i {
    background: var(--ts-line-strong);
  }
  .uses .cut i {
    border-top: 3px dashed var(--ts-surface);
    border-radius: 0;
  }
  .uses .count {
    color: var(--ts-ink);
  }
  .ask {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
    gap: var(--ts-3);
  }
  .ask > div {
    display: grid;
    align-content: start;
    gap: var(--ts-2);
  }
  .ask input {
    max-width: 10rem;
  }
  .ask output {
    font-size: var(--ts-text-xs);
    line-height: 1.6;
  }
`;
