import { css } from 'lit';

/** A choice of two or three as one control: `<div class="switch" role="radiogroup"><label><input type="radio"/>…`. */
export const switches = css`
  .switch {
    position: relative;
    display: inline-flex;
    padding: 2px;
    border-radius: var(--ts-radius);
    background: var(--ts-sunken);
    color: var(--ts-ink-quiet);
    font-size: var(--ts-text-xs);
  }
  .switch label {
    display: block;
    padding: 0.125rem var(--ts-2);
    border-radius: var(--ts-radius-s);
    white-space: nowrap;
    cursor: pointer;
  }
  .switch label:has(:checked) {
    background: var(--ts-raised);
    color: var(--ts-ink);
    font-weight: var(--ts-medium);
    box-shadow: var(--ts-shadow);
  }
  .switch label:has(:focus-visible) {
    outline: 2px solid var(--ts-focus);
    outline-offset: 1px;
  }
  .switch input {
    position: absolute;
    width: 1px;
    height: 1px;
    opacity: 0;
    pointer-events: none;
  }
  @media (pointer: coarse) {
    .switch label {
      padding: 0.5rem var(--ts-3);
    }
  }
`;
