import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ArticleDraft } from '../indexer/draft.ts';
import { formatOf, type PageFormat } from '../indexer/read/file-format.ts';
import { readItem } from '../indexer/work-item.ts';
import { shippedContext } from './support/shipped-context.ts';

/**
 * Pages as they really are, each with what must be made of it: `test/fixtures/pages/<case>/{page.*, expected.json}`. What an
 * expectation does not name is not compared. A fault in the field becomes a page here, in words of our own.
 */
const FOLDER = join(import.meta.dirname, 'fixtures', 'pages');

const cases = readdirSync(FOLDER);

test('there are golden pages', () => {
  expect(cases.length).toBeGreaterThan(15);
});

test.each(cases)('%s', async (name) => {
  const folder = join(FOLDER, name);
  const page = readdirSync(folder).find((file) => file.startsWith('page.'))!;
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
  const file = { path: join(folder, page), name: page, format: formatOf(page) as PageFormat };
  const { articles, messages } = await readItem({ kind: 'page', file }, shippedContext);
  expect(messages.map((message) => message.rule)).toEqual(expected.messages ?? []);
  expect(articles.map((article, index) => pick(summary(article), expected.articles[index]))).toEqual(expected.articles);
});

interface Expected {
  readonly articles: readonly Record<string, unknown>[];
  readonly messages?: readonly string[];
}

/** An article in the terms of an expectation: lines by number where the page has lines. */
function summary(draft: ArticleDraft): Record<string, unknown> {
  const facet = (facts: ArticleDraft['countries']) =>
    (facts ?? [])
      .filter((fact) => fact.level === 'main' || fact.level === 'involved')
      .map((fact) => fact.value)
      .sort();
  return {
    title: draft.title,
    language: draft.language,
    date: draft.date?.value ?? null,
    dateSource: draft.date?.source ?? null,
    stated: draft.stated,
    dateline: draft.dateline?.text ?? null,
    captions: draft.captions.map((caption) => caption.text),
    credits: draft.credits.map((credit) => credit.text),
    body: draft.body.map((paragraph) => paragraph.line),
    text: draft.body.map((paragraph) => paragraph.text),
    subheads: draft.body.filter((paragraph) => paragraph.kind === 'subhead').map((paragraph) => paragraph.text),
    dropped: Object.fromEntries(draft.dropped.map((line) => [String(line.line), line.rule])),
    countries: facet(draft.countries),
    organisations: facet(draft.organisations),
  };
}

function pick(whole: Record<string, unknown>, expected: Record<string, unknown> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.keys(expected ?? { title: '' }).map((key) => [key, whole[key]]));
}
