import { css } from 'lit';

export const stepStyles = css`
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--ts-2);
  }
  form .field {
    width: 7.5rem;
  }
  form .other {
    width: 9rem;
  }
  form .of {
    width: 13rem;
  }
  .wrong {
    color: var(--ts-error);
    font-size: var(--ts-text-xs);
  }
  .working {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: var(--ts-2) var(--ts-3);
    font-size: var(--ts-text-xs);
    color: var(--ts-ink-quiet);
  }
  .working p {
    grid-column: 1 / -1;
    margin-top: calc(-1 * var(--ts-1));
  }
  .told small {
    font-size: var(--ts-text-xs);
    color: var(--ts-ink-quiet);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-2);
  }
  .compare {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: var(--ts-2) var(--ts-4);
    padding-top: var(--ts-3);
    border-top: 1px solid var(--ts-line);
  }
  /* A live region must be there before it has something to say; it then takes no room. */
  [role='status']:empty {
    margin-top: calc(-1 * var(--ts-3));
  }
  .results {
    padding-top: var(--ts-2);
    display: grid;
    gap: var(--ts-4);
  }
  .results h4 {
    font-size: var(--ts-text-s);
  }
  .tensors {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(13.5rem, 100%), 1fr));
    gap: var(--ts-3);
  }
`;
