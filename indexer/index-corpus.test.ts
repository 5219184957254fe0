import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { documentSchema, type ArticleDocument } from '../core/document.ts';
import type { Message } from '../core/message.ts';
import type { CorpusProgress } from '../core/reindex-job.ts';
import { shippedContext } from '../test/support/shipped-context.ts';
import { openCorpus } from './index-corpus.ts';
import { localWorkshop } from './workshop.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-corpus-'));
  mkdirSync(join(folder, 'articles'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string, content: string | Buffer) => writeFileSync(join(folder, 'articles', name), content);
const corpus = () =>
  openCorpus({
    roots: [join(folder, 'articles')],
    loadContext: () => Promise.resolve(shippedContext),
    workshop: localWorkshop(shippedContext),
    registryFile: join(folder, 'identities'),
    memory: { file: join(folder, 'recognised'), salt: 'data' },
  });

async function run(
  signal?: AbortSignal,
): Promise<{ documents: ArticleDocument[]; messages: Message[]; progress: CorpusProgress[] }> {
  const documents: ArticleDocument[] = [];
  const messages: Message[] = [];
  const progress: CorpusProgress[] = [];
  const options = {
    onMessage: (message: Message) => messages.push(message),
    onProgress: (step: CorpusProgress) => progress.push(step),
  };
  for await (const batch of corpus().documents({ ...options, ...(signal ? { signal } : {}) })) documents.push(...batch);
  return { documents, messages, progress };
}

const SENTENCES = [
  'The council of the island voted on Monday to build a second pier for the ferry from the mainland.',
  'Fishermen had asked for it since a storm broke the old one in two places four winters ago.',
  'The pier will cost nine million crowns, of which the county pays two thirds and the island the rest.',
  'Work begins after the summer, when the last of the visitors have gone, and should take eight months.',
  'Until then the ferry will go on landing at the old pier at high water and at the beach at low water.',
];
const OTHER = [
  'Bakers in the old town of Riga bake a bread again that nobody had baked since the war.',
  'A teacher found the recipe in a book that her grandmother had hidden behind the stove.',
  'It needs rye, caraway and three days, and it keeps for a month if it is kept from the damp.',
  'The guild of bakers sells it on Saturdays only, and by nine in the morning the shelves are empty.',
];
const page = (title: string, sentences: readonly string[]) => `---\ntitle: ${title}\n---\n${sentences.join('\n\n')}\n`;

test('a folder becomes documents of the promised shape, in path order, each with its source', async () => {
  place('b.md', page('Second pier', SENTENCES));
  place(
    'a.txt',
    'Bridge opens early\n\nThe bridge over the bay opened a week early, the city of Bergen said on Sunday.\n',
  );
  place(
    'c.jsonl.gz',
    gzipSync(
      '{"id":"r1","title":"Kiosk","text":"The kiosk in the harbour of Oslo has a new owner since May."}\nnot json\n{"id":"r3"}\n',
    ),
  );
  place('d.docx', 'x');
  const { documents, messages, progress } = await run();
  for (const document of documents) expect(documentSchema.parse(document)).toEqual(document);
  expect(documents.map((document) => [document.title, document.sources])).toEqual([
    ['Bridge opens early', [{ file: 'a.txt', line: 1 }]],
    ['Second pier', [{ file: 'b.md', line: 1 }]],
    ['Kiosk', [{ file: 'c.jsonl.gz', record: 'r1', line: 1 }]],
  ]);
  expect(messages.map(({ file, line, rule }) => [file, line, rule])).toEqual([
    ['c.jsonl.gz', 2, 'json-invalid'],
    ['c.jsonl.gz', 3, 'record-empty'],
    ['d.docx', undefined, 'format-unknown'],
  ]);
  expect(progress.at(-1)).toEqual({ filesDone: 4, filesTotal: 4, articles: 3, repeatsMerged: 0 });
});

test('the documents do not depend on how the articles are spread over files', async () => {
  const texts = [SENTENCES, OTHER, SENTENCES.slice(0, 4)];
  texts.forEach((sentences, index) => place(`${index}.md`, page(`Title ${index}`, sentences)));
  const apart = (await run()).documents;
  rmSync(join(folder, 'identities'));
  texts.forEach((_, index) => rmSync(join(folder, 'articles', `${index}.md`)));
  place(
    'all.jsonl',
    texts
      .map((sentences, index) => JSON.stringify({ title: `Title ${index}`, text: sentences.join('\n\n') }))
      .reverse()
      .join('\n'),
  );
  const together = (await run()).documents;
  const gist = (documents: readonly ArticleDocument[]) =>
    documents.map(({ id, title, body }) => ({ id, title, body })).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(gist(together)).toEqual(gist(apart));
});

describe('a story keeps its id', () => {
  const idOf = (documents: readonly ArticleDocument[], title: string) =>
    documents.find((document) => document.title === title)?.id;

  test('when its text changes a little, its file is renamed, or it moves in the order', async () => {
    place('pier.md', page('Second pier', SENTENCES));
    place('other.md', page('Other', OTHER));
    const before = (await run()).documents;
    rmSync(join(folder, 'articles', 'pier.md'));
    place(
      'a-new-name.md',
      page('Second pier, updated', [...SENTENCES.slice(0, 4), 'Until then the ferry lands at the beach.']),
    );
    const after = (await run()).documents;
    expect(idOf(after, 'Second pier, updated')).toBe(idOf(before, 'Second pier'));
    expect(idOf(after, 'Other')).toBe(idOf(before, 'Other'));
  });

  test('when it is written anew under its record or address', async () => {
    place(
      'feed.jsonl',
      JSON.stringify({ id: 'r1', title: 'One', text: SENTENCES.join('\n') }) +
        '\n' +
        JSON.stringify({ url: 'https://x.org/two', title: 'Two', text: OTHER.join('\n') }),
    );
    const before = (await run()).documents;
    place(
      'feed.jsonl',
      JSON.stringify({
        url: 'http://www.x.org/two/',
        title: 'Two',
        text: 'Written anew, with no word of what was there before in this place.',
      }) +
        '\n' +
        JSON.stringify({
          id: 'r1',
          title: 'One',
          text: 'Also written anew, and nobody knows what the former version told its readers.',
        }),
    );
    const after = (await run()).documents;
    expect(idOf(after, 'One')).toBe(idOf(before, 'One'));
    expect(idOf(after, 'Two')).toBe(idOf(before, 'Two'));
  });

  test('when it was away for a run', async () => {
    place('pier.md', page('Second pier', SENTENCES));
    place('stays.md', page('Stays', OTHER));
    const before = (await run()).documents;
    rmSync(join(folder, 'articles', 'pier.md'));
    await run();
    place('pier.md', page('Second pier', [...SENTENCES, 'One more sentence.']));
    expect(idOf((await run()).documents, 'Second pier')).toBe(idOf(before, 'Second pier'));
  });

  test('and no other article gets it while its text is there', async () => {
    place('z.md', page('First', SENTENCES));
    const before = (await run()).documents;
    place(
      'a.md',
      page('Likeness', [
        ...SENTENCES.slice(0, 3),
        ...SENTENCES.slice(0, 3).map(
          (text) => `${text} But nobody believes it, and the vote was lost by nine to four.`,
        ),
      ]),
    );
    const { documents } = await run();
    expect(documents).toHaveLength(2);
    expect(idOf(documents, 'First')).toBe(idOf(before, 'First'));
  });

  test('a registry that cannot be read now ends the run, which would otherwise give every story a new id', async () => {
    place('a.md', page('Second pier', SENTENCES));
    mkdirSync(join(folder, 'identities'));
    await expect(run()).rejects.toThrow('EISDIR');
  });

  test('and a damaged registry is said, not fatal', async () => {
    place('pier.md', page('Second pier', SENTENCES));
    writeFileSync(join(folder, 'identities'), 'not a registry');
    const { documents, messages } = await run();
    expect(documents).toHaveLength(1);
    expect(messages.map((message) => message.rule)).toEqual(['registry-damaged']);
  });
});

test('equal briefs of two files are two articles with two ids', async () => {
  place('a.txt', 'Markets closed\n\nThe markets are closed on Friday for a public holiday.\n');
  place('b.txt', 'Markets closed\n\nThe markets are closed on Friday for a public holiday.\n');
  const { documents } = await run();
  expect(new Set(documents.map((document) => document.id)).size).toBe(2);
  expect((await run()).documents.map((document) => document.id)).toEqual(documents.map((document) => document.id));
});

test('a cancelled run stops, keeps the old registry and leaves nothing behind', async () => {
  place('pier.md', page('Second pier', SENTENCES));
  await run();
  const registry = readFileSync(join(folder, 'identities'));
  await expect(run(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(readFileSync(join(folder, 'identities'))).toEqual(registry);
});

test('one record handed in becomes a document; a bad one becomes messages', async () => {
  const { document } = await corpus().normalise({
    id: 'my-id',
    title: 'Second pier',
    text: SENTENCES.join('\n\n'),
    date: '2021-05-04',
  });
  expect(document).toMatchObject({ id: 'my-id', title: 'Second pier', date: '2021-05-04', dateSource: 'record' });
  for (const empty of [{}, { title: ' ', text: '\u200b\n' }, { html: '<script>alert(1)</script>' }])
    expect(await corpus().normalise(empty)).toMatchObject({ document: null, messages: [{ rule: 'record-empty' }] });
  expect(await corpus().normalise({ title: 'Second pier', text: ' ' })).toMatchObject({ messages: [] });
  expect(await corpus().normalise({ text: 5 } as never)).toMatchObject({
    document: null,
    messages: [{ rule: 'record-invalid' }],
  });
});

const MUSEUM =
  'The museum in Oslo opened a new wing on Friday, with paintings that had lain in a cellar since the fire, and with a room for children who want to paint.';

test('a run that takes only what has changed gives what a full run gives, with what has changed in it', async () => {
  const documents = async (mode: 'full' | 'changed') => {
    const found: ArticleDocument[] = [];
    for await (const batch of corpus().documents({ mode })) found.push(...batch);
    return found;
  };
  place('one.md', `---\ntitle: Pier\n---\n${SENTENCES.join(' ')}`);
  place('two.md', `---\ntitle: Bread\n---\n${OTHER.join(' ')}`);
  place('wire.jsonl', `${JSON.stringify({ id: 'r1', title: 'Wire', text: MUSEUM })}\n`);
  const full = await documents('full');
  expect(full).toHaveLength(3);
  expect(await documents('changed')).toEqual(full);
  place('two.md', `---\ntitle: Bread of Riga\n---\n${OTHER.join(' ')}`);
  const changed = await documents('changed');
  expect(changed.map(({ title }) => title)).toContain('Bread of Riga');
  expect(changed).toEqual(await documents('full'));
});
