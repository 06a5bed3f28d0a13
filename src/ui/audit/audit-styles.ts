import { css } from 'lit';

export const auditStyles = css`
  section {
    display: grid;
    /* A wide table scrolls in its place instead of widening the page. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ts-2);
    padding-top: var(--ts-3);
    border-top: 1px solid var(--ts-line);
    min-width: 0;
  }
  h4 {
    font-size: var(--ts-text-s);
  }
  h5 {
    margin: 0 0 var(--ts-1);
    font-size: var(--ts-text-xs);
    font-weight: var(--ts-medium);
    color: var(--ts-ink-quiet);
  }
  .panel-head .chip {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    display: inline-block;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr));
    gap: 1px;
    border: 1px solid var(--ts-line);
    border-radius: var(--ts-radius);
    overflow: hidden;
  }
  .tiles > div {
    padding: var(--ts-2) var(--ts-3);
    box-shadow: 0 0 0 1px var(--ts-line);
  }
  .tiles dt {
    font-size: var(--ts-text-xs);
    color: var(--ts-ink-quiet);
  }
  .tiles dd {
    margin: 0;
    font-size: var(--ts-text-l);
    font-weight: var(--ts-bold);
    font-variant-numeric: tabular-nums;
  }
  .tiles .marked {
    background: var(--ts-warning-soft);
  }
  .comparing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ts-1) var(--ts-3);
    font-size: var(--ts-text-xs);
  }
  .comparing progress {
    flex: 1 1 8rem;
    max-width: 16rem;
  }
  .missing {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--ts-4);
    font-size: var(--ts-text-xs);
    font-variant-numeric: tabular-nums;
  }
  .balance {
    max-width: 30rem;
  }
`;
