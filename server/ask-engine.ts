import type { Response } from 'express';
import { DatelineError, isDatelineError } from '../core/errors.ts';
import type { Engine } from '../engine/port.ts';
import { askTogether } from './ask-together.ts';
import { contextOf } from './request-context.ts';
import type { Services } from './services.ts';

/** Longest wait for the engine's own word on its health. */
const HEALTH_WAIT_MS = 250;
const answeredAt = new WeakMap<Engine, number>();

/** One that is busy with many searches may be late with its health: then it counts that it answered anybody meanwhile. */
const isWell = askTogether(
  async (engine) => (await engine.health()).ok,
  HEALTH_WAIT_MS,
  (engine, askedAt) => (answeredAt.get(engine) ?? 0) > askedAt,
);

/**
 * One call of the engine on behalf of a request. Gives up when the reader has gone, when the time is over, or when the
 * engine keeps silent and is not well: then the answer is 503 within a second, however long the engine would hang.
 * @throws what the engine throws; aborted, engine_timeout, engine_unavailable
 */
export async function askEngine<T>(
  services: Services,
  res: Response,
  name: string,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { engine, metrics, options } = services;
  const controller = new AbortController();
  const startedAt = performance.now();
  const timers: NodeJS.Timeout[] = [];
  let giveUp!: (error: DatelineError) => void;
  const givenUp = new Promise<never>((_resolve, reject) => {
    giveUp = (error) => {
      reject(error);
      controller.abort(error);
    };
  });
  const onClose = (): void => giveUp(new DatelineError('aborted', 'the reader has gone'));
  res.once('close', onClose);
  timers.push(
    setTimeout(() => giveUp(new DatelineError('engine_timeout', 'no answer in time')), options.limits.searchTimeoutMs),
    setTimeout(() => {
      void isWell(engine).then((well) => {
        if (!well) giveUp(new DatelineError('engine_unavailable', 'the engine does not answer'));
      });
    }, options.limits.patienceMs),
  );
  try {
    const answer = call(controller.signal);
    answer.catch(() => undefined); // when given up, its own failure is nobody's business
    const value = await Promise.race([answer, givenUp]);
    answeredAt.set(engine, performance.now());
    return value;
  } catch (error) {
    metrics.engineErrors.inc({ code: isDatelineError(error) ? error.code : 'internal' });
    throw error;
  } finally {
    timers.forEach(clearTimeout);
    res.off('close', onClose);
    const ms = performance.now() - startedAt;
    const { facts } = contextOf(res);
    facts.engineMs = (facts.engineMs ?? 0) + ms;
    metrics.engine.observe({ call: name }, ms / 1000);
  }
}
