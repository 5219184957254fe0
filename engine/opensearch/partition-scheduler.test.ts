import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { parseCalendarDate } from '../../core/calendar-date.ts';
import { connect } from './connection.ts';
import type { Generations } from './generations.ts';
import { namesUnder } from './names.ts';
import { startPartitionScheduler } from './partition-scheduler.ts';

const OLD = 'news-g1.2020';
const ANSWERS: readonly (readonly [path: RegExp, answer: unknown])[] = [
  [/_alias/, { [OLD]: {} }],
  [/_cat\/indices/, [OLD, 'news-g1.2026', 'news-g1.2027'].map((index) => ({ index }))],
  [/_cat\/segments/, [0, 1].map(() => ({ index: OLD, shard: '0', prirep: 'p' }))],
];

test('a service that ends does not wait for a partition that is being packed', async () => {
  let merging = (): void => undefined;
  const isMerging = new Promise<void>((resolve) => (merging = resolve));
  const cluster = createServer((request, response) => {
    const answer = ANSWERS.find(([path]) => path.test(request.url!));
    if (answer) response.setHeader('content-type', 'application/json').end(JSON.stringify(answer[1]));
    else if (request.url!.startsWith(`/${OLD}/_forcemerge`)) merging(); // and never answers
  });
  await new Promise<void>((resolve) => cluster.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    cluster.closeAllConnections();
    cluster.close();
  });
  const connection = connect({ nodes: [`http://127.0.0.1:${(cluster.address() as AddressInfo).port}`] });
  const scheduler = startPartitionScheduler(connection, namesUnder('news'), {} as Generations, { by: 'year' });
  const round = scheduler.run(parseCalendarDate('2026-11-21')!.first).catch((error: unknown) => error);
  await isMerging;
  scheduler.stop();
  await connection.close();
  expect(await round).toMatchObject({ code: 'aborted' });
});
