import { expect, test } from 'vitest';
import { createWriteQueue } from './write-queue.ts';

const removal = (id: string) => ({ id, document: null });

test('work that must run alone has its turn, and all that was submitted before it is live, however many changes follow', async () => {
  const live: string[] = [];
  let submitted = 0;
  const queue = createWriteQueue((changes) => {
    live.push(...changes.map(({ id }) => id));
    if (submitted < 5_000) void queue.submit(removal(`later-${submitted++}`));
    return Promise.resolve();
  });
  const before = Array.from({ length: 1_300 }, (_, number) => `a${number}`);
  for (const id of before) void queue.submit(removal(id));
  const seen = await queue.exclusive(() => Promise.resolve([...live]));
  expect(seen).toEqual(expect.arrayContaining(before));
  expect(submitted).toBeLessThan(10);
});

test('nothing is written while work runs alone', async () => {
  const live: string[] = [];
  const queue = createWriteQueue((changes) => {
    live.push(...changes.map(({ id }) => id));
    return Promise.resolve();
  });
  let late: Promise<void> | undefined;
  await queue.exclusive(async () => {
    late = queue.submit(removal('late'));
    await new Promise(setImmediate);
    expect(live).toEqual([]);
  });
  await late;
  expect(live).toEqual(['late']);
});
