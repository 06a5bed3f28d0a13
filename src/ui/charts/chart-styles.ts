import { css, unsafeCSS } from 'lit';
import uPlotCss from 'uplot/dist/uPlot.min.css?inline';

/** uPlot's own rules and ours over them. Inlined, so that they reach into the shadow tree. */
export const chartStyles = [
  unsafeCSS(uPlotCss),
  css`
    :host {
      min-width: 0;
    }
    header {
      display: flex;
      align-items: baseline;
      gap: var(--ts-2);
      min-height: 1.5rem;
    }
    h3 {
      font-size: var(--ts-text-s);
      white-space: nowrap;
    }
    output {
      flex: 1;
      min-width: 0;
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
      gap: 0 var(--ts-3);
      font-size: var(--ts-text-xs);
      color: var(--ts-ink-quiet);
    }
    :host([compact]) output {
      flex-wrap: nowrap;
    }
    output b {
      font-weight: var(--ts-medium);
      color: var(--ts-ink);
    }
    output .pretrain b { color: var(--ts-pretrain); }
    output .finetune b { color: var(--ts-finetune); }
    output .baseline b { color: var(--ts-baseline); }
    output .recalled b { color: var(--ts-recalled); }
    .stage {
      position: relative;
    }
    .plot {
      position: relative;
      height: var(--chart-height, 13rem);
      /* A chart out of sight keeps its last width until it is drawn anew: the page must not get wider by it. */
      overflow: clip;
      touch-action: pan-y;
      cursor: crosshair;
    }
    .uplot {
      position: absolute;
      font-family: var(--ts-font);
    }
    .u-cursor-x {
      border-right: 1px solid var(--ts-cursor) !important;
      opacity: 0.55;
    }
    .u-select {
      background: var(--ts-accent);
      opacity: 0.12;
    }
    .hint {
      position: absolute;
      inset: 1.5rem 0.75rem 1.75rem 3.5rem;
      display: grid;
      place-content: start center;
      text-align: center;
      text-wrap: balance;
      font-size: var(--ts-text-s);
      color: var(--ts-ink-faint);
      pointer-events: none;
      z-index: 1;
    }
    .hint span {
      padding: var(--ts-1) var(--ts-3);
      border-radius: var(--ts-radius);
      background: var(--ts-surface);
    }
    .hint.rising {
      place-content: end center;
    }
    .scroll {
      max-height: 14rem;
      margin-block: var(--ts-2);
    }
    .counts {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
      gap: 0 var(--ts-3);
      min-height: 1rem;
      font-size: var(--ts-text-2xs);
      font-variant-numeric: tabular-nums;
      line-height: 1.3;
      color: var(--ts-ink-faint);
    }
    :host([full]) {
      display: flex;
      flex-direction: column;
      height: 100%;
    }
    :host([full]) .stage {
      flex: 1;
      min-height: 0;
    }
    :host([full]) .plot {
      height: 100%;
    }
  `,
];
