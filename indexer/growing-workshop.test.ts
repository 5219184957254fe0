import { join } from 'node:path';
import { expect, test } from 'vitest';
import { growingWorkshop } from './growing-workshop.ts';
import { loadStepContext } from './load-step-context.ts';

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
      return loadStepContext(DATA);
    };
    const workshop = growingWorkshop(load, DATA, threads);
    expect(loaded).toBe(0);
    const done = await Promise.all([workshop.work(record('One.')), workshop.work(record('Two.'))]);
    expect(done.map(({ articles }) => articles.length)).toEqual([1, 1]);
    expect(loaded).toBe(1);
    await workshop.rest();
  },
);
