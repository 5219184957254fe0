import { GAP, SHAPE, joins, termAt, type Tokens } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import { WordList } from '../../gazetteer/word-list.ts';
import { matchOver, type Passage } from './read-article.ts';

/** A run of capitalised words that reads as one name: `University of Notre Dame`, `Charles Schwab & Co`. Tokens from, up to. */
export interface NameRun {
  readonly from: number;
  readonly to: number;
}

/** The words that may stand inside a name without a capital. */
const INSIDE = new WordList('of for and the de du des del della la le van von und'.split(' '));
const LONGEST = 9;

/** Runs of capitalised words, cut at the names that the gazetteer knows as organisations and at what other rules have `taken`. */
export function nameRuns(passage: Passage, taken: readonly NameRun[], gazetteer: Gazetteer): NameRun[] {
  const { tokens } = passage;
  const runs: NameRun[] = [];
  const known = organisationTokens(passage, gazetteer);
  // The first word of a sentence is capitalised anyway: articles, pronouns and the like begin no name.
  const stopWords = gazetteer.words('begin-no-name');
  for (const { from, to } of taken) for (let at = from; at < to; at++) known[at] ||= 1;
  let at = passage.datelineTokens;
  while (at < tokens.count) {
    if (!isCapital(passage, at) || known[at]! > 0 || stopWords.holds(tokens, at)) {
      at++;
      continue;
    }
    let to = at + 1;
    while (to < tokens.count && to - at < LONGEST) {
      if (known[to]! > 0 || !joinsOn(passage, to)) break;
      if (isCapital(passage, to)) {
        to++;
        continue;
      }
      const end = insideEnd(passage, to, known);
      if (end === undefined) break;
      to = end;
    }
    // A name cut for its length does not end inside another, `… Bishops of the United | States`.
    const last = matchOver(passage, to - 1);
    if (last !== undefined && last.from >= at && last.to > to) to = last.to;
    if (!isRestOfName(tokens, at, known)) runs.push({ from: at, to });
    at = to;
  }
  return runs;
}

/** `School of Law` behind `Boston University`: a part of that body, and by itself the name of none. */
function isRestOfName({ gaps, shapes }: Tokens, at: number, known: Uint8Array): boolean {
  return at > 0 && known[at - 1] === WITH_PARTS && gaps[at] === GAP.SPACE && (shapes[at - 1]! & SHAPE.POSSESSIVE) === 0;
}

/** Whose parts are called after them; `Judiciary Committee` behind `Senate` is a name of its own. */
const KINDS_WITH_PARTS: ReadonlySet<string> = new Set(['university', 'media', 'ngo', 'company', 'religious']);
const WITH_PARTS = 2;

/** Marks of the words of one passage, in memory that all passages share. */
let marks = new Uint8Array(1024);

function organisationTokens({ tokens, matches }: Passage, gazetteer: Gazetteer): Uint8Array {
  if (marks.length < tokens.count) marks = new Uint8Array(tokens.count * 2);
  const known = marks.fill(0, 0, tokens.count);
  for (const match of matches) {
    if (beginsLongerName(tokens, match)) continue;
    const sense = match.senses.find(({ kind, uncertain }) => kind === 'organisation' && !uncertain);
    if (sense === undefined) continue;
    const kind = gazetteer.organisations.get(sense.value)?.kind;
    known.fill(kind !== undefined && KINDS_WITH_PARTS.has(kind) ? WITH_PARTS : 1, match.from, match.to);
  }
  return known;
}

/** `The Independent` of `The Independent Commission`: of two names that begin with `the` the text may mean the longer. */
export function beginsLongerName(tokens: Tokens, { from, to }: NameRun): boolean {
  if (to >= tokens.count || tokens.gaps[to] !== GAP.SPACE || (tokens.shapes[to]! & SHAPE.CAPITAL) === 0) return false;
  return !tokens.capitals && termAt(tokens, from) === 'the';
}

/** After one or two small words (`of the`) the name goes on when a capital follows. */
function insideEnd(passage: Passage, at: number, known: Uint8Array): number | undefined {
  const { tokens } = passage;
  for (let word = at; word < at + 2 && word < tokens.count; word++) {
    if (!INSIDE.holds(tokens, word) || tokens.gaps[word] !== GAP.SPACE) return undefined;
    const next = word + 1;
    if (next < tokens.count && tokens.gaps[next] === GAP.SPACE && isCapital(passage, next) && known[next] === 0)
      return next + 1;
  }
  return undefined;
}

function joinsOn({ tokens }: Passage, at: number): boolean {
  if ((tokens.shapes[at - 1]! & SHAPE.POSSESSIVE) !== 0) return false;
  const gap = tokens.gaps[at]!;
  if (joins(gap)) return true;
  // `St. Mary`, `Robert E. Lee`
  return gap === GAP.STOP && termAt(tokens, at - 1).length <= 2 && tokens.text[tokens.ends[at - 1]!] === '.';
}

function isCapital({ tokens }: Passage, at: number): boolean {
  return (tokens.shapes[at]! & (SHAPE.CAPITAL | SHAPE.UPPER)) !== 0;
}
