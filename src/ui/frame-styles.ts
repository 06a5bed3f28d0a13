import { css } from 'lit';

/** The page's grid: journey, middle, right. Phone: one below the other; medium: journey beside the rest; wide: three columns. */
export const frameStyles = css`
  :host {
    --head: 3.25rem;
    min-height: 100dvh;
  }
  .skip:focus {
    position: fixed;
    z-index: 10;
    top: var(--ts-2);
    left: var(--ts-2);
    padding: var(--ts-2) var(--ts-3);
    border-radius: var(--ts-radius);
    background: var(--ts-raised);
    box-shadow: var(--ts-shadow-float);
  }
  ts-header {
    border-bottom: 1px solid var(--ts-line);
    background: var(--ts-page);
  }
  main {
    display: grid;
    max-width: 130rem;
    margin: 0 auto;
  }
  main > * {
    min-width: 0;
  }
  .journey {
    padding: var(--ts-4);
  }
  .stops {
    display: grid;
    gap: var(--ts-2);
  }
  ts-run {
    position: fixed;
    z-index: 4;
    inset: auto 0 0;
    padding: var(--ts-3) var(--ts-4);
    padding-bottom: max(var(--ts-3), env(safe-area-inset-bottom));
    border-top: 1px solid var(--ts-line);
    background: var(--ts-page);
  }
  .middle,
  .right {
    display: grid;
    align-content: start;
    gap: var(--ts-4);
    padding: 0 var(--ts-4) var(--ts-4);
  }
  .middle {
    gap: var(--ts-5);
    outline: none;
  }
  .right:focus-visible {
    outline-offset: -2px;
  }
  .right {
    padding-bottom: 9rem;
  }
  .view {
    display: grid;
    gap: var(--ts-4);
    scroll-margin-top: var(--ts-3);
    outline: none;
  }

  @media (min-width: 760px) {
    ts-header {
      position: sticky;
      z-index: 5;
      top: 0;
    }
    main {
      grid-template: 'journey middle' auto 'journey right' 1fr / minmax(18rem, 21.25rem) minmax(0, 1fr);
    }
    .journey {
      grid-area: journey;
      position: sticky;
      top: var(--head);
      display: flex;
      flex-direction: column;
      height: calc(100dvh - var(--head));
      padding: 0;
      border-inline-end: 1px solid var(--ts-line);
    }
    .stops {
      flex: 1;
      align-content: start;
      padding: var(--ts-4) var(--ts-4) var(--ts-4);
      overflow-y: auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--ts-line-strong) transparent;
    }
    ts-run {
      position: static;
    }
    .middle {
      grid-area: middle;
      padding: 0 var(--ts-5) var(--ts-5);
    }
    .right {
      grid-area: right;
      padding: 0 var(--ts-5) var(--ts-5);
    }
    .view {
      scroll-margin-top: var(--ts-1);
    }
  }

  @media (min-width: 1180px) {
    main {
      grid-template: 'journey middle right' 1fr / 21.25rem minmax(0, 1fr) 21.25rem;
    }
    .right {
      position: sticky;
      top: var(--head);
      max-height: calc(100dvh - var(--head));
      padding: var(--ts-4);
      border-inline-start: 1px solid var(--ts-line);
      overflow-y: auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--ts-line-strong) transparent;
    }
  }

  @media (min-width: 1680px) {
    main {
      grid-template-columns: 23.75rem minmax(0, 1fr) 26rem;
    }
  }
`;
