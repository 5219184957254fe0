const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Runs what ends in good order when it is asked to: SIGINT or SIGTERM aborts `stop`, and a second one ends the process. */
export async function stoppable<T>(run: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const release = (): void => SIGNALS.forEach((signal) => process.off(signal, stop));
  const stop = (): void => {
    release();
    controller.abort();
  };
  SIGNALS.forEach((signal) => process.on(signal, stop));
  try {
    return await run(controller.signal);
  } finally {
    release();
  }
}
