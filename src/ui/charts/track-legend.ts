import { msg } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { Track } from '../../core/spec/spec.ts';
import { RECALLED_DASH } from './chart-options.ts';
import { recalledName, trackName } from './chart-texts.ts';

export const legendStyles = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ts-1) var(--ts-3);
    font-size: var(--ts-text-xs);
    color: var(--ts-ink-quiet);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: var(--ts-2);
  }
  .legend svg {
    flex: none;
    width: 1.5rem;
    height: 0.625rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }
  .legend .pretrain { color: var(--ts-pretrain); }
  .legend .finetune { color: var(--ts-finetune); }
  .legend .baseline { color: var(--ts-baseline); }
  .legend .recalled { color: var(--ts-recalled); }
  .legend .test { color: var(--ts-ink-quiet); }
`;

/** What the lines and marks of the charts mean: by colour, and by line and shape. */
export function trackLegend(tracks: readonly Track[], recalls: boolean): TemplateResult {
  return html`<ul class="legend" aria-label=${msg('Legend')}>
    ${tracks.map((track) => html`<li><svg class=${track} viewBox="0 0 24 10" aria-hidden="true">${line(track)}</svg>${describe(track)}</li>`)}
    ${
      recalls
        ? html`<li><svg class="recalled" viewBox="0 0 24 10" aria-hidden="true">${svg`<path d="M0 5H24" stroke-dasharray=${RECALLED_DASH.join(' ')} /><path d="M9 2h6v6H9Z" fill="var(--ts-surface)" stroke-width="1.75" />`}</svg>${recalledName()}</li>`
        : nothing
    }
    <li><svg class="test" viewBox="0 0 24 10" aria-hidden="true">${svg`<circle cx="6" cy="5" r="3.5" stroke-width="1.75" />
      <path d="M18 0.7 22.3 5 18 9.3 13.7 5Z" stroke-width="1.75" />`}</svg>${msg('on the test rows')}</li>
  </ul>`;
}

const line = (track: Track) => svg`<path d="M0 5H24" stroke-dasharray=${track === 'baseline' ? '5 3' : 'none'} />`;

function describe(track: Track): string {
  if (track !== 'baseline') return trackName(track);
  return msg('Baseline (from scratch, step beside step)');
}
