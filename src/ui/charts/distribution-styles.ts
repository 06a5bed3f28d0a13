import { css } from 'lit';
import { switches } from '../switch-styles.ts';

/** The large picture's axis is as wide as the charts' axes, so that its steps stand below theirs. */
export const distributionStyles = [
  switches,
  css`
    figure {
      display: grid;
      gap: var(--ts-2);
    }
    figcaption {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 var(--ts-3);
      font-size: var(--ts-text-xs);
      color: var(--ts-ink-quiet);
    }
    figcaption b {
      color: var(--ts-ink);
    }
    .large {
      display: grid;
      grid-template-columns: 48px 1fr;
      height: 9rem;
      padding-inline-end: 10px;
      cursor: crosshair;
    }
    .axis {
      display: flex;
      flex-direction: column;
      justify-content: space-between;
      align-items: end;
      padding-inline-end: 6px;
      font-size: var(--ts-text-2xs);
      font-variant-numeric: tabular-nums;
      line-height: 1;
      color: var(--ts-axis);
    }
    .plot {
      position: relative;
      min-width: 0;
      border-radius: 2px;
      background: var(--ts-sunken);
      overflow: hidden;
    }
    .plot ts-density {
      height: 100%;
    }
    .large.ridges {
      grid-template-rows: 1fr auto;
      height: 17rem;
    }
    .large.ridges .plot {
      background: none;
    }
    .large.ridges .axis > :first-child {
      margin-block-start: 20%;
    }
    .values {
      grid-column: 2;
      display: flex;
      justify-content: space-between;
      padding-block-start: 4px;
      font-size: var(--ts-text-2xs);
      font-variant-numeric: tabular-nums;
      line-height: 1;
      color: var(--ts-axis);
    }
    .cursor {
      position: absolute;
      inset-block: 0;
      width: 1px;
      background: var(--ts-cursor);
      opacity: 0.55;
    }
    .strip {
      position: relative;
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(4.75rem, 1fr));
      gap: var(--ts-1);
    }
    .strip label {
      display: grid;
      gap: 2px;
      padding: 3px 3px 1px;
      border: 1px solid transparent;
      border-radius: var(--ts-radius);
      color: var(--ts-ink-quiet);
      font-size: var(--ts-text-2xs);
      cursor: pointer;
      min-width: 0;
    }
    .strip label:hover {
      background: var(--ts-hover);
    }
    .strip label:has(:checked) {
      border-color: var(--ts-control);
      background: var(--ts-raised);
      color: var(--ts-ink);
    }
    .strip label:has(:focus-visible) {
      outline: 2px solid var(--ts-focus);
      outline-offset: 1px;
    }
    .strip span {
      overflow: hidden;
      text-overflow: ellipsis;
      padding-inline: 2px;
    }
    .strip input {
      position: absolute;
      width: 1px;
      height: 1px;
      opacity: 0;
    }
    .strip ts-density {
      height: 2.25rem;
      border-radius: 2px;
      background: var(--ts-sunken);
      overflow: hidden;
    }
    .placeholder {
      display: grid;
      place-content: center;
      min-height: 6rem;
      padding: var(--ts-4);
      border: 1px dashed var(--ts-line-strong);
      border-radius: var(--ts-radius);
      color: var(--ts-ink-faint);
      font-size: var(--ts-text-s);
      text-align: center;
      text-wrap: balance;
    }
  `,
];
