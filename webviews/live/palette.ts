/** The theme's colours for canvases, which do not see stylesheets. */
import { SERIES_COLORS } from '../../results/figures/curves';

export interface Palette {
  readonly series: readonly string[];
  readonly text: string;
  readonly grid: string;
  readonly font: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  return {
    series: Array.from({ length: SERIES_COLORS }, (_, index) => style.getPropertyValue(`--series-${index}`).trim()),
    text: style.getPropertyValue('--quiet').trim(),
    grid: style.getPropertyValue('--grid').trim(),
    font: `11px ${style.fontFamily}`,
  };
}

/** VS Code marks a change of theme on the body, and its colours on the root element. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
