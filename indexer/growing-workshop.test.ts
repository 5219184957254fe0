import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shippedContext } from '../test/support/shipped-context.ts';
import { growingWorkshop } from './growing-workshop.ts';

const DATA = join(import.meta.dirname, '..', 'data');
const record = (text: string) => ({
  kind: 'records' as const,
  file: 'wire.jsonl',
  lines: [{ line: 1, text: JSON.stringify({ id: 'r1', title: 'A title', text }) }],
});

test.each([1, 4])(
  'with %i threads, the tables of the steps are read with the first item, and once',
  async (threads) => {
    let loaded = 0;
    const load = () => {
      loaded++;
      return Promise.resolve(shippedContext);
    };
    const workshop = growingWorkshop(load, DATA, threads);
    expect(loaded).toBe(0);
    const done = await Promise.all([workshop.work(record('One.')), workshop.work(record('Two.'))]);
    expect(done.map(({ articles }) => articles.length)).toEqual([1, 1]);
    expect(loaded).toBe(1);
    await workshop.rest();
  },
);

test('what is done until threads have come stays on this thread; they are called after four seconds of work, whatever lies between, and rest', async () => {
  let now = 0;
  const opened: string[] = [];
  let come!: () => void;
  const coming = new Promise<void>((resolve) => (come = resolve));
  const workshop = growingWorkshop(() => Promise.resolve(shippedContext), DATA, 4, {
    clock: () => (now += 800), // each item takes as long: it is asked as one begins and as it ends
    openThreads: (_, threads) => {
      opened.push(`${threads} threads`);
      return {
        parallel: 8,
        start: () => coming,
        work: () => Promise.resolve({ articles: [], messages: [] }),
        rest: () => Promise.resolve(void opened.push('rest')),
      };
    },
  });
  for (let item = 0; item < 5; item++) {
    expect(await workshop.work(record(`Item ${item}.`))).toMatchObject({ articles: [{}] });
    now += 60_000; // an hour of edits is no work
  }
  expect(opened).toEqual([]);
  expect(await workshop.work(record('While they come.'))).toMatchObject({ articles: [{}] });
  come();
  await coming;
  expect(await workshop.work(record('One more.'))).toEqual({ articles: [], messages: [] });
  await workshop.work(record('And another.'));
  expect(opened).toEqual(['4 threads']);
  await workshop.rest();
  expect(opened).toEqual(['4 threads', 'rest']);
  expect(await workshop.work(record('The next run.'))).toMatchObject({ articles: [{}] });
});

test('threads that cannot start, and threads that come after the rest, get no work', async () => {
  let now = 0;
  const called: { come: () => void; fail: (cause: Error) => void }[] = [];
  const workshop = growingWorkshop(() => Promise.resolve(shippedContext), DATA, 2, {
    clock: () => (now += 5_000),
    openThreads: () => ({
      parallel: 4,
      start: () => new Promise((come, fail) => called.push({ come, fail })),
      work: () => Promise.reject(new Error('they got work')),
      rest: () => Promise.resolve(),
    }),
  });
  const works = async (text: string) => expect(await workshop.work(record(text))).toMatchObject({ articles: [{}] });
  await works('One.');
  await works('Two: called.');
  called[0]?.fail(new Error('no memory for a thread'));
  await works('Three.');
  await workshop.rest();
  await works('Four.');
  await works('Five: called again.');
  await workshop.rest();
  called[1]?.come();
  await works('Six.');
  expect(called).toHaveLength(2);
});
