import type { DatePrecision } from '../core/calendar-date.ts';
import type { Evidence, Fact } from '../core/document.ts';
import type { Message } from '../core/message.ts';

/** A line of the source, with its 1-based number where the format has lines. */
export interface SourceLine {
  readonly text: string;
  readonly line?: number;
}

export interface Paragraph extends SourceLine {
  /** A subhead is part of the body, shown and searched like prose, but no sentence. */
  readonly kind: 'prose' | 'subhead';
}

/** A line that did not become part of the article, and the rule that took it out. Nothing is dropped silently. */
export interface DroppedLine extends SourceLine {
  readonly rule: string;
}

/** A line as one that a rule took out. */
export function droppedLine({ text, line }: SourceLine, rule: string): DroppedLine {
  return { text, rule, ...(line === undefined ? {} : { line }) };
}

/** Something that may be the publication date. `choose-date` picks one and keeps all as evidence. */
export interface DateCandidate {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as understood, or null when the form could not be read. */
  readonly value: string | null;
  /** The rule: `front-matter`, `feed`, `record`, `json-ld`, `meta`, `time-element`, `url`, `stated-line`, `dateline`, … */
  readonly source: string;
  /** As written. */
  readonly form: string;
  /**
   * The rule by which the reader does not believe it (`modified`, `page-clock`, `copyright-year`, …). `choose-date` keeps
   * it as evidence and never picks it. What is not rejected stands in the reader's order of trust, best first.
   */
  readonly rejected?: string;
  readonly line?: number;
}

/** What the source itself states about the article (front matter, record, feed, metadata); it wins over recognition. */
export interface StatedFacts {
  readonly id?: string;
  readonly url?: string;
  readonly author?: string;
  readonly section?: string;
  readonly publisher?: string;
  readonly language?: string;
  /** ISO codes or names; `tag-countries` resolves them. */
  readonly countries?: readonly string[];
  readonly organisations?: readonly string[];
  readonly embargoUntil?: string;
}

/** One article on its way from a source file to a document. Steps return a changed copy and never modify their input. */
export interface ArticleDraft {
  readonly file: string;
  readonly record?: string;
  /** First line of the article in the file. */
  readonly line?: number;
  readonly title: string;
  readonly body: readonly Paragraph[];
  readonly captions: readonly SourceLine[];
  readonly credits: readonly SourceLine[];
  /** `London: «Middle East»`, `ERBIL, Kurdistan Region –`: where the desk sat, kept apart from the story's places. */
  readonly dateline?: SourceLine;
  readonly stated: StatedFacts;
  readonly dateCandidates: readonly DateCandidate[];
  readonly dropped: readonly DroppedLine[];
  readonly messages: readonly Message[];
  /** The reader has asked the rules for boilerplate about every line of the body already. */
  readonly withoutBoilerplate?: true;

  // What the steps find, in the order of pipeline.ts.
  readonly language?: string;
  readonly date?: { readonly value: string; readonly precision: DatePrecision; readonly source: string } | null;
  readonly dateEvidence?: readonly (Evidence & { value: string | null; chosen: boolean })[];
  readonly countries?: readonly Fact[];
  readonly organisations?: readonly Fact[];
  /** Values are region slugs. */
  readonly regions?: readonly Fact[];
}

/** An empty draft to spread over; readers fill in what they found. */
export function emptyDraft(file: string): ArticleDraft {
  return {
    file,
    title: '',
    body: [],
    captions: [],
    credits: [],
    stated: {},
    dateCandidates: [],
    dropped: [],
    messages: [],
  };
}

/** The searchable body: paragraphs joined by a blank line. Offsets in evidence count in this text. */
export function bodyText(draft: ArticleDraft): string {
  return draft.body.map((paragraph) => paragraph.text).join('\n\n');
}
