import { css } from 'lit';

export const progressStyles = css`
  section {
    display: grid;
    gap: var(--ts-4);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--ts-2) var(--ts-5);
    font-size: var(--ts-text-xs);
    color: var(--ts-ink-quiet);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ts-2) var(--ts-4);
  }
  .controls > label {
    display: flex;
    align-items: center;
    gap: var(--ts-2);
    cursor: pointer;
  }
  input[type='range'] {
    width: 5.5rem;
    accent-color: var(--ts-accent);
  }
  .controls output {
    min-width: 2.2em;
  }
  .charts {
    display: grid;
    gap: var(--ts-4);
  }
  .accuracy {
    --chart-height: 11rem;
  }
  .pinned {
    padding-block-end: var(--ts-4);
    border-block-end: 1px solid var(--ts-line);
  }
  .row {
    --chart-height: 7.5rem;
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-4);
  }
  .row > ts-chart {
    flex: 1 1 12rem;
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    min-height: 1.75rem;
    gap: var(--ts-2);
  }
  dialog {
    width: min(96vw, 120rem);
    height: min(92vh, 70rem);
    max-width: none;
    max-height: none;
    padding: var(--ts-4);
    border: 1px solid var(--ts-line-strong);
    border-radius: var(--ts-radius-l);
    background: var(--ts-surface);
    color: var(--ts-ink);
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    gap: var(--ts-2);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  dialog > ts-chart {
    flex: 1;
    min-height: 0;
  }
  dialog > .button {
    align-self: end;
  }
  @media (max-width: 40rem) {
    dialog {
      width: 100vw;
      height: 100dvh;
      border: 0;
      border-radius: 0;
    }
  }
  @media (min-width: 110rem) {
    .loss { --chart-height: 18rem; }
    .accuracy { --chart-height: 15rem; }
    .row { --chart-height: 9rem; }
  }
`;
