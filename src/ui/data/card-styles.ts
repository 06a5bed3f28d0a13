import { css } from 'lit';

export const cardStyles = css`
  details {
    border: 1px solid var(--ts-line);
    border-radius: var(--ts-radius-l);
    background: var(--ts-surface);
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--ts-1) var(--ts-2);
    padding: var(--ts-2) var(--ts-3);
    border-radius: var(--ts-radius-l);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary h3 {
    margin-inline-end: auto;
  }
  summary .chevron {
    color: var(--ts-ink-faint);
    transition: rotate var(--ts-fast);
  }
  details[open] .chevron {
    rotate: 180deg;
  }
  form {
    display: grid;
    gap: var(--ts-4);
    padding: var(--ts-1) var(--ts-3) var(--ts-3);
  }
  fieldset {
    display: grid;
    gap: var(--ts-2);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-bottom: var(--ts-1);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-1);
  }
  .choices label {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: var(--ts-1);
    min-height: calc(var(--ts-control-height) - 0.25rem);
    padding: 0 var(--ts-3);
    border: 1px solid var(--ts-control);
    border-radius: var(--ts-pill);
    background: var(--ts-raised);
    font-size: var(--ts-text-s);
    cursor: pointer;
  }
  .choices label:has(:checked) {
    border-color: var(--ts-accent);
    background: var(--ts-accent);
    color: var(--ts-on-accent);
  }
  .choices label:has(:focus-visible) {
    outline: 2px solid var(--ts-focus);
    outline-offset: 2px;
  }
  .choices label:has(:disabled) {
    cursor: not-allowed;
    opacity: 0.7;
  }
  .choices input {
    position: absolute;
    opacity: 0;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    cursor: inherit;
  }
  .asked > .label::after,
  .asked > span:first-child::after {
    /* The space does not break: the mark never stands in a line of its own. */
    content: '\\a0●';
    color: var(--ts-error);
    font-size: 0.6em;
    vertical-align: middle;
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--ts-2);
  }
  .load {
    position: relative;
    width: max-content;
    color: var(--ts-link);
    font-size: var(--ts-text-xs);
    text-decoration: underline 1px;
    text-underline-offset: 0.15em;
  }
  .load:focus-within {
    outline: 2px solid var(--ts-focus);
    outline-offset: 2px;
    border-radius: var(--ts-radius-s);
  }
  .load input {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }
`;
