import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArticleDocument } from '../../core/document.ts';
import { contentId, foldedText } from '../steps/identify.ts';
import { comparableUrl, fingerprintOf, overlap } from './fingerprint.ts';
import { mergeRepeats } from './merge-repeats.ts';
import { StoryCollector } from './story-collector.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-stories-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Words without meaning, the same for the same seed. */
function prose(seed: number, words: number): string {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length: words }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return `w${(state >>> 8) % 5_000}`;
  }).join(' ');
}

function article(name: string, body: string, parts: Partial<ArticleDocument> = {}): ArticleDocument {
  return {
    id: name, title: `Title of ${name}`, body, date: null, datePrecision: null, dateSource: null, countries: [], regions: [],
    organisations: [], language: 'en', sources: [{ file: name }], evidence: { countries: [], organisations: [], regions: [], date: [] }, ...parts,
  }; // prettier-ignore
}

/** The stories of some articles, each as the sorted names of the files it was told in, and the document that stayed. */
async function storiesOf(
  articles: readonly ArticleDocument[],
): Promise<{ files: string[]; document: ArticleDocument }[]> {
  const collector = new StoryCollector(folder);
  try {
    for (const document of articles) {
      const foldedBody = foldedText(document.body);
      const fingerprint = fingerprintOf({ document, foldedBody, contentId: contentId(document, foldedBody) });
      await collector.add({ json: JSON.stringify(document), fingerprint });
    }
    const found: { files: string[]; document: ArticleDocument }[] = [];
    for await (const { document } of collector.stories())
      found.push({ files: document.sources.map((source) => source.file).sort(), document });
    return found.sort((a, b) => (a.files.join() < b.files.join() ? -1 : 1));
  } finally {
    await collector.close();
  }
}
const files = async (articles: readonly ArticleDocument[]) => (await storiesOf(articles)).map((story) => story.files);

const STORY = prose(1, 300);
const day = (date: string) => ({ date, datePrecision: 'day', dateSource: 'url' }) as const;

describe('what is one story', () => {
  test.each<[string, ArticleDocument[], string[][]]>([
    ['the same text in two files', [article('a', STORY), article('b', STORY)], [['a', 'b']]],
    [
      'the same text in other case and spacing',
      [article('a', STORY), article('b', STORY.toUpperCase().replaceAll(' ', '  '))],
      [['a', 'b']],
    ],
    [
      'a text with some words changed',
      [article('a', STORY), article('b', STORY.replace(/w1\d\d /, 'other '))],
      [['a', 'b']],
    ],
    [
      'a text cut after three fifths',
      [article('a', STORY), article('b', STORY.slice(0, STORY.length * 0.6))],
      [['a', 'b']],
    ],
    [
      'a text inside a long page',
      [article('a', STORY), article('b', `${prose(7, 200)} ${STORY} ${prose(8, 200)}`)],
      [['a', 'b']],
    ],
    [
      'other texts under one title',
      [article('a', STORY, { title: 'Same' }), article('b', prose(2, 300), { title: 'Same' })],
      [['a'], ['b']],
    ],
    [
      'texts that share a third',
      [article('a', STORY), article('b', STORY.slice(0, STORY.length / 3) + prose(3, 250))],
      [['a'], ['b']],
    ],
    [
      'a story that grew at its address',
      [
        article('a', STORY, { url: 'https://x.org/a' }),
        article('b', STORY.slice(0, STORY.length / 2) + prose(3, 150), { url: 'http://www.x.org/a/?utm_source=y' }),
      ],
      [['a', 'b']],
    ],
    [
      'other texts at one address',
      [article('a', STORY, { url: 'https://x.org/live' }), article('b', prose(2, 300), { url: 'https://x.org/live' })],
      [['a'], ['b']],
    ],
    ['an equal brief without a date', [article('a', prose(4, 30)), article('b', prose(4, 30))], [['a'], ['b']]],
    [
      'an equal brief of one day',
      [article('a', prose(4, 30), day('2020-01-01')), article('b', prose(4, 30), day('2020-01-01'))],
      [['a', 'b']],
    ],
    [
      'an equal brief of two days',
      [article('a', prose(4, 30), day('2020-01-01')), article('b', prose(4, 30), day('2020-01-02'))],
      [['a'], ['b']],
    ],
  ])('%s', async (_, articles, expected) => {
    expect(await files(articles)).toEqual(expected);
    expect(await files(articles.toReversed())).toEqual(expected);
  });

  test('two excerpts meet in the story they are from, and do not pull in a third text', async () => {
    const long = `${prose(5, 250)} ${prose(6, 250)}`;
    const articles = [
      article('first', prose(5, 250)),
      article('second', prose(6, 250)),
      article('whole', long),
      article('other', prose(9, 250)),
    ];
    expect(await files(articles)).toEqual([['first', 'second', 'whole'], ['other']]);
  });
});

test('neither order nor batches change what is merged or what stays', async () => {
  const texts = [STORY, STORY.slice(0, 1_000), `${STORY} ${prose(11, 20)}`, prose(2, 300), prose(2, 280), prose(3, 40)];
  const articles = texts.flatMap((body, index) => [
    article(`${index}a`, body, day(`2020-01-0${index + 1}`)),
    article(`${index}b`, body),
  ]);
  const expected = await storiesOf(articles);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(articles, { minLength: articles.length }), async (shuffled) => {
      expect(await storiesOf(shuffled)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

describe('which version stays', () => {
  const long = article('long', STORY, day('2020-01-01'));
  const newer = article('newer', `${STORY.slice(0, STORY.length * 0.9)} end`, {
    ...day('2020-01-03'),
    author: 'Ida Moe',
  });
  const excerpt = article('excerpt', STORY.slice(0, 500), { ...day('2020-02-01'), url: 'https://x.org/a' });

  test('the newest of the long ones, with all sources and what the others state', () => {
    const merged = mergeRepeats([excerpt, long, newer]);
    expect(merged).toMatchObject({ id: 'newer', date: '2020-01-03', author: 'Ida Moe', url: 'https://x.org/a' });
    expect(merged.sources.map((source) => source.file)).toEqual(['excerpt', 'long', 'newer']);
  });

  test('more versions than a call takes arguments', () => {
    const page = article('page', 'Please turn on scripts.');
    const versions = Array.from({ length: 130_000 }, (_, at) => (at === 7 ? { ...page, author: 'A' } : page));
    expect(mergeRepeats(versions)).toEqual({ ...page, author: 'A' });
  });

  test('one that has no date takes the date of another version', () => {
    expect(mergeRepeats([article('undated', STORY), { ...excerpt, date: '2020-02-01' }])).toMatchObject({
      id: 'undated',
      date: '2020-02-01',
    });
  });
});

test('overlap is a share of the smaller text', () => {
  expect(overlap(STORY, STORY)).toEqual({ containment: 1, jaccard: 1 });
  expect(overlap(STORY, prose(2, 300))).toEqual({ containment: 0, jaccard: 0 });
  expect(overlap('', STORY).containment).toBe(0);
  expect(overlap(STORY.slice(0, 600), STORY).containment).toBeGreaterThan(0.97);
});

test.each([
  ['https://www.X.org/A/?utm_source=a&id=1#top', 'http://x.org/a/?id=1'],
  ['https://x.org/a/', 'x.org/a'],
])('%s and %s are one address', (a, b) => {
  expect(comparableUrl(a)).toBe(comparableUrl(b));
});

test('addresses that differ in what they ask for are not one', () => {
  expect(comparableUrl('https://x.org/?id=1')).not.toBe(comparableUrl('https://x.org/?id=2'));
});

test('nothing stays on disk', async () => {
  await storiesOf([article('a', STORY), article('b', STORY)]);
  expect(readdirSync(folder)).toEqual([]);
});
