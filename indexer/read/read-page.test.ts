import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isDatelineError } from '../../core/errors.ts';
import { loadBoilerplate, type BoilerplateRules } from '../boilerplate.ts';
import { formatOf, type PageFormat } from './file-format.ts';
import { findFiles } from './find-files.ts';
import { readRecordLines } from './jsonl.ts';
import { READ_LIMITS } from './limits.ts';
import { readPage } from './read-page.ts';
import { readOrSay } from './read-result.ts';

let folder: string;
let boilerplate: BoilerplateRules;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-read-'));
  boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const read = (path: string) => {
  const name = path.slice(folder.length + 1);
  return readPage({ path, name, format: formatOf(name) as PageFormat }, boilerplate);
};
const rules = async (path: string) => (await read(path)).messages.map((message) => message.rule);
const lines = async (path: string): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const line of readRecordLines(path)) found.push(line);
  return found;
};

test('a page that grows while it is read is what it was at first, and said to have changed', async () => {
  const path = place('grows.txt', 'The ferry leaves the island at noon, the harbour master said on Monday.\n');
  const handle = await open(path);
  const files = Object.getPrototypeOf(handle) as { stat(): Promise<unknown> };
  await handle.close();
  const original = Object.getOwnPropertyDescriptor(files, 'stat')!.value as (this: unknown) => Promise<unknown>;
  const spy = vi.spyOn(files, 'stat').mockImplementationOnce(async function (this: unknown) {
    const before = await original.call(this);
    appendFileSync(path, 'A second line was written meanwhile, and it is not half of one.\n');
    return before;
  });
  const { articles, messages } = await read(path);
  spy.mockRestore();
  expect(messages.map(({ rule }) => rule)).toEqual(['file-changed']);
  expect(JSON.stringify(articles)).not.toContain('second line');
});

describe('a page that cannot be had costs one message', () => {
  test('missing, empty, binary', async () => {
    expect(await rules(join(folder, 'missing.txt'))).toEqual(['file-unreadable']);
    expect(await rules(place('empty.md', ' \n'))).toEqual(['file-empty']);
    expect(await rules(place('binary.txt', Buffer.from([1, 2, 0, 3, 0, 0, 5])))).toEqual(['not-text']);
    expect(await rules(place('broken.json', '{"title": '))).toEqual(['json-invalid']);
    expect(await rules(place('broken.xml', '<rss><channel>'))).toEqual([
      expect.stringMatching(/feed-invalid|no-article/),
    ]);
  });

  test('larger than a page may be, packed or not', async () => {
    const large = place('large.txt', 'x');
    truncateSync(large, READ_LIMITS.pageBytes + 1);
    expect(await rules(large)).toEqual(['file-too-large']);
    expect(await rules(place('bomb.txt.gz', gzipSync(Buffer.alloc(READ_LIMITS.pageBytes + 1))))).toEqual([
      'file-too-large',
    ]);
    expect(
      await rules(place('torn.txt.gz', gzipSync('A long enough text to be torn. '.repeat(50)).subarray(0, 40))),
    ).toEqual(['gzip-damaged']);
  });

  test('a packed page is read', async () => {
    const { articles } = await read(
      place(
        'page.txt.gz',
        gzipSync('Bridge opens early\n\nThe bridge over the bay opened a week early, the city said.'),
      ),
    );
    expect(articles[0]).toMatchObject({ title: 'Bridge opens early', file: 'page.txt.gz' });
  });
});

test('front matter is data: code in it is refused, not run', async () => {
  const marker = 'datelineFrontMatterRan';
  const { articles, messages } = await read(
    place('code.md', `---js\n{ title: (globalThis.${marker} = 1, 'x') }\n---\nThe text stays.`),
  );
  expect(marker in globalThis).toBe(false);
  expect(messages.map((message) => message.rule)).toEqual(['front-matter-invalid']);
  expect(articles[0]!.body.map((paragraph) => paragraph.text)).toEqual(['The text stays.']);
});

test('the same bad front matter is said again for a second file', async () => {
  const bad = '---\ntitle: [unclosed\n---\nText.';
  expect(await rules(place('bad-1.md', bad))).toEqual(['front-matter-invalid']);
  expect(await rules(place('bad-2.md', bad))).toEqual(['front-matter-invalid']);
});

test.each([
  ['a date for an instant', '---\ntitle: Hush\nembargoUntil: 2030-01-01\n---\nText.', 3],
  ['no YAML', '---\ntitle: a: b\nembargoUntil: 2030-01-01T00:00:00Z\n---\nText.', 3],
  ['no end', '---\nembargoUntil: 2030-01-01T00:00:00Z\n\nText.', 2],
])('an article whose embargo cannot be read is not published: %s', async (_slip, page, line) => {
  const { articles, messages } = await read(place('hush.md', page));
  expect(articles).toEqual([]);
  expect(messages.at(-1)).toMatchObject({ severity: 'error', rule: 'embargo-unreadable', file: 'hush.md', line });
});

describe('JSON Lines', () => {
  test('lines keep their numbers over blank and over-long ones', async () => {
    const path = place('records.jsonl', `\ufeff{"a":1}\r\n\n{"b":2}`);
    expect(await lines(path)).toEqual([
      { line: 1, text: '{"a":1}\r' },
      { line: 3, text: '{"b":2}' },
    ]);
    const long = place('long.jsonl', `{"a":"${'x'.repeat(READ_LIMITS.recordBytes)}"}\n{"b":2}\n`);
    expect(await lines(long)).toEqual([
      { line: 1, fault: expect.stringContaining('longer than') as string },
      { line: 2, text: '{"b":2}' },
    ]);
  });

  test('a torn or exploding packed file is said and left', async () => {
    const whole = gzipSync(`{"a":1}\n`.repeat(20_000));
    const torn = await lines(place('torn.jsonl.gz', whole.subarray(0, whole.length - 20)));
    expect(torn.at(-1)).toHaveProperty('fault');
    const bomb = await lines(place('bomb.jsonl.gz', gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '))));
    expect(bomb).toEqual([{ line: 1, fault: expect.stringContaining('unpacks') as string }]);
  });
});

describe('the files of a corpus', () => {
  test('come in path order; links that leave the root are said and not followed', async () => {
    const root = mkdtempSync(join(folder, 'root-'));
    for (const name of ['b.md', 'a.txt', '.hidden.md', 'notes.docx']) writeFileSync(join(root, name), 'x');
    symlinkSync('/etc/hostname', join(root, 'out.txt'));
    symlinkSync(join(root, 'b.md'), join(root, 'inside.md'));
    symlinkSync(join(root, 'nothing'), join(root, 'broken.md'));
    const { files, messages } = await findFiles([root]);
    expect(files.map((file) => [file.name, file.format])).toEqual([
      ['a.txt', 'text'],
      ['b.md', 'markdown'],
      ['inside.md', 'markdown'],
      ['notes.docx', 'unknown'],
    ]);
    expect(messages.map((message) => [message.file, message.rule]).sort()).toEqual([
      ['broken.md', 'symlink-outside'],
      ['out.txt', 'symlink-outside'],
    ]);
  });

  test('a pipe, which would never end, is said and not opened', async () => {
    const root = mkdtempSync(join(folder, 'root-'));
    execFileSync('mkfifo', [join(root, 'pipe.txt')]);
    symlinkSync(join(root, 'pipe.txt'), join(root, 'link.txt'));
    const { files, messages } = await findFiles([root]);
    expect(files).toEqual([]);
    expect(messages.map((message) => [message.file, message.rule]).sort()).toEqual([
      ['link.txt', 'symlink-outside'],
      ['pipe.txt', 'not-a-file'],
    ]);
    await expect(findFiles([join(root, 'pipe.txt')])).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a root that does not exist is an error', async () => {
    await expect(findFiles([join(folder, 'nowhere')])).rejects.toSatisfy((error) =>
      isDatelineError(error, 'not_found'),
    );
  });
});

test('markup soup in any format gives articles or a message, never an exception', async () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<article>',
    '<!--',
    ']]>',
    '<![CDATA[',
    '---\n',
    '{"a":',
    '<item>',
    '&amp;',
    '\n\n',
    '# ',
    '|a|b|\n',
    '<script>',
    'word ',
    'A sentence of the kind that is news. ',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom('md', 'html', 'xml', 'json', 'txt'),
      async (pieces, ending) => {
        const { articles, messages } = await read(place(`soup.${ending}`, pieces.join('')));
        expect(articles.length + messages.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 150 },
  );
});

describe('a page built to hurt is read like any other, or costs one message', () => {
  const SENTENCE = 'The ferry leaves the island at noon, the harbour master said on Monday.';

  test.each([
    ['quotations', `${'> '.repeat(20_000)}${SENTENCE}`],
    ['lists', Array.from({ length: 1_500 }, (_, depth) => `${'  '.repeat(depth)}- ${SENTENCE}`).join('\n')],
    ['lists in quotations', `${'> 1. - '.repeat(10_000)}${SENTENCE}`],
  ])('%s without end', async (name, text) => {
    const startedAt = performance.now();
    const { articles, messages } = await read(place(`${name}.md`, text));
    expect(articles[0]?.body.some(({ text: paragraph }) => paragraph.endsWith(SENTENCE))).toBe(true);
    expect(messages).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  test('a reader that fails, at once or later', async () => {
    const fail = () => {
      throw new RangeError('Maximum call stack size exceeded');
    };
    for (const read of [fail, () => Promise.resolve().then(fail)]) {
      expect(await readOrSay('page.md', read, { line: 4 })).toMatchObject({
        articles: [],
        messages: [{ severity: 'error', rule: 'reader-failed', file: 'page.md', line: 4 }],
      });
    }
  });
});
