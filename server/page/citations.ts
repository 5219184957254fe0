import type { ArticleDocument } from '../../core/document.ts';
import { safeUrl } from '../../web/view/h.ts';

export interface Citation {
  readonly format: 'Chicago' | 'APA' | 'BibTeX' | 'RIS';
  readonly text: string;
}

type Cited = Pick<ArticleDocument, 'id' | 'title' | 'date' | 'datePrecision' | 'author' | 'publisher' | 'url'>;

/** An article as bibliographies write it. `here` is where it can be read here; `today` (`YYYY-MM-DD`) when it was. */
export function citationsOf(article: Cited, here: string, today: string): Citation[] {
  // What a source states as its address need not be one that a reader can follow.
  const address = safeUrl(article.url) ?? here;
  return [
    { format: 'Chicago', text: chicago(article, address, today) },
    { format: 'APA', text: apa(article, address) },
    { format: 'BibTeX', text: bibtex(article, address, today) },
    { format: 'RIS', text: ris(article, address, today) },
  ];
}

function chicago(article: Cited, address: string, today: string): string {
  const date = written(article, { day: 'numeric', month: 'long', year: 'numeric' });
  const parts = [article.author, `“${article.title}.”`, article.publisher, date];
  const accessed = `Accessed ${format(today, { day: 'numeric', month: 'long', year: 'numeric' })}`;
  return `${join([...parts, accessed], '. ')}. ${address}.`.replaceAll('.” .', '.”').replaceAll('.”. ', '.” ');
}

function apa(article: Cited, address: string): string {
  const when = article.date === null ? 'n.d.' : apaDate(article);
  const lead =
    article.author === undefined ? `${article.title}. (${when}).` : `${article.author}. (${when}). ${article.title}.`;
  return `${join([lead, article.publisher === undefined ? undefined : `${article.publisher}.`], ' ')} ${address}`;
}

function apaDate(article: Cited): string {
  const year = article.date!.slice(0, 4);
  if (article.datePrecision === 'year') return year;
  const options =
    article.datePrecision === 'month' ? ({ month: 'long' } as const) : ({ month: 'long', day: 'numeric' } as const);
  return `${year}, ${written(article, options) ?? ''}`;
}

function bibtex(article: Cited, address: string, today: string): string {
  const fields = {
    title: article.title,
    author: article.author,
    journal: article.publisher,
    ...(article.date === null ? {} : { year: article.date.slice(0, 4) }),
    ...(article.date !== null && article.datePrecision !== 'year'
      ? { month: String(Number(article.date.slice(5, 7))) }
      : {}),
    url: address,
    urldate: today,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`  ${name} = {${escapeTex(value)}}`],
  );
  return `@article{${article.id},\n${lines.join(',\n')}\n}`;
}

/** The characters that end a field or begin a command. */
function escapeTex(text: string): string {
  return singleSpaced(text).replace(/[\\{}%&#$_^~]/g, (character) => {
    return character === '\\'
      ? '\\textbackslash{}'
      : character === '~' || character === '^'
        ? `\\${character}{}`
        : `\\${character}`;
  });
}

function ris(article: Cited, address: string, today: string): string {
  const date = article.date
    ?.slice(0, { year: 4, month: 7, day: 10 }[article.datePrecision ?? 'day'])
    .replaceAll('-', '/');
  const lines: (readonly [string, string | undefined])[] = [
    ['TY', 'NEWS'],
    ['TI', article.title],
    ['AU', article.author],
    ['JO', article.publisher],
    ['DA', date],
    ['UR', address],
    ['Y2', today.replaceAll('-', '/')],
    ['ER', ''],
  ];
  return lines.flatMap(([tag, value]) => (value === undefined ? [] : [`${tag}  - ${singleSpaced(value)}`])).join('\n');
}

function written(article: Cited, options: Intl.DateTimeFormatOptions): string | undefined {
  if (article.date === null) return undefined;
  const known = { year: ['year'], month: ['year', 'month'], day: ['year', 'month', 'day'] }[
    article.datePrecision ?? 'day'
  ];
  return format(article.date, Object.fromEntries(Object.entries(options).filter(([name]) => known.includes(name))));
}

function format(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

function join(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}

/** An article's own words must not begin a new line of a record. */
function singleSpaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
