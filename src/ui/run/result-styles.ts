import { css } from 'lit';

export const resultStyles = css`
  :host {
    container-type: inline-size;
  }
  article {
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ts-4) var(--ts-5);
    border-color: var(--ts-line-strong);
  }
  .told {
    display: grid;
    align-content: start;
    gap: var(--ts-3);
    min-width: 0;
  }
  .panel-head > h2 {
    overflow-wrap: anywhere;
  }
  .headline {
    font-size: var(--ts-text-2xl);
    font-weight: var(--ts-bold);
    line-height: 1.2;
    letter-spacing: -0.01em;
    font-variant-numeric: tabular-nums;
  }
  .headline small {
    font-size: var(--ts-text-l);
    font-weight: 400;
    letter-spacing: 0;
    color: var(--ts-ink-quiet);
  }
  .bars {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr) max-content;
    align-items: center;
    gap: var(--ts-1) var(--ts-3);
    font-size: var(--ts-text-s);
  }
  .rail {
    height: 0.625rem;
    border-radius: 2px;
    background: var(--ts-sunken);
    overflow: hidden;
  }
  .rail i {
    display: block;
    height: 100%;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-2);
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-2) var(--ts-5);
    font-size: var(--ts-text-s);
  }
  .facts dt {
    color: var(--ts-ink-quiet);
    font-size: var(--ts-text-xs);
  }
  .facts dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }
  .rules {
    display: grid;
    gap: var(--ts-1);
    font-size: var(--ts-text-s);
  }
  .rules li {
    padding-inline-start: var(--ts-3);
    border-inline-start: 2px solid var(--ts-error);
  }
  @container (min-width: 38rem) {
    article {
      grid-template-columns: minmax(0, 1fr) 14rem;
    }
    ts-bundle {
      padding-inline-start: var(--ts-5);
      border-inline-start: 1px solid var(--ts-line);
    }
  }
`;
