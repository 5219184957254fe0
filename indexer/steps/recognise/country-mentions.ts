import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { Match, Sense } from '../../gazetteer/form-trie.ts';
import type { WordList } from '../../gazetteer/word-list.ts';
import { nameOf, readDiscourse, type Discourse } from './discourse.ts';
import { isConfirmedPlace } from './place-rules.ts';
import { isPersonsName, isOtherThing, modifierFactor } from './country-rules.ts';
import type { ArticleReading, Passage } from './read-article.ts';
import type { Mention } from './weigh.ts';

/** `London: «Middle East»`: the desk of the paper, not a place of the story. */
function namesAnOffice(dateline: string): boolean {
  return /^[\p{L}\p{M} .'’-]{2,40}[:：]/u.test(dateline) || /[«»“”"]/.test(dateline);
}

/** How much a country gains from a body that sits in it. */
const HOME_OF_ORGANISATION = 0.5;
/** `Swedish Maritime Administration` names its country, as the word alone would. */
const COUNTRY_IN_NAME = 0.85;
/** Kinds of bodies that stories of all countries name. */
const NAMED_ABROAD: ReadonlySet<string> = new Set([
  'media', 'agency', 'company', 'central-bank', 'exchange', 'party', 'sport',
]); // prettier-ignore
/** A mission is there for its country: `NATO Mission in Iraq` names it, as a capital names its own. */
const PLACE_OF_MISSION = 0.8;

/** Every place in the article that tells a country. */
export function countryMentions(reading: ArticleReading, gazetteer: Gazetteer): Mention[] {
  const mentions: Mention[] = [];
  const discourse = readDiscourse(reading, gazetteer);
  for (const passage of reading.passages) {
    const office = passage.zone === 'dateline' && namesAnOffice(passage.tokens.text);
    if (office || passage.zone === 'credit') continue;
    for (const match of passage.matches) {
      const mention = mentionOf(match, passage, gazetteer, discourse);
      if (mention !== undefined) mentions.push(mention);
    }
  }
  return mentions;
}

function mentionOf(match: Match, passage: Passage, gazetteer: Gazetteer, discourse: Discourse): Mention | undefined {
  const { from, to } = match;
  const inDateline = from < passage.datelineTokens || passage.zone === 'dateline';
  const sense = choose(match, passage, gazetteer, discourse, inDateline);
  if (sense === undefined) return undefined;
  const { entry } = sense;
  if (sense.kind === 'organisation') {
    const { country: value, kind } = gazetteer.organisations.get(sense.value) ?? {};
    if (value === undefined || inDateline) return undefined;
    if (kind === 'mission')
      return { value, passage, from, to, rule: 'place-of-mission', factor: PLACE_OF_MISSION, entry };
    if (!NAMED_ABROAD.has(kind ?? '') && namesPeople(match, passage, gazetteer.peoples.get(value)))
      return { value, passage, from, to, rule: 'country-in-name', factor: COUNTRY_IN_NAME, entry };
    const rule = 'home-of-organisation';
    return { value, passage, from, to, rule, factor: HOME_OF_ORGANISATION, entry, supports: true };
  }
  const modifier = modifierFactor(match, passage);
  const value = countryOf(sense, match, passage, discourse);
  if (value === undefined) return undefined;
  const rule = modifier < 1 ? `${sense.rule}-modifier` : sense.rule;
  const factor = sense.confidence * modifier;
  return inDateline
    ? { value, passage, from, to, rule, factor, entry, zone: 'dateline' }
    : { value, passage, from, to, rule, factor, entry };
}

function namesPeople({ from, to }: Match, { tokens }: Passage, people: WordList | undefined): boolean {
  for (let at = from; at < to; at++) if (people?.holds(tokens, at) || people?.holds(tokens, at, at + 2)) return true;
  return false;
}

/** The sense that tells a country, when what stands around the match allows it. */
function choose(
  match: Match,
  passage: Passage,
  gazetteer: Gazetteer,
  discourse: Discourse,
  inDateline: boolean,
): Sense | undefined {
  const sense = likeliest(match.senses, discourse);
  if (sense === undefined || sense.kind === 'organisation') return sense;
  if (isOtherThing(match, passage, gazetteer) || isPersonsName(match, passage, gazetteer)) return undefined;
  if (sense.kind === 'place' && sense.uncertain && !isConfirmedPlace(match, sense, passage, gazetteer, inDateline))
    return undefined;
  return sense;
}

/**
 * A country or its people before a certain place, that before an uncertain one, and any of them before a certain organisation;
 * of places that share a name, the one whose country the article names: Victoria in Australia, or the capital of Seychelles.
 */
function likeliest(senses: readonly Sense[], { named }: Discourse): Sense | undefined {
  let best: Sense | undefined;
  let bestRank = Infinity;
  for (const sense of senses) {
    if (sense.kind === 'blocker') return undefined;
    const rank = rankOf(sense);
    const isNearer = rank === bestRank && sense.kind === 'place' && named().countries.has(sense.value);
    if (rank > bestRank || (rank === bestRank && !isNearer)) continue;
    best = sense;
    bestRank = rank;
  }
  return best;
}

function rankOf({ kind, uncertain }: Sense): number {
  if (kind === 'country' || kind === 'demonym') return 0;
  if (kind === 'place') return uncertain ? 2 : 1;
  return kind === 'organisation' && !uncertain ? 3 : Infinity;
}

/** The country of a sense in this article; undefined when the name means something else in it. */
function countryOf(sense: Sense, match: Match, passage: Passage, discourse: Discourse): string | undefined {
  if (sense.kind === 'place') {
    const name = nameOf(passage, match.from, match.to);
    return discourse.firms.has(name) ? undefined : (discourse.statedCountry.get(name) ?? sense.value);
  }
  if (sense.entry === 'countries:GE' && sense.kind === 'country') return georgia(discourse);
  if (
    sense.entry === 'countries:CD' &&
    sense.rule === 'country-name' &&
    nameOf(passage, match.from, match.to) === 'congo'
  )
    return congo(discourse);
  return sense.value;
}

const NEAR_GEORGIA = ['RU', 'AM', 'AZ'];

/** The country when its people, its towns or its neighbours are named, else the US state when the United States are. */
function georgia({ named }: Discourse): string {
  const { entries, countries } = named();
  if (entries.has('places:tbilisi-ge') || entries.has('places:batumi-ge') || entries.has('places:abkhazia-ge'))
    return 'GE';
  return countries.has('US') && !NEAR_GEORGIA.some((code) => countries.has(code)) ? 'US' : 'GE';
}

/** The smaller Congo when its capital or full name is in the article. */
function congo({ named }: Discourse): string {
  const { entries, countries } = named();
  return (entries.has('places:brazzaville-cg') || countries.has('CG')) && !entries.has('places:kinshasa-cd')
    ? 'CG'
    : 'CD';
}
