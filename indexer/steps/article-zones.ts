import { findDates } from '../dates/find-dates.ts';
import {
  emptyDraft,
  type ArticleDraft,
  type DateCandidate,
  type DroppedLine,
  type Paragraph,
  type SourceLine,
} from '../draft.ts';
import { comparable, ComparableLines } from './article-start.ts';
import { creditOf, hasDateLabel, type KindedLine } from './line-kind.ts';

const SECTION_WORDS = 4;
const DATE_LABEL_UPDATED = /^(?:last )?(?:updated?|modified|mis à jour|aktualisiert|actualizado|обновлено)/iu;

/** One article while its lines are being told apart. */
interface Zones {
  readonly body: Paragraph[];
  readonly captions: SourceLine[];
  readonly credits: SourceLine[];
  readonly dropped: DroppedLine[];
  readonly dateCandidates: DateCandidate[];
  author?: string;
  section?: string;
  dateline?: SourceLine;
}

/** The title is a line of the article (−1: none), or given by the article's source. */
export type Titled = { readonly line: number } | { readonly given: string };

/**
 * The lines of one article as a draft: header lines leave the body, every line that leaves says by which rule. On a whole
 * page short lines around the text are furniture; in a record they are the article's own.
 */
export function readZones(
  file: string,
  lines: readonly KindedLine[],
  titled: Titled,
  isWholePage: boolean,
): ArticleDraft {
  const titleIndex = 'line' in titled ? titled.line : -1;
  const title = 'given' in titled ? titled.given : (lines[titleIndex]?.text ?? '');
  const titles = new ComparableLines([title]);
  const zones: Zones = { body: [], captions: [], credits: [], dropped: [], dateCandidates: [] };
  const captions = new ComparableLines(lines.filter(({ kind }) => kind === 'caption').map(({ text }) => text));
  const lastProse = lines.findLastIndex((line) => line.kind === 'prose');
  let inHeader = true;
  let inListing = false;
  for (const [index, line] of lines.entries()) {
    if (index === titleIndex) continue;
    const isCaption = line.kind === 'prose' && captions.has(line.text);
    if (line.kind === 'prose' && !isCaption && !isCaptionTwice(lines, index, inHeader)) {
      inHeader = false;
      inListing = false;
      zones.body.push({ text: line.text, line: line.line, kind: 'prose' });
      continue;
    }
    if (line.kind === 'boilerplate') inListing = line.rule!.kind === 'listing';
    if (titles.has(line.text)) drop(zones, line, 'repeated-title');
    else if (line.kind === 'head')
      readHead(zones, line, {
        isWholePage,
        inHeader,
        inListing,
        beforeTitle: index < titleIndex,
        afterEnd: index > lastProse,
        previous: lines[index - 1],
      });
    else if (line.kind === 'date' && !inHeader && index < lastProse && !hasDateLabel(line.text)) {
      zones.body.push({ text: line.text, line: line.line, kind: 'subhead' }); // a day of a chronology
    } else readDetail(zones, line, inHeader);
  }
  if (!zones.body.some((paragraph) => paragraph.kind === 'prose')) keepShortLines(zones);
  const { author, section, dateline, ...parts } = zones;
  return {
    ...emptyDraft(file),
    ...parts,
    withoutBoilerplate: true,
    title,
    ...(lines[0] ? { line: lines[0].line } : {}),
    ...(dateline ? { dateline } : {}),
    stated: { ...(author === undefined ? {} : { author }), ...(section === undefined ? {} : { section }) },
  };
}

/** An article without one sentence (a flash, a table): what looked like captions and subheads is all the text it has. */
function keepShortLines(zones: Zones): void {
  const captions = zones.captions.splice(0);
  const kept = new Set(captions.map((caption) => caption.line));
  const lines = [...zones.body, ...captions].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  zones.body.splice(0, Infinity, ...lines.map((line) => ({ ...line, kind: 'prose' as const })));
  zones.credits.length = 0;
  zones.dropped.splice(0, Infinity, ...zones.dropped.filter((line) => !kept.has(line.line)));
}

/** In the header, a sentence printed twice is a caption whose credit was lost. */
function isCaptionTwice(lines: readonly KindedLine[], index: number, inHeader: boolean): boolean {
  const line = lines[index]!;
  if (!inHeader || line.text.length > 200) return false;
  return lines.slice(Math.max(0, index - 8), index + 9).filter((other) => other.text === line.text).length > 1;
}

interface HeadPlace {
  readonly isWholePage: boolean;
  readonly inHeader: boolean;
  readonly inListing: boolean;
  readonly beforeTitle: boolean;
  readonly afterEnd: boolean;
  readonly previous: KindedLine | undefined;
}

function readHead(zones: Zones, line: KindedLine, place: HeadPlace): void {
  if (place.inListing) drop(zones, line, 'listed-headline');
  else if (isCaptionLabel(place.previous)) addCaption(zones, line, true);
  else if (place.beforeTitle) {
    if (line.text.split(' ').length <= SECTION_WORDS) zones.section = line.text;
    drop(zones, line, 'before-title');
  } else if (!place.isWholePage)
    zones.body.push({ text: line.text, line: line.line, kind: place.afterEnd ? 'prose' : 'subhead' });
  else if (place.inHeader && line.text.split(' ').length <= SECTION_WORDS) {
    zones.section ??= line.text;
    drop(zones, line, 'section');
  } else if (place.afterEnd && !isCutSentence(line, place.previous)) drop(zones, line, 'trailing-line');
  else zones.body.push({ text: line.text, line: line.line, kind: place.afterEnd ? 'prose' : 'subhead' });
}

/** `Image caption,` on a line of its own: the caption follows. */
function isCaptionLabel(previous: KindedLine | undefined): boolean {
  return previous?.kind === 'boilerplate' && previous.rule!.id === 'caption-label';
}

/** The last line of a page that was cut off in mid-sentence is still the article's. */
function isCutSentence(line: KindedLine, previous: KindedLine | undefined): boolean {
  return previous?.kind === 'prose' && line.text.length >= 60 && line.blankBefore <= 1;
}

function readDetail(zones: Zones, line: KindedLine, inHeader: boolean): void {
  const { text, kind } = line;
  if (kind === 'byline') zones.author ??= text.replace(/^\S+ /, '');
  else if (kind === 'dateline') zones.dateline ??= { text, line: line.line };
  else if (kind === 'date' || kind === 'clock') addDates(zones, line, inHeader);
  else if (kind !== 'boilerplate' && kind !== 'marker') {
    addCaption(zones, line, inHeader);
    return;
  }
  drop(zones, line, kind === 'boilerplate' ? `boilerplate:${line.rule!.id}` : DROP_RULES[kind]);
}

const DROP_RULES = {
  byline: 'byline',
  dateline: 'dateline',
  date: 'date-line',
  clock: 'page-clock',
  marker: 'marker',
} as const;

function addDates(zones: Zones, line: KindedLine, inHeader: boolean): void {
  const byline = /^(?:By|Von|Par|Por|Di) ([^|•·\d]{3,60}?)(?: ?[|•·,–—-])/iu.exec(line.text)?.[1];
  if (byline !== undefined) zones.author ??= byline;
  const stated = DATE_LABEL_UPDATED.test(line.text) ? 'stated-update' : 'stated-line';
  for (const date of findDates(line.text)) {
    const source = line.kind === 'clock' ? 'page-clock' : inHeader ? stated : 'stated-below';
    zones.dateCandidates.push({ value: date.value, source, form: line.text, line: line.line });
  }
}

/** A picture's caption; below the header only when it is one sentence, else it is prose signed by its agency. */
function addCaption(zones: Zones, line: KindedLine, inHeader: boolean): void {
  const credit = creditOf(line.text);
  if (!inHeader && /[.!?]["”’]? \p{Lu}/u.test(line.text)) {
    zones.body.push({ text: line.text, line: line.line, kind: 'prose' });
    return;
  }
  if (!zones.captions.some((caption) => comparable(caption.text) === comparable(line.text))) {
    zones.captions.push({ text: line.text, line: line.line });
    if (credit !== null) zones.credits.push({ text: credit, line: line.line });
  }
  drop(zones, line, 'picture-caption');
}

function drop(zones: Zones, line: KindedLine, rule: string): void {
  zones.dropped.push({ text: line.text, line: line.line, rule });
}
