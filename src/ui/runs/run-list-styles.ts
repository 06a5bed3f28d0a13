import { css } from 'lit';

export const runListStyles = css`
  :host {
    display: grid;
    gap: var(--ts-3);
    min-width: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--ts-2);
  }
  .tools .search {
    flex: 1 1 12rem;
  }
  .tools .field:not(.search) {
    flex: 0 1 9rem;
  }
  :is(td, th):first-child {
    padding-inline: var(--ts-1);
    width: 1.625rem;
  }
  .pick {
    display: grid;
    justify-items: center;
    gap: var(--ts-1);
  }
  .pick .button {
    min-height: 1.5rem;
    width: 1.5rem;
    opacity: 0.6;
  }
  .pick .button:is([aria-pressed='true'], :hover, :focus-visible) {
    opacity: 1;
  }
  .pick .button[aria-pressed='true'] {
    color: var(--ts-accent);
    background: var(--ts-hover);
  }
  .sort {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    padding: 2px 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .sort + .sort {
    margin-inline-start: var(--ts-2);
  }
  .sort:hover {
    color: var(--ts-ink);
  }
  .sort ts-icon {
    width: 0.75rem;
    height: 0.75rem;
    display: none;
  }
  .sort.by {
    color: var(--ts-ink);
  }
  .sort.by ts-icon {
    display: inline-grid;
  }
  .sort.up ts-icon {
    transform: rotate(180deg);
  }
  td,
  tbody th {
    vertical-align: middle;
    white-space: nowrap;
  }
  tbody th {
    min-width: 7.5rem;
    font-weight: var(--ts-medium);
    font-size: var(--ts-text-s);
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .button.edit {
    min-height: 1.375rem;
    width: 1.375rem;
    margin-block: -2px;
    vertical-align: middle;
  }
  .button.edit ts-icon {
    width: 0.8125rem;
    height: 0.8125rem;
  }
  tbody tr > * > .said,
  time {
    display: block;
    font-weight: 400;
    font-size: var(--ts-text-xs);
    color: var(--ts-ink-quiet);
  }
  .imported ts-icon {
    width: 0.75rem;
    height: 0.75rem;
    margin-inline-end: 2px;
    vertical-align: -0.125em;
  }
  td > .said {
    max-width: 8rem;
    white-space: normal;
  }
  .notes {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    white-space: pre-line;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin-top: 2px;
  }
  .opened > * {
    background: var(--ts-hover);
  }
  .deleted > :not(.actions) {
    color: var(--ts-ink-faint);
    text-decoration: line-through;
  }
  .gain {
    color: var(--ts-ink-quiet);
  }
  td.actions {
    padding-inline-end: 0;
    text-align: end;
  }
  .actions > span {
    display: inline-flex;
    gap: var(--ts-1);
  }
  /* On a phone each run is a block: its name, then what there is to tell of it, each with its column's name. */
  @container (max-width: 30rem) {
    :is(table, thead, tbody) {
      display: block;
    }
    tr {
      position: relative;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      padding-block: var(--ts-1);
      padding-inline-start: 1.75rem;
      border-bottom: 1px solid var(--ts-line);
    }
    :is(th, td) {
      border-bottom: 0;
      padding: 2px var(--ts-2);
    }
    tr > :first-child:not(.editor) {
      position: absolute;
      inset: var(--ts-2) auto auto 0;
    }
    tbody th {
      flex: 1 1 0;
      order: -3;
    }
    td.actions {
      order: -2;
    }
    /* Its facts begin a line of their own. */
    tbody tr:not(:has(> .editor))::before {
      content: '';
      flex: 0 0 100%;
      order: -1;
    }
    td.fact::before {
      content: attr(data-name) '\\a0';
      color: var(--ts-ink-quiet);
    }
    tr:has(> .editor) {
      padding-inline-start: 0;
    }
    .opened {
      background: var(--ts-hover);
    }
    td.editor {
      flex: 1;
    }
  }
  /* The form stays as wide as what is seen of a table that is wider. */
  .scroll {
    container-type: inline-size;
  }
  td.editor {
    padding-inline: var(--ts-2);
    white-space: normal;
  }
  td.editor > ts-run-editor {
    position: sticky;
    inset-inline-start: var(--ts-2);
    width: calc(100cqi - 2 * var(--ts-2));
  }
`;
