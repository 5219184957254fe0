import type { BoilerplateRule } from '../boilerplate.ts';
import { findDigitDates } from '../dates/digit-dates.ts';
import { findDates } from '../dates/find-dates.ts';
import { MONTH_BY_NAME, monthKey } from '../dates/month-names.ts';
import { findWeekdays } from '../dates/weekdays.ts';
import type { PageLine } from '../page-lines.ts';
import { isDatelineAlone } from './dateline.ts';
import { creditOf, isBareCredit, isLabelledCaption, isLongCaption, NAME_PARTICLE } from './picture-credit.ts';

/** What a line of a flat page looks like, by its form alone. */
export type LineKind =
  | 'title'
  | 'clock'
  | 'boilerplate'
  | 'marker'
  | 'caption'
  | 'byline'
  | 'date'
  | 'dateline'
  | 'standfirst'
  | 'prose'
  | 'head';

export interface KindedLine extends PageLine {
  readonly kind: LineKind;
  readonly rule?: BoilerplateRule;
  /** A headline of a list of other stories. */
  readonly listed?: true;
  /** The days that the digits of a date line tell by what else stands on the page. */
  readonly days?: readonly string[];
}

/** A full stop last, perhaps behind it a quotation mark or a bracket. */
export const FINAL_STOP = /[.…。։।][\s"'”’»)\]]*$/u;
const FINAL_MARK = /[!?؟？！:;][\s"'”’»)\]]*$/u;
const CLOCK_WORD =
  /^(?:today|now|current(?: date| time)?|local time|heute|aujourd['’]hui|hoy(?: es)?|oggi|сегодня|اليوم|bugün)(?![\p{L}\p{M}]) ?(?:is)?[:\-–,]?/iu;
const NAME = String.raw`(?:${NAME_PARTICLE}[ -])?[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*`;
const WRITTEN = '(?:[Ww]ritten |[Rr]eported |[Tt]exte? |[Rr]édigé |[Ee]scrito )?';
/** Before the place, or the agency, that a story was reported from. */
const REPORTED =
  '(?:[Rr]eporting from|(?:[Ff]rom|[Bb]y) our (?:own |special )?correspondents? in|Staff [Ww]riters?(?: with)?)';
/** `By court reporter Jane Doe` */
const ROLE = String.raw`(?:\p{Ll}[\p{L}-]+ ){0,3}(?:reporter|correspondent|editor|writer|columnist|analyst)s?`;
const BYLINE_WORD = String.raw`(?:${REPORTED}|${WRITTEN}(?:[Bb][Yy]|Von|VON|von|Par|PAR|par|Por|POR|por) ?:?|[Dd]i|Автор:?|بقلم:?|كتب:?)(?: ${ROLE})?`;
const BYLINE = new RegExp(
  String.raw`^${BYLINE_WORD} ${NAME}(?:[ ,&|/]+(?:and|with|und|mit|et|avec|y|con|in|at|for|of|à|en|aus|AND)?[ ]?${NAME}){0,9}(?: [-–—|] @\w{2,30})?$`,
  'u',
);
/** `By our Lakeside correspondent`, `Par la rédaction de Namur`: who wrote, without a name. */
const BYLINE_OF_POST =
  /^(?:(?:[Bb]y|[Ff]rom) (?:[Oo]ur|[Aa]) (?:[\p{L}-]+ ){0,3}(?:[Cc]orrespondent|[Rr]eporter|[Ww]riter|[Ee]ditor)s?(?:,? (?:in|at|for|on) [\p{L} .’'-]{2,40})?|(?:[Pp]ar (?:la|notre) rédaction|[Vv]on (?:der|unserer) Redaktion|[Pp]or (?:la |nuestra )?[Rr]edacción)(?: (?:d[eu]|à|in|en) [\p{L} .’'-]{2,40})?)$/u;
const BYLINE_START = new RegExp(String.raw`^${BYLINE_WORD} (?=${NAME})`, 'u');
/** `By Rana Khoury, our correspondent in Beirut`: in a header a byline, elsewhere it may be anything. */
export function startsLikeByline(text: string): boolean {
  return text.length <= 100 && BYLINE_START.test(text);
}

/** The names of a byline; undefined where it tells the place alone. */
export function authorOf(byline: string): string | undefined {
  const start = BYLINE_START.exec(byline)?.[0] ?? '';
  const isNameless = BYLINE_OF_POST.test(byline) || new RegExp(REPORTED).test(start);
  return isNameless ? undefined : byline.slice(start.length);
}

/** Before the day of a change, which is no day of publication while there is another. */
const UPDATED =
  '(?:last |zuletzt )?(?:updated?|modified|(?:dernière )?mise? à jour|(?:letzte )?aktualisier(?:t|ung)|stand|(?:última )?actualiza(?:do|ción)|обновлено|последнее обновление|آخر تحديث|تم التحديث)';
const DATE_LABEL = new RegExp(
  String.raw`^(?:(?:${UPDATED}|(?:first |last |original(?:ly)? )?(?:published|posted|created|issued|released|date|(?:edition|issue) of|ausgabe vom|édition du|edición del|publié|veröffentlicht|publicado|pubblicato|опубликовано|نشر|تاريخ النشر|نُشر))(?: on| at| le| am| el| il| في)?|on)\s*:?\s*`,
  'iu',
);
const UPDATED_LABEL = new RegExp(`^${UPDATED}`, 'iu');

/** `• A pier`, `2. A boat` */
export const LIST_ITEM = /^(?:[*•·▪►▸>+–-]|\d+[.)]) /;

/** `Source: The Star Author: Ana Ruiz Time: 2021-05-03 10:15 Font size: [Large] [Small]` */
const STATED_DAY =
  /^(?:source|author)s? ?: .{2,80} (?:time|date|published) ?: ?\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}(?!\p{Nd})/iu;

/** What a line is by its own form. Letters are counted in Unicode, so that the forms hold in any script. */
export function kindOf(text: string): LineKind {
  if (text.length <= 400 && isLabelledCaption(text)) return 'caption';
  if (text.length > 240) return isLongCaption(text) ? 'caption' : 'prose';
  if (/^\p{Lu}{1,3}$/u.test(text)) return 'marker';
  if (STATED_DAY.test(text)) return 'date';
  if (isDateLine(text) || isDayWithoutYear(text) || isLabelledTime(text))
    return CLOCK_WORD.test(text) ? 'clock' : 'date';
  if (isDatelineAlone(text)) return 'dateline';
  if ((creditOf(text) !== null && !LIST_ITEM.test(text)) || isBareCredit(text)) return 'caption';
  if (text.length <= 100 && ((BYLINE_START.test(text) && BYLINE.test(text)) || BYLINE_OF_POST.test(text)))
    return 'byline';
  if (isStatement(text)) return 'date';
  return isSentence(text) && !isQuotingTitle(text) ? 'prose' : 'head';
}

/** `… on Friday. Enditem`, `… of the town./ End`, `… to Efe. EFE`: how an agency ends the last sentence of a story. */
const SIGNED_OFF = /(?<=[^\p{L}]\p{Ll}{3,}|\p{Nd})[.!?]["”’]? ?(?:[(/–—-]{1,2} ?\p{L}{2,10}\)?|Enditem|\p{Lu}{2,6})$/u;

/** `“We share wells,” said an elder. “Where will they drink?”`: a quotation that goes on behind a full stop. */
const SPOKEN = /\p{Ll}\.["”»]? ["“«„]?\p{Lu}.*[?!]["”»]$/u;

function isSentence(text: string): boolean {
  if (text.endsWith('.') || FINAL_STOP.test(text)) return text.length >= 60 || text.split(' ').length >= 6;
  if (text.length >= 80 && SIGNED_OFF.test(text)) return true;
  if (/^["“«„]/.test(text) && text.length >= 50 && SPOKEN.test(text)) return true;
  return (FINAL_MARK.test(text) || /["”»]$/.test(text)) && text.length >= 100;
}

/** `Fire on Rhodes: ‘The Wind Decides.’`, `Premier to Meet President in U.S.`: a stop that is not the line's. */
function isQuotingTitle(text: string): boolean {
  return text.length <= 150 && /(?:\.["'”’»]+|\p{Lu}\.)$/u.test(text) && isTitleCase(text);
}

/** Whether its longer words begin with capitals. */
export function isTitleCase(text: string): boolean {
  const long = text.match(/\p{L}[\p{L}’'-]{3,}/gu) ?? [];
  return long.length >= 2 && long.filter((word) => /^\p{Lu}/u.test(word)).length >= 0.8 * long.length;
}

/** Whether a date line says what its date is: `Published: …`, and not a bare day in a chronology. */
export function hasDateLabel(text: string): boolean {
  return DATE_LABEL.test(text) && !/^on\b/i.test(text);
}

/** A date with its year or a label, how long ago it was when the page was read, or a story's number. */
export function tellsTime({ kind, text, rule }: KindedLine): boolean {
  return kind === 'date'
    ? /\p{Nd}{4}/u.test(text) || hasDateLabel(text) || findDigitDates(text).length > 0
    : rule?.id === 'time-ago' || rule?.id === 'story-number';
}

const DATE_WORD =
  /^(?:am|pm|gmt|utc|bst|est|edt|cet|ist|at|on|of|updated?|published|posted|year|ah|ad|г|года|um|uhr|à|mon|tue|tues|wed|thur?s?|fri|sat|sun)$/iu;

/** A line that is one date, with a label, weekday or time around it and little else. */
function isDateLine(text: string): boolean {
  return text.length <= 110 && wordsBesideDates(text) <= 3;
}

/**
 * The words of a line that are not its dates, times or what labels them; endless for a line without a date. They count twice
 * beside digits that need their page to be read: `3.10.21` may be a version, too.
 */
export function wordsBesideDates(text: string): number {
  const written = findDates(text);
  const dates = written.length > 0 ? written : findDigitDates(text);
  if (dates.length === 0) return Infinity;
  let rest = text.replace(CLOCK_WORD, '').replace(DATE_LABEL, '');
  rest = dates.reduce((left, date) => left.replace(text.slice(date.start, date.end), ' '), rest);
  const words = rest.match(/\p{L}[\p{L}\p{M}]+/gu) ?? [];
  const others = words.filter((word) => !DATE_WORD.test(word)).length - findWeekdays(rest).length;
  return written.length > 0 ? others : 2 * others;
}

/** Whether a date line says that its date is the one of a change. */
export function isOfUpdate(text: string): boolean {
  return UPDATED_LABEL.test(text);
}

/** `Balkans | February 3, Wednesday // 10:27`, `Today: 5 of March`: it tells no date, and is no title either. */
function isDayWithoutYear(text: string): boolean {
  if (text.length > 60 || !(TIME.test(text) || (CLOCK_WORD.test(text) && /\d/.test(text)))) return false;
  const words = text.replace(CLOCK_WORD, '').match(/\p{L}[\p{L}\p{M}]+/gu) ?? [];
  const months = words.filter((word) => MONTH_BY_NAME.has(monthKey(word))).length;
  const labels = words.filter((word) => DATE_WORD.test(word)).length;
  return months > 0 && words.length - months - labels - findWeekdays(text).length <= 1;
}

/** `Last updated: 07/02 - 09:15` */
function isLabelledTime(text: string): boolean {
  if (text.length > 60 || !hasDateLabel(text) || !/\d\s?[./:-]\s?\d/.test(text)) return false;
  return (text.replace(DATE_LABEL, '').match(/\p{L}{2,}/gu) ?? []).length <= 2;
}

/** A time of day. */
export const TIME = /(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)/;
/** A time that is not the first numbers of `15.10.21`. */
function hasTime(text: string): boolean {
  if (!TIME.test(text) || findDates(text).length > 0) return TIME.test(text);
  const rest = findDigitDates(text).reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return TIME.test(rest);
}
const LABEL_INSIDE = /(?:\b(?:published|posted|updated?|modified|issue number)\b|^source: )/iu;

/** A line of more parts is a table's or a menu's. */
const STATEMENT_PARTS = 5;

/** A line that states a date among other things: `By Ana Ruiz | The Star | Published: May 3, 2021`, `3 May 2021 10:15 Source: The Star`, `3 May 2021 | By Ana Ruiz`, `Gulf City / Mon, May 3, 2021`. */
function isStatement(text: string): boolean {
  if (text.length > 160 || '.!?'.includes(text.at(-1) ?? '')) return false;
  if (BYLINE_START.test(text) && ((findDates(text)[0] ?? findDigitDates(text)[0])?.start ?? Infinity) <= 60)
    return true;
  const parts = text.split(/\|| [/·•] /);
  if (parts.length > 1 && parts.length <= STATEMENT_PARTS && parts.some((part) => wordsBesideDates(part) <= 0))
    return true;
  if (!hasTime(text) && !LABEL_INSIDE.test(text)) return false;
  if (findDates(text)[0]?.start === 0 && /\p{L}: \p{L}/u.test(text)) return true;
  return wordsBesideDates(text) <= 8 || parts.some((part) => wordsBesideDates(part) <= 2);
}
