import { formatDay, parseCalendarDate, weekdayOf } from '../../core/calendar-date.ts';
import type { Evidence } from '../../core/document.ts';
import { findDates, readDate } from '../dates/find-dates.ts';
import { findWeekdays } from '../dates/weekdays.ts';
import { bodyText, type ArticleDraft, type DateCandidate } from '../draft.ts';
import { dateInUrl } from '../dates/date-in-url.ts';

/**
 * Which source is believed first. A page's metadata is one rank: its reader gives it in order of trust, and what is not
 * listed stands there too. The order given breaks ties.
 */
const RANKS: readonly (readonly string[])[] = [
  ['front-matter', 'record'],
  ['feed'],
  ['json-ld', 'meta', 'time-element', 'url'],
  ['stated-line'],
  ['dateline'],
  ['caption-weekday'],
  ['lead-weekday'],
  ['stated-below', 'stated-update'],
  ['edition'],
  ['this-month'],
];
/** Never the publication date, however exact. Kept as evidence, with the reason as its rule. */
const NEVER = new Set(['page-clock', 'crawl', 'file-time', 'caption', 'archive-caption']);

/** Picks the publication date among what the article shows; null rather than a guess. All candidates stay as evidence. */
export function chooseDate(draft: ArticleDraft): ArticleDraft {
  const candidates = [
    ...draft.dateCandidates,
    ...urlCandidate(draft),
    ...captionCandidates(draft),
    ...leadCandidates(draft),
    ...monthCandidates(draft),
  ];
  const usable = candidates.flatMap((candidate) => {
    const { value, source, rejected } = candidate;
    const read = value === null || rejected !== undefined || NEVER.has(source) ? null : readDate(value);
    return read === null ? [] : [{ candidate, read }];
  });
  const { candidate: chosen, read } = usable.toSorted((a, b) => rankOf(a.candidate) - rankOf(b.candidate))[0] ?? {};
  const dateEvidence = candidates
    .toSorted((a, b) => Number(b === chosen) - Number(a === chosen))
    .map((candidate) => toEvidence(candidate, candidate === chosen));
  return { ...draft, date: read && chosen ? { ...read, source: chosen.source } : null, dateEvidence };
}

/** A whole day is worth more than a month from a better source. */
function rankOf(candidate: DateCandidate): number {
  const listed = RANKS.findIndex((rank) => rank.includes(candidate.source));
  const rank = listed >= 0 ? listed : RANKS.findIndex((sources) => sources.includes('meta'));
  return rank + (candidate.value!.length < 10 ? RANKS.length : 0);
}

function urlCandidate(draft: ArticleDraft): DateCandidate[] {
  const url = draft.stated.url;
  if (url === undefined || draft.dateCandidates.some((candidate) => candidate.source === 'url')) return [];
  const value = dateInUrl(url);
  return value === null ? [] : [{ value, source: 'url', form: url }];
}

const MAX_DAYS_AFTER_CAPTION = 4;
/** `(AFP file)`, `FILE PHOTO: …`; but not files that the picture shows. */
export const ARCHIVE =
  /(?<!\p{L})(?:archives?|handout|undated|archiv(?:bild|foto|aufnahme)?|archivo|архив\p{L}*)(?!\p{L})|أرشيف|\bfiles?\)$|\bfile (?:photo|picture|image)|^file\b|[(/] ?file\b/iu;

/**
 * A picture is taken no later than the story is printed: the weekday of the lead, on or up to four days after the date of
 * a caption, is the day. Not for archive pictures, for a date that the body tells too (an event), or when the body knows
 * a later year.
 */
function captionCandidates(draft: ArticleDraft): DateCandidate[] {
  const dates = draft.captions.flatMap((caption) => findDates(caption.text));
  if (dates.length === 0) return [];
  const body = bodyText(draft);
  const told = new Set(findDates(body).map((date) => date.value));
  const latest = latestYear(body, dates);
  const weekday = findWeekdays(leadOf(draft))[0]?.weekday;
  const found: DateCandidate[] = [];
  for (const caption of draft.captions) {
    const place = { form: caption.text, ...(caption.line === undefined ? {} : { line: caption.line }) };
    const isOfArchive = ARCHIVE.test(caption.text);
    for (const date of findDates(caption.text)) {
      const isOld = told.has(date.value) || Number(date.value.slice(0, 4)) < latest;
      if (isOfArchive) found.push({ value: date.value, source: 'archive-caption', ...place });
      else {
        found.push({ value: date.value, source: 'caption', ...place });
        const value = isOld ? null : weekdayAfter(date.value, weekday);
        if (value !== null) found.push({ value, source: 'caption-weekday', ...place });
      }
    }
  }
  return found;
}

/** The first day with a weekday, on or soon after a date. */
function weekdayAfter(date: string, weekday: number | undefined): string | null {
  const first = parseCalendarDate(date)?.first;
  if (weekday === undefined || first === undefined) return null;
  const days = (weekday - weekdayOf(first) + 7) % 7;
  return days <= MAX_DAYS_AFTER_CAPTION ? formatDay(first + days) : null;
}

/** What a sentence says of a day to come, in the languages of `data/`. */
const TO_COME = [
  'will|would|scheduled|due|planned|until|before|ahead of|next|deadline',
  'sera|seront|aura|auront|fera|feront|ira|iront|pourra|pourront|devra|devront|tiendra|tiendront|prévue?s?|prochaine?|jusqu|avant|ici',
  'wird|werden|soll|sollen|geplant|bis|vor|nächste[nrms]?|kommende[nrms]?|stattfinden|statt',
  String.raw`\p{L}+(?:rá|rán)|prevista?o?s?|próxim[oa]|hasta|antes`,
  String.raw`будет|будут|состоится|состоятся|пройд[её]т|пройдут|запланирован\p{L}*|намечен\p{L}*|предстоящ\p{L}*|до|перед`,
  'سوف|سيكون|ستكون|سيعقد|ستعقد|سيجري|ستجري|سيبدأ|ستبدأ|من المقرر|المقبلة?|القادمة?|حتى|قبل',
];
const AHEAD = new RegExp(String.raw`(?<![\p{L}\p{M}])(?:${TO_COME.join('|')})(?![\p{L}\p{M}])`, 'iu');

/** Longer paragraphs begin with what is new, too. */
const LEAD_LENGTH = 2_000;
/** Directly before a day; elsewhere it says who did it. */
const NO_LATER = /(?<!\p{L})by (?:the )?$/iu;
const SENTENCE_END = /(?<=[\p{Ll}\p{Lo}]{3}|\p{Nd}{4})[.!?؟]["'”’»)]*\s/gu;

/** A full date beside its own weekday in the lead: what happened "on Tuesday, 3 December 2024" is told that day. */
function leadCandidates(draft: ArticleDraft): DateCandidate[] {
  const lead = leadOf(draft).slice(0, LEAD_LENGTH);
  const dates = findDates(lead);
  if (dates.length === 0) return [];
  const weekdays = findWeekdays(lead);
  const latest = latestYear(bodyText(draft), dates);
  return dates.flatMap((date) => {
    const day = parseCalendarDate(date.value)!.first;
    const beside = weekdays.find(
      ({ weekday, start, form }) =>
        weekday === weekdayOf(day) && start <= date.start && date.start - (start + form.length) <= 6,
    );
    if (beside === undefined || Number(date.value.slice(0, 4)) < latest) return [];
    if (isAhead(lead, beside.start, date.end)) return [];
    return [{ value: date.value, source: 'lead-weekday', form: lead.slice(date.start, date.end) }];
  });
}

/** Right before a day of the past, whatever is said to come behind it: `The mayor said on Monday, 3 May 2021, that it will …` */
const REPORTED =
  /(?<!\p{L})(?:said|says|announced|told \p{L}+|stated|declared|reported|warned|confirmed|revealed|agreed|decided|approved|signed|ruled|voted)(?: (?:late|early))?,?(?: on)? (?:the )?$/iu;

/** Whether the sentence of a day, given by its bounds in the text, speaks of it as one to come. */
function isAhead(text: string, start: number, end: number): boolean {
  const stops = Array.from(text.matchAll(SENTENCE_END), ({ index }) => index);
  const from = stops.findLast((stop) => stop < start) ?? 0;
  const before = text.slice(from, start);
  const to = REPORTED.test(before) ? start : (stops.find((stop) => stop >= end) ?? text.length);
  return NO_LATER.test(before) || AHEAD.test(text.slice(from, to));
}

/** Before a year: `the current month of November 2022`, `this month, March (March) 2022`, `ce mois de mai 2022`, `الشهر الجاري، مايو 2022` */
const THIS_MONTH =
  /(?<![\p{L}\p{M}])(?:(?:current|this|present) month|ce mois(?:-ci)?|este mes|(?:diesem|laufenden) monat|(?:этом|текущем) месяце|الشهر (?:الجاري|الحالي))(?:[,،]? (?:of |de )?| d['’])(?<month>[\p{L}\p{M}]{3,14})(?: \([\p{L}\p{M}]{3,14}\))?,? (?:de )?$/iu;
const THIS_MONTH_LENGTH = 70;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

/** The month that the text calls the current one, unless it calls two so or knows a later year. */
function monthCandidates(draft: ArticleDraft): DateCandidate[] {
  const told = draft.body.flatMap(({ text }) =>
    Array.from(text.matchAll(YEAR)).flatMap(({ 0: year, index }) => {
      const before = THIS_MONTH.exec(text.slice(Math.max(0, index - THIS_MONTH_LENGTH), index));
      const read = before && readDate(`${before.groups!['month']!} ${year}`);
      return read ? [{ value: read.value.slice(0, 7), source: 'this-month', form: before[0] + year }] : [];
    }),
  );
  if (told.length === 0) return [];
  const latest = latestYear(bodyText(draft), told);
  const found = told.filter(({ value }) => Number(value.slice(0, 4)) >= latest);
  return found.every(({ value }) => value === found[0]!.value) ? found.slice(0, 1) : [];
}

function leadOf(draft: ArticleDraft): string {
  return draft.body.find((paragraph) => paragraph.kind === 'prose')?.text ?? '';
}

const FULL_YEAR = /(?<![\d.,-])(?:19|20)\d\d(?![\d,]|\.\d)/g;
/** What is said of a year to come. What only may be (`planned`, `would`, `until`) is said of years gone by, too. */
const FORECAST =
  /(?<!\p{L})(?:will|shall|(?:is|are|be|not) (?:expected|scheduled|planned|due|projected|forecast)|(?:expects|plans|aims|hopes) to)(?!\p{L})/iu;

/**
 * The largest year of a text that is after the first of some dates, but for those of sentences that speak of one to come; 0
 * without any.
 */
function latestYear(text: string, dates: readonly { readonly value: string }[]): number {
  const first = dates.reduce((least, { value }) => Math.min(least, Number(value.slice(0, 4))), Infinity);
  const years = Array.from(text.matchAll(FULL_YEAR), ({ 0: form, index }) => ({ year: Number(form), index }));
  const later = years.filter(({ year }) => year > first);
  if (later.length === 0) return 0; // of most texts, whose sentences need not be told apart
  const stops = Array.from(text.matchAll(SENTENCE_END), ({ index }) => index);
  const largest = new Map<number, number>(); // by the number of the sentence
  let sentence = 0;
  for (const { year, index } of later) {
    while (sentence < stops.length && stops[sentence]! < index) sentence++;
    largest.set(sentence, Math.max(largest.get(sentence) ?? 0, year));
  }
  const isToCome = (at: number): boolean => FORECAST.test(text.slice(stops[at - 1] ?? 0, stops[at] ?? text.length));
  return [...largest].sort(([, a], [, b]) => b - a).find(([at]) => !isToCome(at))?.[1] ?? 0;
}

const ZONES: Readonly<Record<string, Evidence['zone']>> = {
  url: 'url',
  dateline: 'dateline',
  caption: 'caption',
  'archive-caption': 'caption',
  'caption-weekday': 'caption',
  'lead-weekday': 'lead',
  'stated-line': 'body',
  'stated-below': 'body',
  'stated-update': 'body',
  edition: 'body',
  'this-month': 'body',
  'page-clock': 'body',
};

function toEvidence(candidate: DateCandidate, chosen: boolean): NonNullable<ArticleDraft['dateEvidence']>[number] {
  return {
    zone: ZONES[candidate.source] ?? 'metadata',
    ...(candidate.line === undefined ? {} : { line: candidate.line }),
    form: candidate.form.slice(0, 300),
    rule: candidate.rejected === undefined ? candidate.source : `${candidate.source}: ${candidate.rejected}`,
    weight: chosen ? 1 : 0,
    value: candidate.value,
    chosen,
  };
}
