import { css } from 'lit';

export const dataStopStyles = css`
  .strip {
    margin: var(--ts-1) 0 var(--ts-3);
  }
  .loading {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: var(--ts-2);
  }
  :host([inviting]) section {
    border-radius: var(--ts-radius-l);
    outline: 2px dashed var(--ts-control);
    outline-offset: 2px;
  }
  :host([over]) section {
    outline-color: var(--ts-accent);
    background: var(--ts-hover);
  }
  progress {
    width: 100%;
    height: 0.375rem;
    border: 0;
    border-radius: var(--ts-pill);
    background: var(--ts-sunken);
    overflow: hidden;
  }
  progress::-webkit-progress-bar { background: var(--ts-sunken); }
  progress::-webkit-progress-value { background: var(--ts-accent); }
  progress::-moz-progress-bar { background: var(--ts-accent); }
`;
