import { GAP, SHAPE, termAt } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { Match, Sense } from '../../gazetteer/form-trie.ts';
import { matchEnding, matchStarting, type ArticleReading, type Passage } from './read-article.ts';
import { ownersByContext, toMention } from './state-bodies.ts';
import type { Mention } from './weigh.ts';

const CHAMBER = /^(?:House|Senate|Congress$|National Assembly)/;
const COURT = /Court$/;

/** `CDC`, `Red Cross`: behind the country, as their own names are. */
const BEHIND_COUNTRY = /^(?:\p{Lu}{2,5}|Red Cross|Red Crescent)$/u;
const WITH_ARTICLE =
  /^(?:United |Philippines|Netherlands|Maldives|Bahamas|Gambia|Comoros|Seychelles)|(?:Republic|Islands|Emirates)$/;

interface Owner {
  /** Undefined where the name is that of a part of the world or of a state: it is nobody's that we know. */
  readonly code: string | undefined;
  /** Whether a country is named, and not a place in it. */
  readonly isCountry: boolean;
  readonly from: number;
  readonly to: number;
}

/**
 * Whose a name is that bodies of many countries bear: `Kenyan Red Cross`, `Supreme Court of Fiji`. Undefined for other names,
 * and where no country or part of the world stands beside it.
 */
export function ownerBeside(passage: Passage, match: Match): Owner | undefined {
  const body = match.senses.find(({ kind }) => kind === 'body');
  if (body === undefined) return undefined;
  const { tokens } = passage;
  const before = matchEnding(passage, match.from);
  const owner =
    before === undefined || tokens.gaps[match.from] !== GAP.SPACE ? undefined : ownerIn(before.senses, body);
  if (owner !== undefined) return { ...owner, from: before!.from, to: match.to };
  if (termAt(tokens, match.to) !== 'of') return undefined;
  const place = termAt(tokens, match.to + 1) === 'the' ? match.to + 2 : match.to + 1;
  const after = matchStarting(passage, place);
  const sense = after?.senses.find(({ kind }) => kind === 'country');
  return sense && { code: sense.value, isCountry: true, from: match.from, to: after!.to };
}

function ownerIn(senses: readonly Sense[], body: Sense): Pick<Owner, 'code' | 'isCountry'> | undefined {
  const sense = senses.find(({ kind }) => kind !== 'organisation' && kind !== 'blocker' && kind !== 'body');
  if (sense === undefined) return undefined;
  const { kind, value } = sense;
  if (kind === 'country' || kind === 'demonym') return { code: value, isCountry: true };
  return { code: kind === 'place' && !COURT.test(body.value) ? value : undefined, isCountry: false };
}

/** The bodies of countries that `data/` does not know, by a name that many bear; a supreme court also as that of the main country. */
export function bodiesOfCountries(
  reading: ArticleReading,
  gazetteer: Gazetteer,
  mainCountries: readonly string[],
): Mention[] {
  const mentions: Mention[] = [];
  for (const passage of reading.passages) {
    if (passage.zone === 'credit') continue;
    let ownerByContext: ReturnType<typeof ownersByContext> | undefined;
    for (const match of passage.matches) {
      const name = match.senses.find(({ kind }) => kind === 'body')?.value;
      if (name === undefined) continue;
      const beside = ownerBeside(passage, match);
      if (beside === undefined && !standsAlone(passage, match, name)) continue;
      ownerByContext ??= ownersByContext(passage, mainCountries);
      const code = beside === undefined ? ownerByContext(match)?.code : beside.isCountry ? beside.code : undefined;
      if (code === undefined || isKnown(match, code, gazetteer)) continue;
      const country = gazetteer.vocabulary.label('country', code);
      const value =
        !CHAMBER.test(name) && !COURT.test(name) && isWholeName(passage, match, beside)
          ? textOf(passage, beside!.from, match.to)
          : nameOf(name, country);
      const { from, to } = beside ?? match;
      mentions.push(toMention({ value, passage, from, to }, beside !== undefined));
    }
  }
  return mentions;
}

/** A court that nothing in front tells more of: `Texas Supreme Court` is none of a country. */
function standsAlone({ tokens, zone, capitals }: Passage, { from }: Match, name: string): boolean {
  if (!COURT.test(name) || capitals || zone === 'title') return false;
  return from === 0 || tokens.gaps[from] !== GAP.SPACE || (tokens.shapes[from - 1]! & SHAPE.CAPITAL) === 0 || termAt(tokens, from - 1) === 'the'; // prettier-ignore
}

/** Whether one of the organisations of that name is this country's. */
function isKnown({ senses }: Match, code: string, gazetteer: Gazetteer): boolean {
  return senses.some(
    ({ kind, value }) => kind === 'organisation' && gazetteer.organisations.get(value)?.country === code,
  );
}

/** `Kenyan Red Cross`, `Nigeria CDC`; not `Kenya's Red Cross`. */
function isWholeName({ tokens }: Passage, { from }: Match, owner: Owner | undefined): boolean {
  return owner !== undefined && owner.from < from && (tokens.shapes[from - 1]! & SHAPE.POSSESSIVE) === 0;
}

function textOf({ tokens }: Passage, from: number, to: number): string {
  return tokens.text.slice(tokens.starts[from], tokens.ends[to - 1]).replace(/\s+/g, ' ');
}

/** Courts and chambers are called alike, however the country is named. */
function nameOf(name: string, country: string): string {
  if (BEHIND_COUNTRY.test(name)) return `${country} ${name}`;
  if (CHAMBER.test(name)) return `${name} (${country})`;
  return `${name.replace(/^The /, '')} of ${WITH_ARTICLE.test(country) ? 'the ' : ''}${country}`;
}
