import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

/** The service's log: JSON lines on standard output, without host name and process id. */
export function createLogger(config: Config): Logger {
  return pino({ level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
