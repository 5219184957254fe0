import { expect, test } from 'vitest';
import { readMarkdown } from './markdown.ts';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { readItem } from '../work-item.ts';

const rules = (page: string) => readMarkdown(page, 'a.md').messages.map(({ severity, rule }) => `${severity} ${rule}`);
const titles = (page: string) => readMarkdown(page, 'a.md').articles.map(({ title }) => title);

test.each([
  ['draft: true'],
  ['draft: "yes"'],
  ['draft: y'],
  ['published: false'],
  ['published: "no"'],
  ['status: draft'],
  ['status: Private'],
])('an article that says %s is left out, and said', (field) => {
  const page = `---\ntitle: A bridge\n${field}\n---\nThe text.`;
  expect(titles(page)).toEqual([]);
  expect(rules(page)).toEqual(['info unpublished']);
});

test.each([['draft: false'], ['draft:'], ['published: true'], ['published: 2021-03-04'], ['status: published']])(
  'an article that says %s is read, with all its fields',
  (field) => {
    const page = `---\ntitle: A bridge\n${field}\n---\nThe text.`;
    expect(titles(page)).toEqual(['A bridge']);
    expect(rules(page)).toEqual([]);
  },
);

test.each([['tru'], ['2'], ['"not yet"'], ['[true]'], ['{until: May}']])(
  'a draft that is neither true nor false is published by no slip: %s',
  (draft) => {
    const page = `---\ntitle: A bridge\ndraft: ${draft}\n---\nThe text.`;
    const { articles, messages } = readMarkdown(page, 'a.md');
    expect(articles).toEqual([]);
    expect(messages).toMatchObject([{ severity: 'error', rule: 'draft-unreadable', file: 'a.md', line: 3 }]);
  },
);

test.each([
  ['---\ntitle: a: b\ndraft: tru\n---\nText.'],
  ['---\ntitle: a: b\ndraft: true\n---\nText.'],
  ['---\ntitle: a: b\npublished: false\n---\nText.'],
  ['+++\ntitle = a\ndraft = true\n+++\nText.'],
  ['{\n  "title": a,\n  "status": "draft"\n}\nText.'],
  ['{"title": "a",\n"draft": true,\n}\nText.'],
  ['{"title": "a",\n"draft": true}\nText.'],
  ['---\ndraft: true\n\nText.'],
  ['---\ntitle: A bridge\n\ndraft: true\n\nText.'],
])('a slip in the front matter publishes no draft: %j', (page) => {
  expect(titles(page)).toEqual([]);
  expect(rules(page)).toEqual(['warning front-matter-invalid', 'error draft-unreadable']);
});

test.each([['draft: false'], ['draft:'], ['drafted: true']])(
  'front matter that cannot be read and says %s costs its fields alone, also above a text that speaks of drafts',
  (field) => {
    const page = `---\ntitle: a: b\n${field}\n---\n# A bridge\n\nDraft: tomorrow.`;
    expect(titles(page)).toEqual(['A bridge']);
    expect(rules(page)).toEqual(['warning front-matter-invalid']);
  },
);

test('a field that has not its shape costs itself alone, and is said with its line, by whichever name', () => {
  const page =
    '---\ntitle: A bridge\nlang: [en]\nsection: {a: b}\nurl: https://site.example/a\npubDate: soon\n---\nThe text.';
  const { articles, messages } = readMarkdown(page, 'a.md');
  expect(articles[0]).toMatchObject({ title: 'A bridge', stated: { url: 'https://site.example/a' } });
  expect(messages.map(({ reason, line }) => [reason.split(':')[0], line])).toEqual([
    ['section', 4],
    ['language', 3],
    ['the stated date cannot be read', 6],
  ]);
});

test.each([
  ['author: Ida Moe', 'Ida Moe'],
  ['authors: [Ida Moe, Per Lund]', 'Ida Moe, Per Lund'],
  ['author: {name: Ida Moe, email: i@site.example}', 'Ida Moe'],
  ['authors: [{name: Ida Moe}, Per Lund]', 'Ida Moe, Per Lund'],
])('who wrote it, in %s', (field, author) => {
  const { articles, messages } = readMarkdown(`---\ntitle: A bridge\n${field}\n---\nThe text.`, 'a.md');
  expect(messages).toEqual([]);
  expect(articles[0]!.stated.author).toBe(author);
});

test.each([
  [{ draft: true }, ['info unpublished']],
  [{ draft: 'tru' }, ['error draft-unreadable']],
  [{ status: 'pending' }, ['info unpublished']],
  [{ published: '2021-03-04', status: 'ok' }, []],
])('a record that says %j', async (fields, expected) => {
  const text = JSON.stringify({ id: 'r1', title: 'A bridge', text: 'The bridge is open again.', ...fields });
  const { articles, messages } = await readItem(
    { kind: 'records', file: 'a.jsonl', lines: [{ line: 1, text }] },
    shippedContext,
  );
  expect(messages.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(expected);
  expect(articles).toHaveLength(expected.length === 0 ? 1 : 0);
});
