import { css } from 'lit';

/** A grid of rows of one height, `--row`, in a scrolled box; in a narrow one a step takes two lines. */
export const transcriptListStyles = css`
  .grid {
    position: relative;
    /* The columns follow the box, and never widen the page. */
    contain: inline-size;
    height: min(var(--rows-height), max(16rem, 62dvh));
    border: 1px solid var(--ts-line);
    border-radius: var(--ts-radius);
    background: var(--ts-raised);
    overflow-y: auto;
    overflow-x: hidden;
    overscroll-behavior-y: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--ts-line-strong) transparent;
    font-size: var(--ts-text-xs);
    font-variant-numeric: tabular-nums lining-nums;
  }
  .grid:focus-visible {
    outline-offset: 1px;
    border-radius: var(--ts-radius);
  }
  .row {
    display: grid;
    grid-template-columns: 4.25rem 5.5rem 3rem 3rem minmax(4rem, 1fr) minmax(4rem, 1fr) minmax(6rem, 1fr) 6.25rem;
    align-items: center;
    column-gap: var(--ts-2);
    height: var(--row);
    padding: 0 var(--ts-3) 0 var(--ts-2);
    border-bottom: 1px solid var(--ts-line);
  }
  .row > * {
    min-width: 0;
    text-align: end;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row > :is(.track, .text) {
    text-align: start;
  }
  .head {
    position: sticky;
    z-index: 1;
    top: 0;
    border-bottom: 1px solid var(--ts-line);
    background: var(--ts-raised);
    color: var(--ts-ink-quiet);
    font-weight: var(--ts-medium);
  }
  .head .row {
    border-bottom: 0;
  }
  .spacer {
    height: var(--scrolled);
  }
  .window {
    position: sticky;
    top: var(--row);
    height: var(--view);
    overflow: hidden;
  }
  .steps {
    cursor: pointer;
  }
  .steps:hover {
    background: var(--ts-hover);
  }
  .event {
    background: var(--ts-sunken);
  }
  .event .text {
    display: flex;
    grid-column: 2 / -1;
    align-items: center;
    gap: var(--ts-2);
  }
  .text span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .text ts-icon {
    flex: none;
    width: 0.875rem;
    height: 0.875rem;
    color: var(--ts-ink-quiet);
  }
  .row.active {
    background: var(--ts-press);
  }
  .grid:focus-visible .row.active {
    outline: 2px solid var(--ts-focus);
    outline-offset: -2px;
    border-radius: var(--ts-radius-s);
  }
  .track, .text.pretrain ts-icon { color: var(--ts-pretrain); }
  .track.finetune, .text.finetune ts-icon { color: var(--ts-finetune); }
  .track.baseline, .text.baseline ts-icon { color: var(--ts-baseline); }
  .text.warning ts-icon { color: var(--ts-warning); }
  .text.error ts-icon { color: var(--ts-error); }
  .text.pass ts-icon { color: var(--ts-pass); }
  .head .track { color: inherit; }
  .whole {
    min-height: 2.75em;
    margin-top: var(--ts-2);
    overflow-wrap: anywhere;
  }

  .narrow .row {
    grid-template: 'step track epoch batch' auto 'loss accuracy norm print' auto / 3.75rem 3.5rem minmax(0, 1fr) 4.5rem;
    align-content: center;
    gap: 0 var(--ts-1);
  }
  .narrow .track { grid-area: track; }
  .narrow .step { grid-area: step; }
  .narrow .epoch { grid-area: epoch; }
  .narrow .batch { grid-area: batch; }
  .narrow .loss { grid-area: loss; }
  .narrow .accuracy { grid-area: accuracy; }
  .narrow .norm { grid-area: norm; }
  .narrow .print { grid-area: print; }
  .narrow .event {
    grid-template: 'step text' auto / 3.5rem 1fr;
  }
  .narrow .event .text {
    grid-area: text;
    white-space: normal;
  }
  .narrow .text span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-height: 1.3;
  }
`;
