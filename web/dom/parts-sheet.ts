import dates from '../styles/dates.css';
import facets from '../styles/facets.css';
import forcedColors from '../styles/forced-colors.css';
import layout from '../styles/layout.css';
import map from '../styles/map.css';
import parts from '../styles/parts.css';
import results from '../styles/results.css';
import tokens from '../styles/tokens.css';

let sheet: CSSStyleSheet | undefined;

/** One sheet that all shadow roots adopt. Made by script and not as a style element, so a strict CSP has nothing to refuse. */
export function partsSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(tokens + parts + layout + results + facets + dates + map + forcedColors);
  }
  return sheet;
}
