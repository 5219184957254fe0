import { GAP, SHAPE } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { Match } from '../../gazetteer/form-trie.ts';
import { WordList } from '../../gazetteer/word-list.ts';
import { matchEnding, matchStarting, type Passage } from './read-article.ts';

/** `US-backed`, `Kurdish-led`, `pro-Iranian`: the country plays a part, but the words describe someone else. */
export function modifierFactor(match: Match, { tokens }: Passage): number {
  if (match.to < tokens.count && tokens.gaps[match.to] === GAP.HYPHEN && MODIFIERS.holds(tokens, match.to)) return 0.5;
  if (match.from > 0 && tokens.gaps[match.from] === GAP.HYPHEN && PREFIXES.holds(tokens, match.from - 1)) return 0.5;
  return 1;
}
const MODIFIERS = new WordList(
  'backed led sponsored supported funded allied aligned brokered born style made trained friendly speaking'.split(' '),
);
const PREFIXES = new WordList('pro anti'.split(' '));

/** `Canadian dlrs`, `in English`, `US` as a word of a headline in capitals: not the country. */
export function isOtherThing(match: Match, passage: Passage, gazetteer: Gazetteer): boolean {
  const { tokens, capitals } = passage;
  const single = match.to - match.from === 1;
  if (capitals && single && gazetteer.words('not-in-capitals').holds(tokens, match.from)) return true;
  if (match.to < tokens.count && tokens.gaps[match.to]! <= GAP.HYPHEN) {
    if (gazetteer.words('currencies').holds(tokens, match.to)) return true;
    if (gazetteer.words('after-no-country').holds(tokens, match.to)) return true;
  }
  return single && isLanguage(match.from, passage, gazetteer);
}

/** Languages to either side that are read of a list; a longer one is no writing. */
const LONGEST_LIST = 20;

/**
 * `in English.`, `departments of Greek, Latin and Italian`, but `in French hands`, `in French and German cities`: what stands
 * before the first and behind the last of a list of languages decides about each.
 */
function isLanguage(at: number, { tokens }: Passage, gazetteer: Gazetteer): boolean {
  const languages = gazetteer.words('languages');
  if (!languages.holds(tokens, at)) return false;
  const first = endOfList(-1);
  const before = gazetteer.words('before-languages');
  if (!before.holds(tokens, first - 1) && !before.holds(tokens, first - 2, first)) return false;
  const next = endOfList(1) + 1;
  return next >= tokens.count || tokens.gaps[next]! > GAP.HYPHEN || AFTER_A_LANGUAGE.holds(tokens, next);

  function endOfList(direction: 1 | -1): number {
    let end = at;
    for (let members = 0; members < LONGEST_LIST; members++) {
      const next = [end + direction, end + 2 * direction].find(
        (other) => languages.holds(tokens, other) && areJoined(Math.min(end, other), Math.max(end, other)),
      );
      if (next === undefined) break;
      end = next;
    }
    return end;
  }

  /** `Greek, Latin`, `Latin and Italian`. */
  function areJoined(one: number, other: number): boolean {
    return other - one === 1 ? tokens.gaps[other] === GAP.COMMA : JOINING.holds(tokens, one + 1);
  }
}
const JOINING = new WordList(['and', 'or']);
const AFTER_A_LANGUAGE = new WordList(
  'and or that to with but on at for as while when by in from is are was were will would has have had can could may must should said says'.split(
    ' ',
  ),
);

/** `Michael Jordan`, `Jordan Henderson`, `Mr Ireland`: a person who bears the name of a place. */
export function isPersonsName(match: Match, passage: Passage, gazetteer: Gazetteer): boolean {
  const { tokens } = passage;
  if (match.to - match.from > 1) return false;
  if (match.from > 0 && tokens.gaps[match.from]! <= GAP.STOP && tokens.gaps[match.from] !== GAP.COMMA) {
    const close = tokens.gaps[match.from] === GAP.SPACE;
    const abbreviated = tokens.text[tokens.ends[match.from - 1]!] === '.';
    if (isCapital(passage, match.from - 1) && (close || abbreviated)) {
      if (gazetteer.words('forms-of-address').holds(tokens, match.from - 1)) return true;
      if (
        close &&
        gazetteer.words('given-names').holds(tokens, match.from - 1) &&
        matchEnding(passage, match.from) === undefined
      )
        return true;
    }
  }
  if (
    gazetteer.words('places-as-given-names').holds(tokens, match.from) &&
    !passage.capitals &&
    match.to < tokens.count
  ) {
    if (tokens.gaps[match.to] !== GAP.SPACE || (tokens.shapes[match.from]! & SHAPE.POSSESSIVE) !== 0) return false;
    const isParticle = !isCapital(passage, match.to) && PARTICLES.holds(tokens, match.to);
    const next = isParticle ? match.to + 1 : match.to; // Chad le Clos
    if (!isCapital(passage, next) || (tokens.shapes[next]! & SHAPE.UPPER) !== 0) return false;
    const isKnown = matchStarting(passage, next)?.senses.some((sense) => !sense.uncertain) === true;
    return !isKnown && !gazetteer.words('after-places').holds(tokens, next);
  }
  return false;
}

/** Those that stand in names of persons alone: there is a Santiago de Cuba, too. */
const PARTICLES = new WordList('le van von bin ter ten der'.split(' '));

function isCapital({ tokens }: Passage, at: number): boolean {
  return at < tokens.count && (tokens.shapes[at]! & SHAPE.CAPITAL) !== 0;
}
