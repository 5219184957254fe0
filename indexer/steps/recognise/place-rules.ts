import { GAP, SHAPE } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { Match, Sense } from '../../gazetteer/form-trie.ts';
import { matchStarting, type Passage } from './read-article.ts';

/** A city that is not certain by itself counts when the text treats it as a place. */
export function isConfirmedPlace(
  match: Match,
  sense: Sense,
  passage: Passage,
  gazetteer: Gazetteer,
  inDateline: boolean,
): boolean {
  const { tokens, capitals } = passage;
  const before = match.from - 1;
  if (sense.rule === 'abbreviation') {
    return before >= 0 && tokens.gaps[match.from] === GAP.COMMA && (tokens.shapes[before]! & SHAPE.CAPITAL) !== 0;
  }
  const next = matchStarting(passage, match.to);
  // `Homs, Syria`; `Springfield, Ill.`
  if (next !== undefined && tokens.gaps[match.to] === GAP.COMMA) {
    const countries = next.senses.filter((one) => one.kind === 'country' || one.kind === 'place');
    if (countries.length > 0) return countries.some((one) => one.value === sense.value);
  }
  if (inDateline) return true;
  if (capitals) return false;
  if (hasCapitalNeighbour(match, passage)) return false;
  if (match.from > 0 && tokens.gaps[match.from] === GAP.SPACE) {
    if (gazetteer.words('before-places').holds(tokens, match.from - 1)) return true;
  }
  return false;
}

/** A capitalised word beside it, without a sign between: part of a longer name (`Nancy Pelosi`, `Union Pacific`). */
function hasCapitalNeighbour(match: Match, { tokens }: Passage): boolean {
  const before = match.from - 1;
  if (before >= 0 && tokens.gaps[match.from]! <= GAP.AMPERSAND) {
    const startsSentence = tokens.gaps[before] === GAP.STOP;
    if (
      (tokens.shapes[before]! & SHAPE.CAPITAL) !== 0 &&
      !startsSentence &&
      (tokens.shapes[before]! & SHAPE.POSSESSIVE) === 0
    )
      return true;
  }
  if (match.to < tokens.count && tokens.gaps[match.to]! <= GAP.AMPERSAND) {
    if ((tokens.shapes[match.to - 1]! & SHAPE.POSSESSIVE) === 0 && (tokens.shapes[match.to]! & SHAPE.CAPITAL) !== 0)
      return true;
  }
  return false;
}
