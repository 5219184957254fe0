import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Evidence, Fact } from '../core/document.ts';
import { DatelineError } from '../core/errors.ts';
import type { Message } from '../core/message.ts';
import { formatMessage, oneLine } from '../core/message.ts';
import type { ArticleDraft } from './draft.ts';
import { inWords } from './rule-words.ts';
import { formatOf } from './read/file-format.ts';
import type { StepContext } from './step.ts';
import { readItem } from './work-item.ts';
import { workItems } from './work-items.ts';

const QUOTE_LENGTH = 90;
const PLACES_SHOWN = 4;

/**
 * What was found in one file, for an editor: each article with its facets, why each was given and where it stands, and
 * every line that was left out with the reason. Lines of plain text; nothing in them can break a terminal's line.
 * @throws not_found when there is no such file, or no article in it, once all was told that was left out;
 *   invalid_parameter when it is a folder, a pipe or a device
 */
export async function* explainFile(path: string, context: StepContext): AsyncGenerator<string> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new DatelineError('not_found', `No such file: ${path}`, { cause });
  });
  if (stats.isDirectory())
    throw new DatelineError('invalid_parameter', `One file is explained, and this is a folder: ${path}`);
  // a pipe may never end
  if (!stats.isFile()) throw new DatelineError('invalid_parameter', `Not a file: ${path}`);
  const file = { path: resolve(path), name: basename(path), format: formatOf(path) };
  const said: Message[] = [];
  let articles = 0;
  for await (const item of workItems(
    [file],
    (message) => said.push(message),
    () => undefined,
  )) {
    const read = await readItem(item, context);
    for (const draft of read.articles) yield* explainArticle(draft, ++articles, context).map(oneLine);
    for (const message of read.messages) yield formatMessage(message);
  }
  yield* said.map(formatMessage);
  if (articles === 0) throw new DatelineError('not_found', `No article was found in ${path}`);
}

function explainArticle(draft: ArticleDraft, number: number, context: StepContext): string[] {
  return [
    `Article ${number}${explainOrigin(draft)}: ${draft.title === '' ? '(no title)' : draft.title}`,
    `  ${draft.body.length} paragraphs, language ${draft.language ?? 'unknown'}`,
    ...draft.captions.map((caption) => `  Caption${at(caption.line)}: ${quote(caption.text)}`),
    ...(draft.dateline ? [`  Dateline${at(draft.dateline.line)}: ${quote(draft.dateline.text)}`] : []),
    ...explainDate(draft),
    ...explainFacts('Countries', 'country', draft.countries, context),
    ...explainFacts('Regions', 'region', draft.regions, context),
    ...explainFacts('Organisations', 'organisation', draft.organisations, context),
    ...(draft.dropped.length > 0 ? ['  Left out:'] : []),
    ...draft.dropped.map(
      (line) =>
        `    ${line.line === undefined ? '' : `line ${line.line}: `}${quote(line.text)} – ${inWords(line.rule)}`,
    ),
    '',
  ];
}

function explainOrigin({ record, line }: ArticleDraft): string {
  if (record !== undefined) return `, record ${record}`;
  return line === undefined ? '' : `, from line ${line}`;
}

function explainDate({ date, dateEvidence = [] }: ArticleDraft): string[] {
  const chosen = date
    ? `${date.value} (${date.precision}), by ${inWords(date.source)}`
    : 'none: the text does not tell when it was published';
  return [
    `  Date: ${chosen}`,
    ...dateEvidence.map((evidence) => {
      const verdict = evidence.chosen ? 'taken' : 'set aside';
      return `    ${verdict}: ${evidence.value ?? 'unreadable'}${at(evidence.line)} ${quote(evidence.form)} – ${inWords(evidence.rule)}`;
    }),
  ];
}

function explainFacts(
  heading: string,
  facet: 'country' | 'region' | 'organisation',
  facts: readonly Fact[] = [],
  context: StepContext,
): string[] {
  if (facts.length === 0) return [`  ${heading}: none`];
  return [`  ${heading}:`, ...facts.flatMap((fact) => explainFact(fact, facet, context))];
}

function explainFact(fact: Fact, facet: 'country' | 'region' | 'organisation', context: StepContext): string[] {
  const label = context.gazetteer.vocabulary.label(facet, fact.value);
  const name = label === fact.value ? label : `${label} (${fact.value})`;
  const isFacet = fact.level === 'main' || fact.level === 'involved';
  const more = fact.evidence.length - PLACES_SHOWN;
  return [
    `    ${name}: ${inWords(fact.level)}${isFacet ? '' : ', so not in the facet'}; score ${fact.score.toFixed(1)}, ${fact.mentions} mention${fact.mentions === 1 ? '' : 's'}`,
    ...fact.evidence.slice(0, PLACES_SHOWN).map((evidence) => `      ${explainPlace(evidence)}`),
    ...(more > 0 ? [`      and in ${more} more place${more === 1 ? '' : 's'}`] : []),
  ];
}

function explainPlace(evidence: Evidence): string {
  const entry = evidence.entry === undefined ? '' : ` (data: ${evidence.entry})`;
  return `${quote(evidence.form)} in the ${evidence.zone}${at(evidence.line)} – ${inWords(evidence.rule)}${entry}, weight ${evidence.weight}`;
}

function at(line: number | undefined): string {
  return line === undefined ? '' : ` (line ${line})`;
}

function quote(text: string): string {
  return `“${text.length > QUOTE_LENGTH ? `${text.slice(0, QUOTE_LENGTH).trimEnd()}…` : text}”`;
}
