import { MONTH_BY_NAME, monthKey } from '../dates/month-names.ts';
import type { ArticleDraft, Paragraph } from '../draft.ts';
import { readDate } from '../dates/find-dates.ts';

/** A hyphen is a letter of its words, and parts none: were it both, what is nothing but hyphens could be read in billions of ways. */
const PLACE = String.raw`\p{Lu}[\p{L}\p{M}.'’-]*(?:[ /]\p{Lu}[\p{L}\p{M}.'’-]*){0,4}`;
const OPENING = new RegExp(
  String.raw`^(?<place>${PLACE}(?:, ${PLACE})?)?(?:,? ?(?<!\p{L})(?<date>[\p{L}.]{3,10} \d{1,2}(?:, \d{4})?|\d{1,2}(?:st|nd|rd|th|er|[.º])? (?:de )?[\p{L}.]{3,10}(?:,?(?: de)? \d{4})?),?)?` +
    String.raw`(?: ?\((?<agency>[\p{L}\p{M} .&/-]{2,40})\))?(?:\.? ?(?:–|—|--?)|:)(?=\s)`,
  'u',
);
/** `Baghdad / NINA / The police …`, `Shafaq News/ The police …` */
const SLASHED = new RegExp(
  String.raw`^(?:(?<place>${PLACE}) ?/ ?(?<agency>\p{Lu}{2,8})|(?<name>(?!The )\p{Lu}\p{L}+ News)) ?/(?=\s)`,
  'u',
);
const ALONE =
  /^\p{Lu}[\p{L}\p{M}'’. -]{1,40}(?:, \p{Lu}[\p{L}\p{M}'’. -]{1,30})?: ?[«“"(]?[\p{Lu}\p{Lo}][\p{L}\p{M}' ’-]{1,40}[»”")]?$/u;
const QUOTED_SOURCE = /[«“"(][^«»“”"()]+[»”")]$/u;

/** `ASTANA. March 12. COAST PRESS /Jane Doe/ -`: a dateline whose story begins on the next line. */
const LEADS_ON = /^\p{Lu}.*(?:\p{Nd}|\p{Lu}{2}|[)/.])[.,]? ?[-–—]{1,2}$/u;

/** A line that is nothing but a dateline: `London: «Middle East»`, `الرياض: «الشرق الأوسط»`, `PARIS, March 3 (AFP)`. */
export function isDatelineAlone(text: string): boolean {
  if (text.length > 90) return false;
  if ('-–—'.includes(text.charAt(text.length - 1)) && LEADS_ON.test(text)) return true;
  if (ALONE.test(text) && QUOTED_SOURCE.test(text)) return true;
  if (/^[\p{Lo}\p{M} ]{2,40}: ?[«“"(][^«»“”"()]{2,40}[»”")]$/u.test(text)) return true;
  return /^\p{Lu}{3,}[\p{Lu} ,.'-]*(?:, [\p{L}.]{3,10} \d{1,2}(?:, \d{4})?)? ?\((?:Reuters|AFP|AP|dpa|EFE|UPI|Xinhua|TASS)\)?$/u.test(
    text,
  );
}

export interface OpeningDateline {
  /** As written, with the dash: `ERBIL, Kurdistan Region –`. */
  readonly text: string;
  /** The day, when the dateline writes it with its year. */
  readonly date: { readonly value: string; readonly form: string } | null;
  /** The day as written, where it stands without its year: `May 3`. */
  readonly withoutYear?: string;
}

/** The dateline that a first paragraph opens with; null when it opens with the story. */
export function openingDateline(paragraph: string): OpeningDateline | null {
  const match = OPENING.exec(paragraph) ?? SLASHED.exec(paragraph);
  const { place, date, name, agency = name } = match?.groups ?? {};
  if (!match || (place === undefined && agency === undefined) || match[0].length > 90) return null;
  const written = date === undefined ? null : isMonthDay(date);
  const shouts = place !== undefined && /^[\p{Lu}.'’-]{3,}|, \p{Lu}{3,7}$/u.test(place);
  if (!shouts && agency === undefined && !written) return null;
  if (match[0].endsWith(':') && agency === undefined && !written) return null; // "NATO: what next" is a title, not a place
  if (!written || date === undefined) return { text: match[0], date: null };
  const value = readDate(date);
  if (value?.precision === 'day') return { text: match[0], date: { value: value.value, form: date } };
  return { text: match[0], date: null, withoutYear: date };
}

function isMonthDay(text: string): boolean {
  return (text.match(/[\p{L}.]{3,}/gu) ?? []).some((word) => MONTH_BY_NAME.has(monthKey(word)));
}

const STANDFIRST_LENGTH = 240;

/** Records the dateline that the lead, or what follows a short standfirst, opens with. The text stays as written. */
export function readDateline(draft: ArticleDraft): ArticleDraft {
  if (draft.dateline) return draft;
  const [first, second] = draft.body.filter((paragraph) => paragraph.kind === 'prose');
  if (!first) return draft;
  let lead: Paragraph = first;
  let dateline = openingDateline(first.text);
  if (!dateline && second && first.text.length <= STANDFIRST_LENGTH) {
    lead = second;
    dateline = openingDateline(second.text);
  }
  if (!dateline) return draft;
  const line = lead.line === undefined ? {} : { line: lead.line };
  return {
    ...draft,
    dateline: { text: dateline.text, ...line },
    dateCandidates: dateline.date
      ? [...draft.dateCandidates, { value: dateline.date.value, source: 'dateline', form: dateline.date.form, ...line }]
      : draft.dateCandidates,
  };
}
