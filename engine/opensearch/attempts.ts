import { errors } from '@opensearch-project/opensearch';
import type { Node, Nodes } from './nodes.ts';

/** One request on its way to one node. */
export interface Sent<T> {
  readonly answer: Promise<T>;
  abort(): void;
}

export interface AttemptOptions {
  /** For all attempts together. */
  readonly timeoutMs: number;
  /** After this long without an answer, another node is asked. */
  readonly nextAfterMs: number;
  /** Whether an attempt that is late goes on beside the next one; the first answer counts. Else it is given up. */
  readonly overlap: boolean;
  readonly attempts: number;
  /** Asked before a late attempt gets company. */
  readonly mayHedge: () => boolean;
}

interface Attempt<T> {
  readonly node: Node;
  readonly sent: Sent<T>;
  readonly ended: Promise<{ readonly attempt: Attempt<T>; readonly answer?: T; readonly error?: unknown }>;
}

/**
 * Sends a request to one node and, when that fails or is late, to others, until one answers. `wasLate` tells that a later
 * attempt was needed because an earlier one had not been answered. @throws the last fault, or `TimeoutError`
 */
export async function firstAnswer<T>(
  nodes: Nodes,
  send: (node: Node, attempt: number) => Sent<T>,
  { timeoutMs, nextAfterMs, overlap, attempts, mayHedge }: AttemptOptions,
): Promise<{ readonly answer: T; readonly wasLate: boolean }> {
  const until = Date.now() + timeoutMs;
  const tried: Node[] = [];
  const running = new Set<Attempt<T>>();
  let wasLate = false;
  const start = (): void => {
    const node = nodes.next(tried);
    const sent = send(node, tried.length);
    const attempt: Attempt<T> = {
      node,
      sent,
      ended: sent.answer.then(
        (answer) => ({ attempt, answer }),
        (error: unknown) => ({ attempt, error }),
      ),
    };
    tried.push(node);
    running.add(attempt);
  };
  try {
    start();
    for (;;) {
      const left = until - Date.now();
      const mayRepeat = tried.length < attempts;
      const event = await firstOf(running, mayRepeat ? Math.min(nextAfterMs, left) : left);
      if (event === null) {
        for (const { node } of running) nodes.suspect(node);
        if (Date.now() >= until) throw new errors.TimeoutError('Request timed out', NO_ANSWER);
        if (!mayRepeat || !mayHedge()) continue;
        wasLate = true;
        if (!overlap) abort(running);
        start();
      } else if (event.error === undefined) {
        return { answer: event.answer as T, wasLate };
      } else {
        running.delete(event.attempt);
        const { isRepeatable, isSilence } = judge(event.error);
        if (isSilence) nodes.suspect(event.attempt.node);
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the client gave it to us
        if (!isRepeatable || (!mayRepeat && running.size === 0)) throw event.error;
        if (mayRepeat) start();
      }
    }
  } finally {
    abort(running);
  }
}

/** What became of the first attempt that ended, or null when none did in time. */
async function firstOf<T>(running: ReadonlySet<Attempt<T>>, ms: number) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), Math.max(0, ms))));
  try {
    return await Promise.race([...[...running].map(({ ended }) => ended), late]);
  } finally {
    clearTimeout(timer);
  }
}

function abort(running: Set<Attempt<unknown>>): void {
  for (const { sent } of running) sent.abort();
  running.clear();
}

/** Another node may do better after a fault of the network, or of the node itself: 500 is also what one says that has missed news of the others. */
function judge(error: unknown): { readonly isRepeatable: boolean; readonly isSilence: boolean } {
  const isSilence = error instanceof errors.ConnectionError || error instanceof errors.TimeoutError;
  const isFault = error instanceof errors.ResponseError && [500, 502, 503, 504].includes(error.statusCode);
  return { isRepeatable: isSilence || isFault, isSilence };
}

const NO_ANSWER = { body: null, statusCode: null, headers: null, warnings: null } as never;
