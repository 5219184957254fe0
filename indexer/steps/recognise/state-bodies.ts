import { GAP, SHAPE, termAt } from '../../gazetteer/tokens.ts';
import type { Sense } from '../../gazetteer/form-trie.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import { WordList } from '../../gazetteer/word-list.ts';
import { matchEnding, matchStarting, type ArticleReading, type Passage } from './read-article.ts';
import type { Mention } from './weigh.ts';

/** What a ministry is called in full, by the word that papers use. */
const PORTFOLIOS: ReadonlyMap<string, string> = new Map(Object.entries({
  foreign: 'Foreign Affairs', defense: 'Defence', defence: 'Defence', interior: 'Interior', finance: 'Finance', oil: 'Oil',
  petroleum: 'Petroleum', health: 'Health', justice: 'Justice', trade: 'Trade', agriculture: 'Agriculture', economy: 'Economy',
  economics: 'Economics', education: 'Education', energy: 'Energy', transport: 'Transport', labour: 'Labour', labor: 'Labour',
  culture: 'Culture', environment: 'Environment', information: 'Information', planning: 'Planning', industry: 'Industry',
  commerce: 'Commerce', tourism: 'Tourism', electricity: 'Electricity', communications: 'Communications', housing: 'Housing',
  construction: 'Construction', security: 'Security', immigration: 'Immigration', fisheries: 'Fisheries', mines: 'Mines',
})); // prettier-ignore
const NAMED = 0.85;
/** "The Defence Ministry" of an article about Iraq is probably Iraq's. */
const OF_THE_MAIN_COUNTRY = 0.6;

const BODY_WORDS = new WordList(['ministry', 'parliament', 'bank']);

/** Ministries, parliaments and central banks by pattern: `Iraqi Foreign Ministry` → `Ministry of Foreign Affairs (Iraq)`. */
export function stateBodies(
  reading: ArticleReading,
  gazetteer: Gazetteer,
  mainCountries: readonly string[],
): Mention[] {
  const mentions: Mention[] = [];
  for (const passage of reading.passages) {
    const { tokens } = passage;
    const ownerByContext = ownersByContext(passage, mainCountries);
    for (let at = 0; at < tokens.count; at++) {
      if (!BODY_WORDS.holds(tokens, at)) continue;
      const term = termAt(tokens, at);
      const body = term === 'ministry' ? ministry(passage, at) : commonBody(passage, at);
      if (body === undefined) continue;
      const owner = ownerOf(passage, body) ?? (body.bare ? ownerByContext(body) : undefined);
      if (owner === undefined) continue;
      const country = gazetteer.vocabulary.label('country', owner.code);
      const value = body.kind === 'central bank' ? centralBank(owner.code, country, gazetteer) : body.name(country);
      const from = owner.from ?? body.from;
      mentions.push(toMention({ value, passage, from, to: body.to }, owner.from !== undefined));
    }
  }
  return mentions;
}

/** A body of a country: one that the text names beside it, or the one that the article is about. */
export function toMention(body: Pick<Mention, 'value' | 'passage' | 'from' | 'to'>, isNamed: boolean): Mention {
  return isNamed
    ? { ...body, rule: 'state-body', factor: NAMED }
    : { ...body, rule: 'state-body-of-main-country', factor: OF_THE_MAIN_COUNTRY };
}

interface Body {
  readonly kind: 'ministry' | 'parliament' | 'central bank';
  readonly from: number;
  readonly to: number;
  readonly name: (country: string) => string;
  /** Its words alone are enough, when the article has a main country. */
  readonly bare: boolean;
}

/** `Foreign Ministry`, `foreign ministry`, `Ministry of Defense`, `Ministry of Trade and Industry`. */
function ministry(passage: Passage, at: number): Body | undefined {
  const { tokens } = passage;
  const capital = isCapital(passage, at);
  if (capital && termAt(tokens, at + 1) === 'of' && at + 2 < tokens.count) {
    let from = at + 2;
    if (termAt(tokens, from) === 'the' && from + 1 < tokens.count) from++;
    const names = portfolios(passage, from);
    if (names === undefined) return undefined;
    return {
      kind: 'ministry',
      from: at,
      to: names.to,
      bare: true,
      name: (country) => `Ministry of ${names.text} (${country})`,
    };
  }
  const before = at - 1;
  if (before < 0 || tokens.gaps[at] !== GAP.SPACE) return undefined;
  const portfolio = PORTFOLIOS.get(termAt(tokens, before));
  if (portfolio === undefined) return undefined;
  return {
    kind: 'ministry',
    from: before,
    to: at + 1,
    bare: capital,
    name: (country) => `Ministry of ${portfolio} (${country})`,
  };
}

function portfolios(passage: Passage, from: number): { text: string; to: number } | undefined {
  const { tokens } = passage;
  const first = PORTFOLIOS.get(termAt(tokens, from));
  if (first === undefined) return undefined;
  let to = from + 1;
  if (termAt(tokens, from) === 'foreign' && termAt(tokens, to) === 'affairs') to++;
  let text = first;
  if (
    termAt(tokens, to) === 'and' &&
    isCapital(passage, to + 1) &&
    PORTFOLIOS.get(termAt(tokens, to + 1)) !== undefined
  ) {
    text += ` and ${PORTFOLIOS.get(termAt(tokens, to + 1))!}`;
    to += 2;
  }
  return { text, to };
}

/** `Iraqi parliament`, `Turkish central bank`: only with the country beside them. */
function commonBody(passage: Passage, at: number): Body | undefined {
  const { tokens } = passage;
  if (termAt(tokens, at) === 'parliament') {
    return { kind: 'parliament', from: at, to: at + 1, bare: false, name: (country) => `Parliament of ${country}` };
  }
  if (at === 0 || termAt(tokens, at - 1) !== 'central' || tokens.gaps[at] !== GAP.SPACE) return undefined;
  return {
    kind: 'central bank',
    from: at - 1,
    to: at + 1,
    bare: false,
    name: (country) => `Central Bank of ${country}`,
  };
}

interface Owner {
  readonly code: string;
  /** Where the words of country and body begin; absent when the country stands elsewhere. */
  readonly from?: number;
}

/** The country whose adjective or possessive stands before, or that follows behind `of`, `in`. */
function ownerOf(passage: Passage, { from, to }: Body): Owner | undefined {
  const { tokens } = passage;
  const before = matchEnding(passage, from);
  const owner = before?.senses.find((sense) => sense.kind === 'country' || sense.kind === 'demonym');
  if (before !== undefined && owner !== undefined && tokens.gaps[from] === GAP.SPACE)
    return { code: owner.value, from: before.from };
  if (termAt(tokens, to) !== 'of' && termAt(tokens, to) !== 'in') return undefined;
  const place = termAt(tokens, to + 1) === 'the' ? to + 2 : to + 1;
  const after = matchStarting(passage, place)?.senses.find((sense) => sense.kind === 'country');
  return after === undefined ? undefined : { code: after.value, from };
}

/**
 * Tells the country that the article is about; of several, the one that the paragraph has named last. To be asked from the
 * first body to the last: a paragraph may be long, and hold nothing but ministries.
 */
export function ownersByContext(
  { matches }: Passage,
  [first, ...others]: readonly string[],
): (body: Pick<Body, 'from'>) => Owner | undefined {
  const isMain = ({ kind, uncertain, value }: Sense): boolean =>
    kind !== 'organisation' && !uncertain && (value === first || others.includes(value));
  let code = first;
  let next = 0;
  return ({ from }) => {
    for (; others.length > 0 && next < matches.length && matches[next]!.to <= from; next++)
      code = matches[next]!.senses.findLast(isMain)?.value ?? code;
    return code === undefined ? undefined : { code };
  };
}

function centralBank(code: string, country: string, gazetteer: Gazetteer): string {
  return gazetteer.centralBanks.get(code) ?? `Central Bank of ${country}`;
}

function isCapital({ tokens }: Passage, at: number): boolean {
  return at < tokens.count && (tokens.shapes[at]! & SHAPE.CAPITAL) !== 0;
}
