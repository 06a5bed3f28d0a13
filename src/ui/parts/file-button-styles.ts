import { css } from 'lit';

/** A button that chooses files: `<label class="button choose">…<input type="file"></label>`. The input lies over it, unseen. */
export const fileButtons = css`
  .choose {
    position: relative;
  }
  .choose:focus-within {
    outline: 2px solid var(--ts-focus);
    outline-offset: 2px;
  }
  .choose input {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .choose:has(:disabled),
  .choose :disabled {
    cursor: not-allowed;
  }
  .choose:has(:disabled) {
    border-color: var(--ts-line);
    background: var(--ts-sunken);
    color: var(--ts-ink-faint);
    box-shadow: none;
  }
`;
