import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { hideAddresses } from '../server/access-log.ts';
import type { Config } from './config.ts';

/** Where the engine answers, and what opens it: nothing of these belongs into a log. */
function engineNames(config: Config): readonly string[] {
  const urls = config.DATELINE_ENGINE === 'opensearch' ? config.OPENSEARCH_URL : [config.MEILI_URL];
  const hosts = urls.flatMap((url) => [new URL(url).host, new URL(url).hostname]);
  return [...hosts, config.MEILI_MASTER_KEY ?? '', config.OPENSEARCH_PASSWORD ?? ''].filter((name) => name !== '');
}

/**
 * Of an error its words, where it was thrown, and what is ours. Clients of engines name the host in their words, and hang
 * whole requests on their errors, keys among them.
 */
function errorForLog(config: Config): (error: unknown) => unknown {
  const names = engineNames(config);
  const hide = (line: string): string =>
    /^\s+at /.test(line) // a frame: its path may hold the name of a host, such as `meilisearch`
      ? line
      : hideAddresses(names.reduce((text, name) => text.replaceAll(name, '[engine]'), line));
  const hideAll = (text: string): string => text.split('\n').map(hide).join('\n');
  return (error) => {
    if (!(error instanceof Error)) return error;
    const { type, message, stack } = stdSerializers.err(error);
    const { code, details } = error as { code?: unknown; details?: unknown };
    return { type, message: hideAll(message), stack: hideAll(stack), code, details };
  };
}

/** Bytes of lines that wait for room on a full disk; what comes then is dropped. */
const MOST_WAITING = 1_000_000;

/** A log that cannot be written, as on a full disk, costs lines and never the service. */
function standardOutput(): DestinationStream {
  const lines = pino.destination({ fd: 1, sync: true, maxLength: MOST_WAITING });
  lines.on('error', () => undefined);
  return lines;
}

/** The service's log: JSON lines on standard output, without host name and process id. */
export function createLogger(config: Config, destination = standardOutput()): Logger {
  const { isoTime } = pino.stdTimeFunctions;
  return pino(
    { level: config.LOG_LEVEL, base: null, timestamp: isoTime, serializers: { err: errorForLog(config) } },
    destination,
  );
}
