import {
  emptyDraft,
  type ArticleDraft,
  type DateCandidate,
  type DroppedLine,
  type Paragraph,
  type SourceLine,
} from '../draft.ts';
import { closingNotes } from './closing-notes.ts';
import { comparable, ComparableLines, REPEAT_LENGTH } from './comparable-lines.ts';
import { daysOf } from './days-of.ts';
import { isOfNames, isRole, isSectionName } from './header-names.ts';
import { authorOf, hasDateLabel, isOfUpdate, startsLikeByline, type KindedLine } from './line-kind.ts';
import { AGENCY_BEHIND_DASH, findCredit, isLabelledCaption, SIGNED } from './picture-credit.ts';
import { endOfText, furnitureBetween, isShortSentence } from './text-bounds.ts';

/** One article while its lines are being told apart. */
interface Zones {
  body: Paragraph[];
  /** By their words, for one may be printed again. */
  readonly captions: Map<string, SourceLine>;
  readonly credits: SourceLine[];
  dropped: DroppedLine[];
  readonly dateCandidates: DateCandidate[];
  author?: string | undefined;
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
  const zones: Zones = { body: [], captions: new Map(), credits: [], dropped: [], dateCandidates: [] };
  const captions = new ComparableLines(lines.filter(({ kind }) => kind === 'caption').map(({ text }) => text));
  const notes = isWholePage ? closingNotes(lines) : new Set<number>();
  const firstNote = lines.findIndex((_, at) => notes.has(at));
  const lastProse = endOfText(firstNote < 0 ? lines : lines.slice(0, firstNote));
  const between = isWholePage ? furnitureBetween(lines) : new Set<number>();
  let inHeader = true;
  let inListing = false;
  for (const [index, line] of lines.entries()) {
    if (index === titleIndex) continue;
    if (notes.has(index)) {
      drop(zones, line, 'closing-note');
      continue;
    }
    const isCaption = line.kind === 'prose' && captions.has(line.text);
    if (line.kind === 'prose' && !isCaption && !isCaptionTwice(lines, index, inHeader)) {
      inHeader = false;
      inListing = false;
      zones.body.push({ text: line.text, line: line.line, kind: 'prose' });
      continue;
    }
    if (line.kind === 'standfirst') {
      zones.body.push({ text: line.text, line: line.line, kind: 'prose' });
      continue;
    }
    if (line.kind === 'boilerplate') inListing = line.rule!.kind === 'listing';
    const afterEnd = index > lastProse;
    const place = {
      isWholePage,
      title,
      inHeader,
      inListing,
      beforeTitle: index < titleIndex,
      afterEnd,
      previous: lines[index - 1],
    };
    if (!inHeader && between.has(index)) drop(zones, line, 'between-paragraphs');
    else if (titles.has(line.text) || (inHeader && titles.hasTitle(line.text))) drop(zones, line, 'repeated-title');
    else if (line.kind === 'head' && (isCaptionTwice(lines, index, inHeader) || isSignedBelowTitle(line, place)))
      addCaption(zones, line, place);
    else if (line.kind === 'head' || line.kind === 'title') readHead(zones, line, place);
    else if (line.kind === 'date' && !inHeader && index < lastProse && !hasDateLabel(line.text)) {
      zones.body.push({ text: line.text, line: line.line, kind: 'subhead' }); // a day of a chronology
    } else readDetail(zones, line, place);
  }
  if (!zones.body.some((paragraph) => paragraph.kind === 'prose')) keepShortLines(zones);
  const { author, section, dateline, ...parts } = zones;
  return {
    ...emptyDraft(file),
    ...parts,
    captions: [...zones.captions.values()],
    withoutBoilerplate: true,
    title,
    ...(lines[0] ? { line: lines[0].line } : {}),
    ...(dateline ? { dateline } : {}),
    stated: { ...(author === undefined ? {} : { author }), ...(section === undefined ? {} : { section }) },
  };
}

/** An article without one sentence (a flash, a table): what looked like captions and subheads is all the text it has. */
function keepShortLines(zones: Zones): void {
  const kept = new Set(Array.from(zones.captions.values(), ({ line }) => line));
  const lines = [...zones.body, ...zones.captions.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  zones.body = lines.map((line) => ({ ...line, kind: 'prose' as const }));
  zones.captions.clear();
  zones.credits.length = 0;
  zones.dropped = zones.dropped.filter((line) => !kept.has(line.line));
}

/** In the header, a line printed twice, at once or above and below a title, is a caption whose credit was lost. */
function isCaptionTwice(lines: readonly KindedLine[], index: number, inHeader: boolean): boolean {
  const { text, kind } = lines[index]!;
  if (!inHeader || text.length > REPEAT_LENGTH) return false;
  const maySpan = kind !== 'head' || !isSectionName(text);
  return lines.slice(Math.max(0, index - 8), index + 9).some((other, offset) => {
    const at = Math.max(0, index - 8) + offset;
    if (at === index || other.text !== text) return false;
    const between = lines.slice(Math.min(at, index) + 1, Math.max(at, index));
    return (
      between.length === 0 ||
      (maySpan && between.some(({ kind }) => kind === 'head' || kind === 'title' || kind === 'marker'))
    );
  });
}

function isSignedBelowTitle({ text }: KindedLine, { inHeader, beforeTitle }: Place): boolean {
  return inHeader && !beforeTitle && AGENCY_BEHIND_DASH.test(text);
}

interface Place {
  readonly inHeader: boolean;
  readonly beforeTitle: boolean;
  readonly afterEnd: boolean;
}

interface HeadPlace extends Place {
  readonly isWholePage: boolean;
  readonly title: string;
  readonly inListing: boolean;
  readonly previous: KindedLine | undefined;
}

function readHead(zones: Zones, line: KindedLine, place: HeadPlace): void {
  if (place.inListing) drop(zones, line, 'listed-headline');
  else if (isCaptionLabel(place.previous, line)) addCaption(zones, line, place);
  else if (place.beforeTitle) {
    if (isSectionName(line.text)) zones.section = line.text;
    drop(zones, line, 'before-title');
  } else if (!place.isWholePage) addShortLine(zones, line, place);
  else if (place.inHeader && isSectionName(line.text)) {
    zones.section ??= line.text;
    drop(zones, line, 'section');
  } else if (place.inHeader && (startsLikeByline(line.text) || isRole(line, place.previous)))
    drop(zones, line, 'byline');
  else if (place.inHeader && isOfNames(line.text, place.title)) drop(zones, line, 'names');
  else if (place.afterEnd && !isCutSentence(line, place.previous)) drop(zones, line, 'trailing-line');
  else addShortLine(zones, line, place);
}

function addShortLine(zones: Zones, line: KindedLine, { inHeader, afterEnd }: HeadPlace): void {
  const isProse = afterEnd || (!inHeader && isShortSentence(line));
  zones.body.push({ text: line.text, line: line.line, kind: isProse ? 'prose' : 'subhead' });
}

/** What names a picture or a film stands behind its label: `Image caption,`, `Video 02:47`, an agency above a long line. */
function isCaptionLabel(previous: KindedLine | undefined, { text }: KindedLine): boolean {
  const label = previous?.rule?.id;
  if (label === 'picture-agency') return !isSectionName(text);
  return label === 'caption-label' || (label === 'media-player' && /\d:\d{2}$/.test(previous!.text));
}

/** The last line of a page that was cut off in mid-sentence is still the article's. */
function isCutSentence(line: KindedLine, previous: KindedLine | undefined): boolean {
  return previous?.kind === 'prose' && line.text.length >= 60 && line.blankBefore <= 1;
}

function readDetail(zones: Zones, line: KindedLine, place: Place): void {
  const { text, kind } = line;
  if (kind === 'byline') zones.author ??= authorOf(text);
  else if (kind === 'dateline') zones.dateline ??= { text, line: line.line };
  else if (kind === 'date' || kind === 'clock') addDates(zones, line, place);
  else if (kind !== 'boilerplate' && kind !== 'marker') {
    addCaption(zones, line, place);
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

function addDates(zones: Zones, line: KindedLine, { inHeader, beforeTitle }: Place): void {
  const byline = /^(?:By|Von|Par|Por|Di) ([^|•·\d]{3,60}?)(?: ?[|•·,–—-])/iu.exec(line.text)?.[1];
  if (byline !== undefined) zones.author ??= byline;
  const stated = isOfUpdate(line.text) ? 'stated-update' : 'stated-line';
  for (const value of daysOf(line)) {
    const isClock = line.kind === 'clock' || (beforeTitle && /^date\b/iu.test(line.text)); // `Date:` tells of an article only below its title
    const source = isClock ? 'page-clock' : inHeader ? stated : 'stated-below';
    const candidate = { value, source, form: line.text, line: line.line };
    if (/^original/iu.test(line.text))
      zones.dateCandidates.unshift(candidate); // before the day of a copy
    else zones.dateCandidates.push(candidate);
  }
}

/** A picture's caption; below the header only when it is one sentence, and not the last: else it is prose signed by its agency. */
function addCaption(zones: Zones, line: KindedLine, { inHeader, afterEnd }: Place): void {
  const { credit = null, start } = findCredit(line.text) ?? {};
  const shown = line.text.slice(0, start);
  const isLabelled = inHeader || isLabelledCaption(line.text);
  if (!isLabelled && (/[.!?]["”’]? \p{Lu}/u.test(shown) || (afterEnd && SIGNED.test(line.text)))) {
    zones.body.push({ text: line.text, line: line.line, kind: 'prose' });
    return;
  }
  const key = comparable(line.text);
  if (!zones.captions.has(key)) {
    zones.captions.set(key, { text: line.text, line: line.line });
    if (credit !== null) zones.credits.push({ text: credit, line: line.line });
  }
  drop(zones, line, 'picture-caption');
}

function drop(zones: Zones, line: KindedLine, rule: string): void {
  zones.dropped.push({ text: line.text, line: line.line, rule });
}
