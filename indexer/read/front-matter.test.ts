import { expect, test } from 'vitest';
import { lineOfField, readFrontMatter } from './front-matter.ts';

/** What was read, without the text that it was read from. */
function read(page: string) {
  const { head: _head, ...rest } = readFrontMatter(page);
  return rest;
}

test.each([
  ['YAML', '---\ntitle: A bridge\ndate: 2021-03-04\n---\n'],
  ['YAML with CRLF', '---\r\ntitle: A bridge\r\ndate: 2021-03-04\r\n---\r\n'],
  ['TOML', '+++\ntitle = "A bridge"\ndate = 2021-03-04\n+++\n'],
  ['TOML that names itself', '---toml\ntitle = "A bridge"\ndate = 2021-03-04\n---\n'],
  ['JSON', '{\n  "title": "A bridge",\n  "date": "2021-03-04"\n}\n'],
  ['JSON whose first field stands beside the brace', '{ "title": "A bridge",\n  "date": "2021-03-04"\n}\n'],
  ['JSON on one line', '{"title": "A bridge", "date": "2021-03-04"}\n'],
])('the fields of %s', (_dialect, block) => {
  expect(read(`\n${block}The text.`)).toEqual({
    data: { title: 'A bridge', date: '2021-03-04' },
    content: 'The text.',
    contentLine: block.split('\n').length + 1,
  });
});

test.each([
  ['2021-03-04T09:30:00+01:00', '2021-03-04T09:30:00+01:00'],
  ['2021-03-04T23:30:00-05:00', '2021-03-04T23:30:00-05:00'],
  ['2021-03-04 09:30:00', '2021-03-04T09:30:00'],
])('a date of TOML stays on the day that it names: %s', (written, date) => {
  const { data } = readFrontMatter(`+++\ndate = ${written}\nseen = [${written}]\n+++\n`);
  expect(String(data['date']).slice(0, 19)).toBe(date.slice(0, 19));
  expect(data['seen']).toEqual([data['date']]);
});

test.each([
  ['YAML', '---\nlang: en\ntitle: a: b\n---\n', 3],
  ['TOML', '+++\nlang = "en"\ntitle = a bridge\n+++\n', 3],
  ['JSON', '{\n "title": a\n}\n', 1],
  ['YAML without an end', '---\ntitle: A bridge\n\n', 1],
  ['TOML without an end', '+++\ntitle = "A bridge"\n\n', 1],
  ['JSON without an end', '{\n  "title": "A bridge",\n\n', 1],
])('a fault of %s is said with the line of the file', (_dialect, block, line) => {
  expect(readFrontMatter(block).fault).toMatchObject({ line });
  expect(readFrontMatter(`\n\n${block}`).fault).toMatchObject({ line: line + 2 });
});

test.each([
  ['a rule and another', '---\nOnce there was a bridge.\n\n---\n\nThe end.'],
  ['a rule', '---\n\nOnce there was a bridge.'],
  ['a brace', '{ a bridge }\n\nIt stood.'],
  ['plus signs', '+++ a bridge +++\n\nIt stood.'],
])('a page that begins with %s is all text', (_sign, page) => {
  expect(read(page)).toEqual({ data: {}, content: page, contentLine: 1 });
});

test.each([
  ['YAML', '---\nauthor: Ana\n---\n'],
  ['TOML', '+++\nauthor = "Ana"\n+++\n'],
  ['JSON', '{\n "author": "Ana"\n}\n'],
])('what looks like %s further down is text', (_dialect, block) => {
  const page = `Once there was a bridge.\n\n${block}It fell.\n`;
  expect(read(page)).toEqual({ data: {}, content: page, contentLine: 1 });
});

test.each([
  ['YAML', '---\ntitle: A bridge\ndate: soon\n---\n', 3],
  ['YAML without an end', '---\ntitle: A bridge\ndate: soon\n\ndate: 2021', 3],
  ['YAML whose name is in quotes', '---\r\ntitle: A bridge\r\n"date" : soon\r\n---\r\n', 3],
  ['TOML', '+++\ntitle = "A bridge"\ndate = "soon"\n+++\n', 3],
  ['a table of TOML', '+++\ntitle = "A bridge"\n[date]\nday = 1\n+++\n', 3],
  ['JSON', '{\n  "title": "A bridge",\n  "date": "soon"\n}\n', 3],
  ['JSON on one line', '{"title": "A bridge", "date": "soon"}\n', 1],
  ['a field of its name below another', '---\nimage:\n  date: 2020\ndates: [2021]\ndate: soon\n---\n', 5],
  ['no such field', '---\ntitle: A bridge\n---\ndate: soon\n', 1],
])('the line of a field in %s', (_dialect, page, line) => {
  expect(lineOfField(readFrontMatter(page).head, 'date')).toBe(line);
  expect(lineOfField(readFrontMatter(`\n\n${page}`).head, 'date')).toBe(line + 2);
});
