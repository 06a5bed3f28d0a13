import { css } from 'lit';

export const suspectStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--ts-2);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ts-2) var(--ts-3);
    font-size: var(--ts-text-s);
  }
  .bar .check {
    align-items: center;
  }
  .bar .check > input {
    margin-top: 0;
  }
  .bar [role='status'] {
    flex-basis: 100%;
    font-size: var(--ts-text-xs);
    font-variant-numeric: tabular-nums;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ts-1);
  }
  .actions .button {
    max-width: 100%;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 16.5rem), 1fr));
    gap: var(--ts-2);
    font-size: var(--ts-text-xs);
    font-variant-numeric: tabular-nums;
  }
  .cards li {
    display: grid;
    grid-template-columns: auto auto minmax(0, 1fr);
    align-items: start;
    align-content: space-between;
    gap: var(--ts-2);
    padding: var(--ts-2);
    border: 1px solid var(--ts-line);
    border-radius: var(--ts-radius);
    overflow-wrap: anywhere;
  }
  .cards ts-row-picture {
    width: 3.5rem;
  }
  .facts {
    display: grid;
    gap: 0.125rem;
    min-width: 0;
  }
  .cards .facts {
    grid-column: 3;
  }
  .cards .actions {
    grid-column: 1 / -1;
    align-self: end;
    min-height: calc(var(--ts-control-height) - 0.5rem);
  }
  .decided {
    background: var(--ts-sunken);
  }
  .decision {
    display: inline-flex;
    align-items: center;
    gap: var(--ts-1);
    font-weight: var(--ts-medium);
  }
  .decision ts-icon {
    width: 0.875rem;
    height: 0.875rem;
    color: var(--ts-pass);
  }
  .scroll {
    max-height: 30rem;
  }
  td .facts {
    width: 7.5rem;
    overflow-wrap: anywhere;
  }
  td .actions {
    width: 7.5rem;
  }
  @media (min-width: 40rem) {
    td .facts {
      width: 12.5rem;
    }
    td .actions {
      width: 11rem;
    }
  }
`;
