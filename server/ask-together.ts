import type { Engine } from '../engine/port.ts';

/**
 * A question of an engine that everybody asks at the same time, and nobody more than once: who comes while it is being
 * answered gets the same answer, and so do they all, that of `otherwise`, when that takes longer than `waitMs`.
 */
export function askTogether<T>(
  ask: (engine: Engine) => Promise<T>,
  waitMs: number,
  otherwise: (engine: Engine, askedAt: number) => T,
): (engine: Engine) => Promise<T> {
  const running = new WeakMap<Engine, Promise<T>>();
  return (engine) => {
    const known = running.get(engine);
    if (known) return known;
    const askedAt = performance.now();
    let timer: NodeJS.Timeout;
    const silence = new Promise<T>((resolve) => {
      const decide = (): void => resolve(otherwise(engine, askedAt));
      timer = setTimeout(() => setImmediate(decide), waitMs); // what has come while we were busy is read first
    });
    const answer = Promise.race([ask(engine), silence]).finally(() => {
      clearTimeout(timer);
      running.delete(engine);
    });
    running.set(engine, answer);
    return answer;
  };
}
