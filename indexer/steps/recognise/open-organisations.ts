import { GAP, SHAPE } from '../../gazetteer/tokens.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import { nameRuns, type NameRun } from './name-runs.ts';
import type { ArticleReading, Passage } from './read-article.ts';
import type { Mention } from './weigh.ts';

/** How far each way of guessing may be trusted. */
const CONFIDENCE = { suffix: 0.9, head: 0.6, role: 0.6, again: 0.8 } as const;

interface Found extends NameRun {
  readonly passage: Passage;
  readonly value: string;
  readonly rule: string;
  readonly factor: number;
}

/** Organisations that `data/` does not know, by what their names or the words beside them say. */
export function openOrganisations(reading: ArticleReading, gazetteer: Gazetteer): Mention[] {
  const found: Found[] = [];
  const others: { passage: Passage; run: NameRun }[] = [];
  for (const passage of reading.passages) {
    if (passage.capitals || passage.zone === 'credit' || passage.zone === 'dateline' || isTitleCase(passage)) continue;
    for (const run of nameRuns(passage, gazetteer)) {
      const hit = classify(run, passage, gazetteer);
      if (hit === undefined) others.push({ passage, run });
      else found.push(hit);
    }
  }
  return [...found, ...namedAgain(found, others)];
}

function classify(run: NameRun, passage: Passage, gazetteer: Gazetteer): Found | undefined {
  const trimmed = trimRole(run, passage, gazetteer);
  const { from, to } = trimmed;
  if (to <= from || isStopName(trimmed, passage, gazetteer)) return undefined;
  const terms = passage.tokens.terms;
  const last = terms[to - 1]!;
  const words = to - from;
  if (words > 1 && gazetteer.words('company-suffixes').has(last)) {
    return {
      from,
      to,
      passage,
      value: textOf(passage, from, to - 1),
      rule: 'company-suffix',
      factor: CONFIDENCE.suffix,
    };
  }
  const head = words > 1 && hasHead(trimmed, passage, gazetteer);
  if (head)
    return { from, to, passage, value: textOf(passage, from, to), rule: 'organisation-head', factor: CONFIDENCE.head };
  if (isPlaceOrPerson(trimmed, passage, gazetteer)) return undefined;
  const cue = cueBeside(trimmed, passage, gazetteer);
  if (cue)
    return { from, to, passage, value: textOf(passage, from, to), rule: 'organisation-role', factor: CONFIDENCE.role };
  return undefined;
}

/** `Chief Executive of`, `President`: titles in front of a name are not part of it. */
function trimRole(run: NameRun, { tokens }: Passage, gazetteer: Gazetteer): NameRun {
  let { from } = run;
  while (from < run.to && (gazetteer.words('titles').has(tokens.terms[from]!) || tokens.terms[from] === 'of')) from++;
  return { from, to: run.to };
}

/** The last word is a head (`… Commission`), or the one before `of`, `for` (`University of …`). */
function hasHead(run: NameRun, { tokens }: Passage, gazetteer: Gazetteer): boolean {
  const heads = gazetteer.words('organisation-heads');
  if (heads.has(tokens.terms[run.to - 1]!)) return true;
  for (let at = run.from + 1; at < run.to - 1; at++) {
    if (tokens.terms[at] !== 'of' && tokens.terms[at] !== 'for') continue;
    if (heads.has(tokens.terms[at - 1]!)) return true;
  }
  return false;
}

function cueBeside(run: NameRun, { tokens }: Passage, gazetteer: Gazetteer): boolean {
  const next = run.to;
  if (
    next < tokens.count &&
    tokens.gaps[next] === GAP.SPACE &&
    gazetteer.words('after-organisations').has(tokens.terms[next]!)
  )
    return true;
  const before = run.from - 1;
  if (before < 1 || tokens.gaps[run.from] !== GAP.SPACE) return false;
  const preposition = tokens.terms[before]!;
  return (
    (preposition === 'of' ||
      preposition === 'at' ||
      preposition === 'for' ||
      preposition === 'with' ||
      preposition === 'in') &&
    gazetteer.words('before-organisations').has(`${tokens.terms[before - 1]!} ${preposition}`)
  );
}

/** A run that is, or begins with, a country, a place or a given name is no firm just because a spokesman speaks for it. */
function isPlaceOrPerson(run: NameRun, passage: Passage, gazetteer: Gazetteer): boolean {
  if (gazetteer.words('given-names').has(passage.tokens.terms[run.from]!)) return true;
  return passage.matches.some(
    (match) => match.from < run.to && match.to > run.from && match.senses.some((sense) => !sense.uncertain),
  );
}

function isStopName(run: NameRun, passage: Passage, gazetteer: Gazetteer): boolean {
  const { tokens } = passage;
  const name = tokens.terms.slice(run.from, run.to).join(' ');
  if (gazetteer.words('no-organisations').has(name)) return true;
  return run.to - run.from === 1 && (tokens.shapes[run.from]! & SHAPE.DIGIT) !== 0;
}

/** `Piedmont` after `Piedmont Aviation Inc`: a later run that is the beginning of a name found elsewhere in the article. */
function namedAgain(found: readonly Found[], others: readonly { passage: Passage; run: NameRun }[]): Found[] {
  const values = [
    ...new Map(found.filter((hit) => hit.rule === 'company-suffix').map((hit) => [hit.value, hit.value])).values(),
  ];
  const again: Found[] = [];
  for (const { passage, run } of others) {
    const text = textOf(passage, run.from, run.to);
    const value = values.find((name) => name === text || name.startsWith(`${text} `));
    if (value !== undefined && text.length > 2) {
      again.push({ ...run, passage, value, rule: 'named-again', factor: CONFIDENCE.again });
    }
  }
  return again;
}

function textOf({ tokens }: Passage, from: number, to: number): string {
  return tokens.text.slice(tokens.starts[from]!, tokens.ends[to - 1]!).replace(/\s+/g, ' ');
}

/** Headlines In Title Case: every run would be a name. */
function isTitleCase({ tokens, zone }: Passage): boolean {
  if (zone !== 'title' && zone !== 'subhead') return false;
  let capitals = 0;
  for (let at = 0; at < tokens.count; at++) if ((tokens.shapes[at]! & SHAPE.CAPITAL) !== 0) capitals++;
  return capitals > tokens.count * 0.6;
}
