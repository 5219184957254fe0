import { GAP, SHAPE, termAt } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import { WordList } from '../../gazetteer/word-list.ts';
import { nameRuns, type NameRun } from './name-runs.ts';
import { matchEnding, matchOver, type ArticleReading, type Passage } from './read-article.ts';
import type { Mention } from './weigh.ts';

/** How far each way of guessing may be trusted. */
const CONFIDENCE = {
  'company-suffix': 0.9,
  'organisation-head': 0.6,
  'organisation-role': 0.6,
  'named-again': 0.8,
} as const;

const CONNECTORS = new WordList(['of', 'for', 'and']);
const BEHIND_HEADS = new WordList(['of', 'for']);
const CUE_ENDS = new WordList(['of', 'at', 'for', 'with', 'in']);

interface Found extends NameRun {
  readonly passage: Passage;
  readonly value: string;
  readonly rule: string;
  readonly factor: number;
}

/** Organisations that `data/` does not know, by what their names or the words beside them say; never the words of a mention that another rule has `taken`. */
export function openOrganisations(reading: ArticleReading, taken: readonly Mention[], gazetteer: Gazetteer): Mention[] {
  const hits: Found[] = [];
  const takenIn = byPassage(taken);
  const others: { passage: Passage; run: NameRun }[] = [];
  for (const passage of reading.passages) {
    if (passage.capitals || passage.zone === 'credit' || passage.zone === 'dateline' || isTitleCase(passage)) continue;
    for (const run of nameRuns(passage, takenIn.get(passage) ?? [], gazetteer)) {
      const hit = classify(run, passage, gazetteer);
      if (hit === undefined) others.push({ passage, run });
      else hits.push(hit);
    }
  }
  return [...hits, ...namedAgain(hits, others)];
}

function byPassage(mentions: readonly Mention[]): Map<Passage, Mention[]> {
  const groups = new Map<Passage, Mention[]>();
  for (const mention of mentions) {
    const group = groups.get(mention.passage);
    if (group === undefined) groups.set(mention.passage, [mention]);
    else group.push(mention);
  }
  return groups;
}

function classify(whole: NameRun, passage: Passage, gazetteer: Gazetteer): Found | undefined {
  const run = trimRole(cutAtConnectors(whole, passage, gazetteer), passage, gazetteer);
  const { from, to } = run;
  if (to <= from || isStopName(run, passage, gazetteer)) return undefined;
  const { tokens } = passage;
  const heads = gazetteer.words('organisation-heads');
  const words = to - from;
  if (words > 1 && gazetteer.words('company-suffixes').holds(tokens, to - 1)) {
    return words === 2 && heads.holds(tokens, from) ? undefined : found(run, passage, 'company-suffix', to - 1);
  }
  if (words > 1 && hasHead(run, passage, gazetteer)) {
    return isPersonWithHead(run, passage, gazetteer) ? undefined : found(run, passage, 'organisation-head');
  }
  if (isPlaceOrPerson(run, passage, gazetteer) || (words === 1 && !mayStandAlone(run, passage, gazetteer)))
    return undefined;
  return cueBeside(run, passage, gazetteer) ? found(run, passage, 'organisation-role') : undefined;
}

/** A name whose value is its words up to `end`. */
function found(run: NameRun, passage: Passage, rule: keyof typeof CONFIDENCE, end = run.to): Found {
  return { ...run, passage, value: textOf(passage, run.from, end), rule, factor: CONFIDENCE[rule] };
}

/** `Adam Scaife of the Met Office` → `Met Office`; `University of Ohio` stays whole, for it has its head before `of`. */
function cutAtConnectors(run: NameRun, passage: Passage, gazetteer: Gazetteer): NameRun {
  const { tokens } = passage;
  const heads = gazetteer.words('organisation-heads');
  let { from } = run;
  let headBefore = false;
  for (let at = from; at < run.to; at++) {
    if (heads.holds(tokens, at)) headBefore = true;
    if (!CONNECTORS.holds(tokens, at)) continue;
    const term = termAt(tokens, at);
    const known = term === 'and' && matchEnding(passage, at)?.from === from;
    if (headBefore && !known) continue;
    // `Fire and Rescue Service` is one name; `Hang Seng and Straits Times`, `Smith and President Jones` are two.
    if (term === 'and' && !known && !gazetteer.words('titles').holds(tokens, at + 1)) continue;
    from = termAt(tokens, at + 1) === 'the' ? at + 2 : at + 1;
  }
  return { from, to: run.to };
}

/** `Heather Mills`, `Jim Press`: two words of which the first is a given name are a person, unless the head says more. */
function isPersonWithHead(run: NameRun, { tokens }: Passage, gazetteer: Gazetteer): boolean {
  return (
    run.to - run.from === 2 &&
    gazetteer.words('given-names').holds(tokens, run.from) &&
    !gazetteer.words('institution-heads').holds(tokens, run.to - 1)
  );
}

/** One word is a name only where no sentence begins, and when it is no word of trade itself. */
function mayStandAlone(run: NameRun, { tokens }: Passage, gazetteer: Gazetteer): boolean {
  if (tokens.gaps[run.from] === GAP.STOP || termAt(tokens, run.from).length < 3) return false;
  return !gazetteer.words('organisation-heads').holds(tokens, run.from);
}

/** `Chief Executive of`, `President`: titles in front of a name are not part of it. */
function trimRole(run: NameRun, { tokens }: Passage, gazetteer: Gazetteer): NameRun {
  let { from } = run;
  while (from < run.to && (gazetteer.words('titles').holds(tokens, from) || termAt(tokens, from) === 'of')) from++;
  return { from, to: run.to };
}

/** The last word is a head (`… Commission`), or the one before `of`, `for` (`University of …`). */
function hasHead(run: NameRun, { tokens }: Passage, gazetteer: Gazetteer): boolean {
  const heads = gazetteer.words('organisation-heads');
  if (heads.holds(tokens, run.to - 1)) return true;
  for (let at = run.from + 1; at < run.to - 1; at++) {
    if (!BEHIND_HEADS.holds(tokens, at)) continue;
    if (heads.holds(tokens, at - 1)) return true;
  }
  return false;
}

function cueBeside(run: NameRun, { tokens }: Passage, gazetteer: Gazetteer): boolean {
  const next = run.to;
  if (
    next < tokens.count &&
    tokens.gaps[next] === GAP.SPACE &&
    gazetteer.words('after-organisations').holds(tokens, next)
  )
    return true;
  const before = run.from - 1;
  if (before < 1 || tokens.gaps[run.from] !== GAP.SPACE) return false;
  return CUE_ENDS.holds(tokens, before) && gazetteer.words('before-organisations').holds(tokens, before - 1, run.from);
}

/** A run that is, or begins with, a country, a place or a given name is no firm just because a spokesman speaks for it. */
function isPlaceOrPerson(run: NameRun, passage: Passage, gazetteer: Gazetteer): boolean {
  if (gazetteer.words('given-names').holds(passage.tokens, run.from)) return true;
  for (let at = run.from; at < run.to; at++)
    if (matchOver(passage, at)?.senses.some((sense) => !sense.uncertain) === true) return true;
  return false;
}

function isStopName(run: NameRun, passage: Passage, gazetteer: Gazetteer): boolean {
  const { tokens } = passage;
  if (gazetteer.words('no-organisations').holds(tokens, run.from, run.to)) return true;
  return run.to - run.from === 1 && (tokens.shapes[run.from]! & SHAPE.DIGIT) !== 0;
}

/** `Piedmont` after `Piedmont Aviation Inc`: a later run that is the beginning of a name found elsewhere in the article. */
function namedAgain(hits: readonly Found[], others: readonly { passage: Passage; run: NameRun }[]): Found[] {
  const byBeginning = new Map<string, string>();
  for (const { rule, value } of hits) {
    if (rule !== 'company-suffix') continue;
    const words = value.split(' ');
    for (let count = 1; count <= words.length; count++) {
      const beginning = words.slice(0, count).join(' ');
      if (!byBeginning.has(beginning)) byBeginning.set(beginning, value);
    }
  }
  if (byBeginning.size === 0) return [];
  const again: Found[] = [];
  for (const { passage, run } of others) {
    const text = textOf(passage, run.from, run.to);
    const value = byBeginning.get(text);
    if (value !== undefined && text.length > 2) {
      again.push({ ...run, passage, value, rule: 'named-again', factor: CONFIDENCE['named-again'] });
    }
  }
  return again;
}

function textOf({ tokens }: Passage, from: number, to: number): string {
  return tokens.text.slice(tokens.starts[from], tokens.ends[to - 1]).replace(/\s+/g, ' ');
}

/** Headlines In Title Case: every run would be a name. */
function isTitleCase({ tokens, zone }: Passage): boolean {
  if (zone !== 'title' && zone !== 'subhead') return false;
  let capitals = 0;
  for (let at = 0; at < tokens.count; at++) if ((tokens.shapes[at]! & SHAPE.CAPITAL) !== 0) capitals++;
  return capitals > tokens.count * 0.6;
}
