import { dayOf } from '../../core/calendar-date.ts';
import type { Connection } from './connection.ts';
import type { Generations } from './generations.ts';
import { partitionIn } from './names.ts';
import type { Names } from './names.ts';
import { planPartitions } from './partitions.ts';
import type { Ageing, PartitionAction, PartitionState } from './partitions.ts';
import { readLiveGeneration } from './published.ts';

export interface SchedulerOptions extends Ageing {
  /** How often the partitions are looked at. Default: every hour. */
  readonly everyMs?: number;
  /** Told what was done, or that it could not be. */
  readonly onEvent?: (event: { readonly done: PartitionAction } | { readonly error: unknown }) => void;
}

export interface PartitionScheduler {
  /** One round now: makes the partitions that are needed soon, packs the old ones. */
  run(today: number): Promise<readonly PartitionAction[]>;
  stop(): void;
}

const HOUR_MS = 3_600_000;

/** Makes and ages the partitions of the live generation, without a plugin of the cluster's. Actions are safe to repeat. */
export function startPartitionScheduler(
  connection: Connection,
  names: Names,
  generations: Generations,
  options: SchedulerOptions,
): PartitionScheduler {
  const { everyMs = HOUR_MS, onEvent = () => undefined } = options;
  const run = async (today: number): Promise<readonly PartitionAction[]> => {
    const generation = await readLiveGeneration(connection, names);
    if (generation === null) return [];
    const plan = planPartitions(await readPartitions(connection, names, generation), today, options);
    for (const done of plan) {
      await perform(names.index(generation, done.partition), done);
      onEvent({ done });
    }
    return plan;
  };
  const perform = async (index: string, action: PartitionAction): Promise<void> => {
    if (action.action === 'create') {
      await generations.makeIndex(index);
      await generations.adopt(index);
      return;
    }
    const request =
      action.action === 'merge'
        ? ({ method: 'POST', path: `/${index}/_forcemerge`, query: { max_num_segments: 1 } } as const)
        : ({
            method: 'PUT',
            path: `/${index}/_settings`,
            body: { index: { auto_expand_replicas: false, number_of_replicas: action.replicas } },
          } as const);
    // a merge takes as long as it takes and goes on when nobody waits for it
    await connection.send(request, { isWrite: true, timeoutMs: HOUR_MS, retries: 0 });
    // the old segments are let go, and no more counted, only when the index is opened anew
    await connection.send({ method: 'POST', path: `/${index}/_refresh` }, { isWrite: true });
  };
  const timer = setInterval(() => {
    run(dayOf(Date.now())).catch((error: unknown) => onEvent({ error }));
  }, everyMs);
  timer.unref();
  return { run, stop: () => clearInterval(timer) };
}

interface SegmentRow {
  readonly index: string;
  readonly shard: string;
  readonly prirep: string;
}

async function readPartitions(connection: Connection, names: Names, generation: string): Promise<PartitionState[]> {
  const pattern = names.target(generation);
  const [indexes, segments] = await Promise.all([
    connection.send<readonly { index: string; rep: string }[]>({
      method: 'GET',
      path: `/_cat/indices/${pattern}`,
      query: { format: 'json', h: 'index,rep' },
    }),
    connection.send<readonly SegmentRow[]>({
      method: 'GET',
      path: `/_cat/segments/${pattern}`,
      query: { format: 'json', h: 'index,shard,prirep' },
    }),
  ]);
  return indexes.body.flatMap(({ index, rep }) => {
    const partition = partitionIn(index);
    if (partition === null) return [];
    const perShard = new Map<string, number>();
    for (const { shard } of segments.body.filter((row) => row.index === index && row.prirep === 'p')) {
      perShard.set(shard, (perShard.get(shard) ?? 0) + 1);
    }
    return [{ partition, replicas: Number(rep), segments: Math.max(0, ...perShard.values()) }];
  });
}
