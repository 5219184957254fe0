import { GAP, SHAPE, termAt } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import { hashOf } from '../../gazetteer/word-hash.ts';
import type { Match, Sense } from '../../gazetteer/form-trie.ts';
import { ownerBeside } from './bodies-of-countries.ts';
import type { Definition } from './defined-organisations.ts';
import { beginsLongerName } from './name-runs.ts';
import { matchEnding, type ArticleReading, type Passage } from './read-article.ts';
import type { Mention } from './weigh.ts';

/** What tells which organisation a name stands for, beside the words around it. */
interface Story {
  readonly gazetteer: Gazetteer;
  /** Codes of the countries that the article is about. */
  readonly countries: ReadonlySet<string>;
  /** What the article itself defines. */
  readonly acronyms: ReadonlyMap<string, Definition>;
  /** Whether the article has a word. */
  readonly speaksOf: (word: string) => boolean;
}

/** Every place in the article that names an organisation of the gazetteer. */
export function knownOrganisations(
  reading: ArticleReading,
  gazetteer: Gazetteer,
  countries: ReadonlySet<string>,
  acronyms: ReadonlyMap<string, Definition>,
): Mention[] {
  const certain: Mention[] = [];
  const uncertain: Mention[] = [];
  const story: Story = { gazetteer, countries, acronyms, speaksOf: topicsOf(reading) };
  for (const passage of reading.passages) {
    for (const match of passage.matches) {
      for (const { sense, isSure } of meaningsOf(passage, match, story)) {
        const mention = toMention(sense, passage, match);
        if (isDefinition(mention, certain.at(-1))) certain.push({ ...mention, supports: true, factor: 0 });
        else (isSure ? certain : uncertain).push(mention);
      }
    }
  }
  // `ISO` is the sugar body where its name stands too; elsewhere it may be anything.
  const named = new Set(certain.map((mention) => mention.value));
  const sure = uncertain.filter(({ value }) => named.has(value) || isAtHome(value, story));
  if (sure.length === 0) return certain;
  // And `Red Cross` is the committee where that is named, which elsewhere is a name of its own.
  const isTaken = ({ passage, from }: Mention): boolean =>
    sure.some((one) => one.passage === passage && one.from === from);
  return [...certain.filter((mention) => !isTaken(mention)), ...sure];
}

/** `European Community (EC)` is one mention, written twice. */
function isDefinition({ value, passage, from }: Mention, previous: Mention | undefined): boolean {
  if (previous?.value !== value || previous.passage !== passage || previous.to !== from) return false;
  return passage.tokens.gaps[from] === GAP.OPEN;
}

interface Meaning {
  readonly sense: Sense;
  /** Else it counts only where the organisation is named elsewhere, too. */
  readonly isSure: boolean;
}

/** The organisations that a name may stand for where it stands; none where it is something else. */
function meaningsOf(passage: Passage, match: Match, story: Story): Meaning[] {
  const { gazetteer, acronyms, countries } = story;
  if (isWordInCapitals(passage, match, gazetteer) || isTicker(passage, match)) return [];
  if (isOfNumber(passage, match) || isDefinedAnew(passage, match, acronyms)) return [];
  const ofTopic = senseOfTopic(match, story);
  const owner = match.senses.length > 1 ? ownerBeside(passage, match) : undefined;
  const meanings: Meaning[] = [];
  for (const sense of match.senses) {
    if (sense.kind !== 'organisation' || (ofTopic !== undefined && sense !== ofTopic)) continue;
    const { kind, country } = gazetteer.organisations.get(sense.value) ?? {};
    // `Kenyan Red Cross`, `Supreme Court of Fiji`: of the bodies with that name only the country's own.
    if (owner !== undefined && country !== owner.code) continue;
    if (owner === undefined && isPartyElsewhere(match, kind, country, countries)) continue;
    if (kind === 'company' && isOfPerson(passage, match, gazetteer)) continue;
    if (isOfOtherThing(passage, match, kind, country)) continue;
    meanings.push({ sense, isSure: !sense.uncertain || sense === ofTopic || owner !== undefined });
  }
  return meanings;
}

/**
 * Of the organisations that share a name, the one of whose field the article speaks: `ICC` beside `wickets` is the cricket council.
 * An uncertain name is sure there, too: `Meta` beside `Instagram`.
 */
function senseOfTopic({ senses }: Match, { speaksOf, gazetteer }: Story): Sense | undefined {
  if (senses.length < 2 && senses[0]?.uncertain !== true) return undefined;
  return senses.find(({ kind, value }) => {
    const topics = kind === 'organisation' ? gazetteer.organisations.get(value)?.topics : undefined;
    return topics?.some(speaksOf);
  });
}

/** Tells whether the article has a word, which is looked for once, however often it is asked for. */
function topicsOf({ passages }: ArticleReading): (word: string) => boolean {
  const known = new Map<string, boolean>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const hash = hashOf(word);
    const found = passages.some(({ tokens }) =>
      tokens.hashes.some((other, at) => other === hash && termAt(tokens, at) === word),
    );
    known.set(word, found);
    return found;
  };
}

/** `Congress`, `Labour`, `the Navy` mean those of the country that the article is about. */
const STATE_KINDS: ReadonlySet<string> = new Set(['party', 'government', 'military', 'court', 'central-bank']);

function isAtHome(name: string, { gazetteer, countries }: Story): boolean {
  const entry = gazetteer.organisations.get(name);
  return entry?.country !== undefined && STATE_KINDS.has(entry.kind) && countries.has(entry.country);
}

/** `the Labour Party` in a story of other countries than the one whose party is known by that name. */
function isPartyElsewhere(
  { senses }: Match,
  kind: string | undefined,
  country: string | undefined,
  countries: ReadonlySet<string>,
): boolean {
  if (kind !== 'party' || country === undefined || countries.size === 0 || countries.has(country)) return false;
  return senses.some((sense) => sense.kind === 'body');
}

/** `Unilever <UN>`: the sign of a share, as wires write it. */
function isTicker({ tokens }: Passage, { from, to }: Match): boolean {
  return to - from === 1 && tokens.text[tokens.starts[from]! - 1] === '<';
}

/** `Anna Henkel`, `Heinz-Peter Ruiz` name a person, and none of the companies that are called after one. */
function isOfPerson({ tokens }: Passage, { from, to }: Match, gazetteer: Gazetteer): boolean {
  if (to - from > 1) return false;
  const isSurname = from > 0 && tokens.gaps[from] === GAP.SPACE && (tokens.shapes[from - 1]! & SHAPE.POSSESSIVE) === 0;
  if (isSurname && gazetteer.words('given-names').holds(tokens, from - 1)) return true;
  const isNext = (at: number, gap: number): boolean =>
    at < tokens.count &&
    tokens.gaps[at] === gap &&
    (tokens.shapes[at]! & (SHAPE.CAPITAL | SHAPE.UPPER)) === SHAPE.CAPITAL;
  const isSecond = from > 0 && isNext(from, GAP.HYPHEN) && (tokens.shapes[from - 1]! & SHAPE.CAPITAL) !== 0;
  return isSecond ? isNext(to, GAP.SPACE) : isNext(to, GAP.HYPHEN) && isNext(to + 1, GAP.SPACE);
}

/** An acronym that the article defines as another body's. */
function isDefinedAnew({ tokens }: Passage, { from, to }: Match, acronyms: ReadonlyMap<string, Definition>): boolean {
  return acronyms.size > 0 && to - from === 1 && acronyms.get(termAt(tokens, from))?.overrides === true;
}

/** `The Independent Commission` is no newspaper, `the Brazilian Amazon` no company of America. */
function isOfOtherThing(passage: Passage, { from, to }: Match, kind: string | undefined, country?: string): boolean {
  const { tokens } = passage;
  if (kind === 'media') return beginsLongerName(tokens, { from, to });
  if (kind !== 'company' || to - from > 1 || from === 0 || tokens.gaps[from] !== GAP.SPACE) return false;
  const people = matchEnding(passage, from)?.senses.find((sense) => sense.kind === 'demonym');
  return people !== undefined && people.value !== country && (tokens.shapes[from - 1]! & SHAPE.POSSESSIVE) === 0;
}

function toMention(sense: Sense, passage: Passage, { from, to }: Match): Mention {
  return { value: sense.value, passage, from, to, rule: sense.rule, factor: sense.confidence, entry: sense.entry };
}

/** `$6.3M`, `1,350M`: the end of a number. */
function isOfNumber({ tokens }: Passage, { from }: Match): boolean {
  if ((tokens.shapes[from]! & SHAPE.DIGIT) === 0) return false;
  const start = tokens.starts[from]!;
  return /\d[.,]$/.test(tokens.text.slice(Math.max(0, start - 2), start));
}

function isWordInCapitals(passage: Passage, { from, to }: Match, gazetteer: Gazetteer): boolean {
  return passage.capitals && to - from === 1 && gazetteer.words('not-in-capitals').holds(passage.tokens, from);
}
