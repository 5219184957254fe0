import { dayOf } from '../../core/calendar-date.ts';
import type { Connection } from './connection.ts';
import type { Generations } from './generations.ts';
import { partitionIn } from './names.ts';
import type { Names } from './names.ts';
import { planPartitions } from './partitions.ts';
import type { PartitionAction, PartitionBy, PartitionState } from './partitions.ts';
import { readLiveGeneration } from './published.ts';

export interface SchedulerOptions {
  readonly by: PartitionBy;
  /** Told when the partitions could not be looked after. */
  readonly onError?: (error: unknown) => void;
}

export interface PartitionScheduler {
  /** One round now: makes the partitions that are needed soon, packs the old ones. Returns what was done. */
  run(today: number): Promise<readonly PartitionAction[]>;
  /** Ends the rounds, and waits no longer for one that runs. */
  stop(): void;
}

const HOUR_MS = 3_600_000;

/** Every hour makes and packs partitions of the live generation, without a plugin of the cluster's. Actions are safe to repeat. */
export function startPartitionScheduler(
  connection: Connection,
  names: Names,
  generations: Generations,
  { by, onError = () => undefined }: SchedulerOptions,
): PartitionScheduler {
  const stopped = new AbortController();
  const { signal } = stopped;
  const run = async (today: number): Promise<readonly PartitionAction[]> => {
    const generation = await readLiveGeneration(connection, names);
    if (generation === null) return [];
    const plan = planPartitions(await readPartitions(connection, names, generation), today, by);
    for (const { action, partition } of plan) {
      const index = names.index(generation, partition);
      await (action === 'create' ? make(index) : merge(index));
    }
    return plan;
  };
  const make = async (index: string): Promise<void> => {
    await generations.makeIndex(index);
    await generations.adopt(index);
  };
  const merge = async (index: string): Promise<void> => {
    // a merge takes as long as it takes and goes on when nobody waits for it
    await connection.send(
      { method: 'POST', path: `/${index}/_forcemerge`, query: { max_num_segments: 1 } },
      { isWrite: true, timeoutMs: HOUR_MS, retries: 0, signal },
    );
    // the old segments are let go, and no more counted, only when the index is opened anew
    await connection.send({ method: 'POST', path: `/${index}/_refresh` }, { isWrite: true });
  };
  const timer = setInterval(() => {
    run(dayOf(Date.now())).catch((error: unknown) => {
      if (!signal.aborted) onError(error);
    });
  }, HOUR_MS);
  timer.unref();
  return {
    run,
    stop: () => {
      clearInterval(timer);
      stopped.abort();
    },
  };
}

interface SegmentRow {
  readonly index: string;
  readonly shard: string;
  readonly prirep: string;
}

async function readPartitions(connection: Connection, names: Names, generation: string): Promise<PartitionState[]> {
  const pattern = names.target(generation);
  const [indexes, segments] = await Promise.all([
    connection.send<readonly { index: string }[]>({
      method: 'GET',
      path: `/_cat/indices/${pattern}`,
      query: { format: 'json', h: 'index' },
    }),
    connection.send<readonly SegmentRow[]>({
      method: 'GET',
      path: `/_cat/segments/${pattern}`,
      query: { format: 'json', h: 'index,shard,prirep' },
    }),
  ]);
  return indexes.body.flatMap(({ index }) => {
    const partition = partitionIn(index);
    if (partition === null) return [];
    const perShard = new Map<string, number>();
    for (const { shard } of segments.body.filter((row) => row.index === index && row.prirep === 'p')) {
      perShard.set(shard, (perShard.get(shard) ?? 0) + 1);
    }
    return [{ partition, segments: Math.max(0, ...perShard.values()) }];
  });
}
