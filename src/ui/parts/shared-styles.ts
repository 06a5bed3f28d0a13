import { css } from 'lit';

/** What every element starts from: box model, type, focus ring, text for screen readers only. */
export const base = css`
  :host {
    display: block;
    color: var(--ts-ink);
    font: 400 var(--ts-text-m) / var(--ts-leading) var(--ts-font);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2, h3, h4, p, ul, ol, dl, dd, figure {
    margin: 0;
    padding: 0;
  }
  ul, ol {
    list-style: none;
  }
  h2, h3, h4 {
    font-size: var(--ts-text-m);
    font-weight: var(--ts-bold);
    line-height: var(--ts-leading-tight);
    text-wrap: balance;
  }
  a {
    color: var(--ts-link);
    text-underline-offset: 0.15em;
    text-decoration-thickness: 1px;
  }
  :focus-visible {
    outline: 2px solid var(--ts-focus);
    outline-offset: 2px;
    border-radius: var(--ts-radius-s);
  }
  .quiet {
    color: var(--ts-ink-quiet);
  }
  .small {
    font-size: var(--ts-text-xs);
  }
  .num, time, output {
    font-variant-numeric: tabular-nums lining-nums;
  }
  .mono {
    font-family: var(--ts-mono);
    font-size: 0.92em;
  }
  .sr-only:not(:focus):not(:focus-within) {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      transition: none !important;
    }
  }
`;

/** Buttons: plain `<button class="button">`; add `primary`, `ghost`, `small` or `icon-only` (which needs an aria-label). `.link` is a button that reads as text. */
export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--ts-2);
    min-height: var(--ts-control-height);
    padding: 0 var(--ts-3);
    border: 1px solid var(--ts-line-strong);
    border-radius: var(--ts-radius);
    background: var(--ts-raised);
    color: var(--ts-ink);
    font: var(--ts-medium) var(--ts-text-s) / 1 var(--ts-font);
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    box-shadow: var(--ts-shadow);
    transition: background var(--ts-fast), border-color var(--ts-fast), color var(--ts-fast);
  }
  .button:hover {
    background: var(--ts-hover);
    border-color: var(--ts-control);
  }
  .button:active {
    background: var(--ts-press);
  }
  .button.primary {
    border-color: transparent;
    background: var(--ts-accent);
    color: var(--ts-on-accent);
  }
  .button.primary:hover {
    background: var(--ts-accent-hover);
  }
  .button.ghost {
    border-color: transparent;
    background: transparent;
    box-shadow: none;
    color: var(--ts-ink-quiet);
  }
  .button.ghost:hover {
    background: var(--ts-hover);
    color: var(--ts-ink);
  }
  .button.small {
    min-height: calc(var(--ts-control-height) - 0.5rem);
    padding: 0 var(--ts-2);
    font-size: var(--ts-text-xs);
  }
  .button.icon-only {
    width: var(--ts-control-height);
    padding: 0;
  }
  .button.small.icon-only {
    width: calc(var(--ts-control-height) - 0.5rem);
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    border-color: var(--ts-line);
    background: var(--ts-sunken);
    color: var(--ts-ink-faint);
    box-shadow: none;
    cursor: not-allowed;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--ts-link);
    font: inherit;
    text-align: start;
    text-decoration: underline 1px;
    text-underline-offset: 0.15em;
    cursor: pointer;
  }
`;

/** Form fields: `<label class="field"><span>…</span><input/></label>`, selects, check boxes, and `.hint` below. */
export const fields = css`
  .field {
    display: grid;
    gap: var(--ts-1);
    font-size: var(--ts-text-s);
    min-width: 0;
  }
  .field > span:first-child,
  .label {
    color: var(--ts-ink-quiet);
    font-size: var(--ts-text-xs);
    font-weight: var(--ts-medium);
  }
  .hint {
    color: var(--ts-ink-faint);
    font-size: var(--ts-text-xs);
  }
  input:not([type='checkbox'], [type='radio'], [type='file'], [type='range']),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: var(--ts-control-height);
    padding: 0 var(--ts-2);
    border: 1px solid var(--ts-control);
    border-radius: var(--ts-radius);
    background: var(--ts-raised);
    color: var(--ts-ink);
    font: 400 var(--ts-text-s) / 1.4 var(--ts-font);
    font-variant-numeric: tabular-nums;
    transition: border-color var(--ts-fast);
  }
  select {
    appearance: none;
    padding-inline-end: 1.5rem;
    background-image: linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%);
    background-position:
      right 0.875rem center,
      right 0.625rem center;
    background-size: 0.25rem 0.25rem;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  input:hover,
  select:hover {
    border-color: var(--ts-ink-quiet);
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline-offset: 0;
    border-radius: var(--ts-radius);
  }
  input::placeholder {
    color: var(--ts-ink-faint);
    opacity: 1;
  }
  :is(input, select, textarea):disabled {
    background: var(--ts-sunken);
    border-color: var(--ts-line-strong);
    color: var(--ts-ink-faint);
  }
  :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--ts-error);
  }
  input[type='checkbox'],
  input[type='radio'] {
    width: 1rem;
    height: 1rem;
    margin: 0;
    accent-color: var(--ts-accent);
  }
  .check {
    display: flex;
    align-items: start;
    gap: var(--ts-2);
    font-size: var(--ts-text-s);
    cursor: pointer;
  }
  .check > input {
    flex: none;
    margin-top: 0.15rem;
  }
`;

/** A panel: the middle and right columns are made of these. `<section class="panel"><header class="panel-head"><h2>…` */
export const panels = css`
  .panel {
    display: grid;
    gap: var(--ts-3);
    padding: var(--ts-4);
    border: 1px solid var(--ts-line);
    border-radius: var(--ts-radius-l);
    background: var(--ts-surface);
    min-width: 0;
  }
  .panel-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--ts-2) var(--ts-3);
    min-height: 1.5rem;
  }
  .panel-head > :is(h2, h3) {
    margin-inline-end: auto;
  }
  .callout {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--ts-1) var(--ts-2);
    padding: var(--ts-2) var(--ts-3);
    border-radius: var(--ts-radius);
    background: var(--ts-sunken);
    font-size: var(--ts-text-s);
    overflow-wrap: anywhere;
  }
  .callout > ts-icon {
    margin-top: 0.15rem;
  }
  .callout > :not(ts-icon) {
    grid-column: 2;
  }
  .callout.info { background: var(--ts-info-soft); }
  .callout.warning { background: var(--ts-warning-soft); }
  .callout.error { background: var(--ts-error-soft); }
  .callout.pass { background: var(--ts-pass-soft); }
  .callout.info > ts-icon { color: var(--ts-info); }
  .callout.warning > ts-icon { color: var(--ts-warning); }
  .callout.error > ts-icon { color: var(--ts-error); }
  .callout.pass > ts-icon { color: var(--ts-pass); }
  .empty {
    color: var(--ts-ink-faint);
    font-size: var(--ts-text-s);
  }
`;

/** Chips for tracks, severities and outcomes: `<span class="chip warning"><ts-icon name="warning"></ts-icon>2 warnings</span>`. */
export const chips = css`
  .chip {
    display: inline-flex;
    align-items: center;
    gap: var(--ts-1);
    padding: 0.0625rem var(--ts-2);
    border-radius: var(--ts-pill);
    background: var(--ts-sunken);
    color: var(--ts-ink-quiet);
    font-size: var(--ts-text-xs);
    font-weight: var(--ts-medium);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .chip.pretrain { background: var(--ts-pretrain-soft); color: var(--ts-pretrain); }
  .chip.finetune { background: var(--ts-finetune-soft); color: var(--ts-finetune); }
  .chip.baseline { background: var(--ts-baseline-soft); color: var(--ts-baseline); }
  .chip.info { background: var(--ts-info-soft); color: var(--ts-info); }
  .chip.warning { background: var(--ts-warning-soft); color: var(--ts-warning); }
  .chip.error { background: var(--ts-error-soft); color: var(--ts-error); }
  .chip.pass { background: var(--ts-pass-soft); color: var(--ts-pass); }
  .dot {
    flex: none;
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: currentColor;
  }
`;

/** Tables of numbers: dense rows, figures flush right in `.num` cells. Wrap in `.scroll` (give it tabindex=0 and a name). */
export const tables = css`
  .scroll {
    /* What is placed absolutely in it (text for screen readers) is cut off with it. */
    position: relative;
    overflow: auto;
    max-width: 100%;
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: var(--ts-text-xs);
    font-variant-numeric: tabular-nums;
  }
  th, td {
    padding: var(--ts-1) var(--ts-2);
    border-bottom: 1px solid var(--ts-line);
    text-align: start;
    vertical-align: top;
  }
  thead th {
    color: var(--ts-ink-quiet);
    font-weight: var(--ts-medium);
    white-space: nowrap;
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  :is(th, td).num {
    text-align: end;
  }
`;

/** A bar that fills as work goes on. */
export const progressBars = css`
  progress {
    width: 100%;
    height: 0.375rem;
    border: 0;
    border-radius: var(--ts-pill);
    background: var(--ts-line-strong);
    overflow: hidden;
  }
  progress::-webkit-progress-bar { background: var(--ts-line-strong); }
  progress::-webkit-progress-value { background: var(--ts-accent); }
  progress::-moz-progress-bar { background: var(--ts-accent); }
`;
