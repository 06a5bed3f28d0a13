import { css } from 'lit';

export const runCompareStyles = css`
  section {
    display: grid;
    gap: var(--ts-4);
    min-width: 0;
  }
  h3 {
    margin-inline-end: auto;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ts-2) var(--ts-3);
  }
  .charts {
    display: grid;
    gap: var(--ts-4);
    min-width: 0;
  }
  .row {
    --chart-height: 7.5rem;
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-4);
  }
  .row > ts-chart {
    flex: 1 1 12rem;
    min-width: 0;
  }
  .accuracy {
    --chart-height: 11rem;
  }
  svg {
    flex: none;
    width: 1.75rem;
    height: 0.625rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.5;
    vertical-align: middle;
  }
  th[scope='row'] {
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  .legend th[scope='row'] {
    min-width: 10rem;
    font-weight: var(--ts-medium);
  }
  .legend td.drop {
    width: 2rem;
    padding-inline-end: 0;
    text-align: end;
  }
  .differences :is(th, td):first-child {
    position: sticky;
    left: 0;
    min-width: 9rem;
    max-width: 14rem;
    background: var(--ts-surface);
  }
  .differences thead th:not(:first-child) {
    min-width: 6rem;
    max-width: 12rem;
    overflow-wrap: anywhere;
    white-space: normal;
    vertical-align: bottom;
  }
  .differences td {
    max-width: 14rem;
    overflow-wrap: anywhere;
  }
  .same {
    color: var(--ts-ink-quiet);
  }
`;
