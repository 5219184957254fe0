import type { Response } from 'express';
import { DatelineError, isDatelineError } from '../core/errors.ts';
import type { Engine } from '../engine/port.ts';
import { contextOf } from './request-context.ts';
import type { Services } from './services.ts';

/** Longest wait for the engine's own word on its health. */
const HEALTH_WAIT_MS = 250;
const probes = new WeakMap<Engine, Promise<boolean>>();

/** Whether the engine says it is well, within `HEALTH_WAIT_MS`. Callers at the same time share one question. */
function isWell(engine: Engine): Promise<boolean> {
  const running = probes.get(engine);
  if (running) return running;
  let timer: NodeJS.Timeout;
  const silent = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), HEALTH_WAIT_MS);
  });
  const probe = Promise.race([engine.health().then((health) => health.ok), silent]).finally(() => {
    clearTimeout(timer);
    probes.delete(engine);
  });
  probes.set(engine, probe);
  return probe;
}

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
    return await Promise.race([answer, givenUp]);
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
