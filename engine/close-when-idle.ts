import { DatelineError } from '../core/errors.ts';
import type { Engine } from './port.ts';

/**
 * The engine, whose `close` lets no new call in and waits for those under way before it releases anything: one call may take
 * several requests. Rebuilds and their readers are their owner's, who ends them before the engine.
 */
export function closeWhenIdle(engine: Engine): Engine {
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  const counted = <T>(call: () => Promise<T>): Promise<T> => {
    if (closing) return Promise.reject(new DatelineError('engine_unavailable', 'The engine has been closed.'));
    const answer = call();
    underWay.add(answer);
    const over = (): void => void underWay.delete(answer);
    answer.then(over, over);
    return answer;
  };
  return {
    ...engine,
    search: (...call) => counted(() => engine.search(...call)),
    get: (...call) => counted(() => engine.get(...call)),
    suggest: (...call) => counted(() => engine.suggest(...call)),
    facetValues: (...call) => counted(() => engine.facetValues(...call)),
    related: (...call) => counted(() => engine.related(...call)),
    scan: (...call) => counted(() => engine.scan(...call)),
    state: (...call) => counted(() => engine.state(...call)),
    startRebuild: () => counted(() => engine.startRebuild()),
    update: (...call) => counted(() => engine.update(...call)),
    generations: () => counted(() => engine.generations()),
    rollback: (...call) => counted(() => engine.rollback(...call)),
    close: () => (closing ??= Promise.allSettled(underWay).then(() => engine.close())),
  };
}
