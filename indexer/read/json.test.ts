import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { readJson } from './json.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));

test('a JSON file may be a list of records, of which one that cannot be read costs itself alone', async () => {
  const records = [
    { id: 'a', title: 'Ferry leaves', text: 'The ferry left the island at noon.' },
    { id: 'b', title: 'Hidden', text: 'Nobody may see it.', status: 'draft' },
    5,
    { title: 'Bridge opens', text: 'The bridge was opened at night.', date: 'once' },
  ];
  const { articles, messages } = await readJson(JSON.stringify(records), 'list.json', boilerplate);
  expect(articles.map(({ title }) => title)).toEqual(['Ferry leaves', 'Bridge opens']);
  expect(articles[0]!.record).toBe('a');
  expect(messages.map(({ rule, record }) => `${rule} of ${record}`)).toEqual([
    'unpublished of record 2',
    'record-invalid of record 3',
    'date-unreadable of record 4',
  ]);
  expect((await readJson('[]', 'list.json', boilerplate)).messages.map(({ rule }) => rule)).toEqual(['file-empty']);
});
