import { GAP, SHAPE, joins, termAt } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import { matchOver, type ArticleReading, type Passage } from './read-article.ts';
import type { Mention } from './weigh.ts';

const CONFIDENCE = 0.9;

export interface Definition {
  readonly acronym: string;
  readonly value: string;
  readonly passage: Passage;
  readonly from: number;
  readonly to: number;
  /** The acronym is known as another body's. */
  readonly overrides?: true;
}

/** Where names are not capitalised throughout, or all nouns are, a long form needs a word that organisations have. */
const NEEDS_HEAD: ReadonlySet<string> = new Set(['fr', 'de', 'es']);

/** Whether acronyms are read in articles of this language. */
export function definesOrganisations(language: string | undefined): boolean {
  return language === undefined || language === 'en' || NEEDS_HEAD.has(language);
}

/**
 * Organisations that the article defines itself, `Basra Investment Commission (BIC)`, and every later use of the acronym.
 * After A. Schwartz and M. Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions" (2003), by words and not by letters.
 */
export function definedOrganisations(reading: ArticleReading, definitions: ReadonlyMap<string, Definition>): Mention[] {
  if (definitions.size === 0) return [];
  const mentions: Mention[] = [];
  for (const passage of reading.passages) {
    for (let at = 0; at < passage.tokens.count; at++) {
      if ((passage.tokens.shapes[at]! & SHAPE.UPPER) === 0) continue;
      const definition = definitions.get(termAt(passage.tokens, at));
      if (definition === undefined || (isMatched(passage, at) && !definition.overrides)) continue;
      const first = definition.passage === passage && definition.to === at;
      mentions.push({
        value: definition.value, passage, rule: first ? 'definition' : 'defined-acronym', factor: CONFIDENCE,
        from: first ? definition.from : at, to: first ? definition.to : at + 1,
      }); // prettier-ignore
    }
  }
  return mentions;
}

/** The acronyms that an article defines, each with what it stands for. */
export function acronymsOf(reading: ArticleReading, gazetteer: Gazetteer): Map<string, Definition> {
  const definitions = new Map<string, Definition>();
  const isForeign = NEEDS_HEAD.has(reading.language ?? '');
  for (const passage of reading.passages) {
    if (passage.capitals) continue;
    for (const definition of definitionsIn(passage, isForeign ? 1 : 2)) {
      if (isForeign && !hasHead(definition, reading.language!, gazetteer)) continue;
      if (definitions.has(definition.acronym)) continue;
      const other = otherBody(definition, gazetteer);
      if (other !== undefined) definitions.set(definition.acronym, { ...definition, ...other, overrides: true });
      else if (!isKnown(definition, gazetteer)) definitions.set(definition.acronym, definition);
    }
  }
  return definitions;
}

/**
 * What an acronym stands for here that elsewhere is another body's: `Norwegian Refugee Council (NRC)` is not the Nuclear
 * Regulatory Commission. A long form with a word of the body's own name is that body, in other words.
 */
function otherBody(definition: Definition, gazetteer: Gazetteer): Pick<Definition, 'value' | 'from'> | undefined {
  const { passage, from, to, value } = definition;
  const owner = matchOver(passage, to)?.senses.find(({ kind, uncertain }) => kind === 'organisation' && !uncertain);
  if (owner === undefined) return undefined;
  const long = matchOver(passage, from);
  const sense =
    long?.to === to ? long.senses.find(({ kind, uncertain }) => kind === 'organisation' && !uncertain) : undefined;
  if (sense !== undefined) return sense.value === owner.value ? undefined : { value: sense.value, from };
  const { name, aliases } = gazetteer.organisations.get(owner.value)!;
  const own = new Set([name, ...aliases].flatMap(longWords));
  return longWords(value).some((word) => own.has(word)) ? undefined : { value, from };
}

function longWords(name: string): string[] {
  return name.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
}

/** Capitalised words before `(ABC)` whose initials are the letters of the acronym; small words may be skipped. */
function definitionsIn(passage: Passage, leastCapitals: number): Definition[] {
  const { tokens } = passage;
  const found: Definition[] = [];
  for (let at = 1; at < tokens.count; at++) {
    if (tokens.gaps[at] !== GAP.OPEN || (tokens.shapes[at]! & SHAPE.UPPER) === 0) continue;
    const acronym = termAt(tokens, at).replaceAll('.', '');
    if (acronym.length < 2 || acronym.length > 8 || tokens.text[tokens.ends[at]!] !== ')') continue;
    const from = longFormStart(passage, at, acronym, leastCapitals);
    if (from !== undefined && at - from > 1) {
      const value = tokens.text.slice(tokens.starts[from], tokens.ends[at - 1]).replace(/\s+/g, ' ');
      found.push({ acronym: termAt(tokens, at), value, passage, from, to: at });
    }
  }
  return found;
}

function longFormStart({ tokens }: Passage, end: number, acronym: string, leastCapitals: number): number | undefined {
  let letter = acronym.length - 1;
  let capitals = 0;
  for (let at = end - 1; at >= 0 && end - at <= acronym.length * 2 + 2; at--) {
    if (at < end - 1 && !joins(tokens.gaps[at + 1]!)) return undefined;
    const capital = (tokens.shapes[at]! & SHAPE.CAPITAL) !== 0;
    if (termAt(tokens, at)[0] === acronym[letter]) {
      if (capital) capitals++;
      if (letter === 0) return capital && capitals >= Math.min(leastCapitals, acronym.length) ? at : undefined;
      letter--;
    } else if (capital && letter < acronym.length - 1 && tokens.gaps[at + 1] !== GAP.HYPHEN) {
      return undefined; // a capitalised word that the acronym does not spell
    }
  }
  return undefined;
}

/** `Agence`, `Instituto`; in German also as the end of a compound, `Bundesamt`. */
function hasHead({ passage, from, to }: Definition, language: string, gazetteer: Gazetteer): boolean {
  const heads = gazetteer.words(`organisation-heads-${language}`);
  for (let at = from; at < to; at++) {
    if (heads.holds(passage.tokens, at)) return true;
    const term = termAt(passage.tokens, at);
    if (language === 'de' && [...heads].some((head) => term.endsWith(head))) return true;
  }
  return false;
}

/** Already an organisation of `data/`, or something else that the gazetteer knows. */
function isKnown({ passage, from, to }: Definition, gazetteer: Gazetteer): boolean {
  const first = matchOver(passage, from);
  if (first !== undefined && first.to >= to) return true;
  if (gazetteer.words('organisation-heads').holds(passage.tokens, to - 1)) return false;
  for (let at = from; at < to; at++)
    if (matchOver(passage, at)?.senses.some((sense) => sense.kind === 'organisation') === true) return true;
  return false;
}

function isMatched(passage: Passage, at: number): boolean {
  return matchOver(passage, at)?.senses.some((sense) => sense.kind === 'organisation' && !sense.uncertain) === true;
}
