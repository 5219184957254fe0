import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ReindexJob } from '../core/reindex-job.ts';
import { JOB_STATUSES } from '../core/reindex-job.ts';
import type { RequestObserver } from './request-context.ts';
import { finalStatus } from './request-context.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly engine: Histogram<'call'>;
  readonly engineErrors: Counter<'code'>;
  readonly searches: Counter<'outcome'>;
  readonly reindexJobs: Gauge<'status'>;
  readonly guardVerdicts: Gauge<'verdict'>;
  readonly documents: Gauge;
  readonly inFlight: Gauge;
}

/** Figures for Prometheus, in a registry of their own. `process: true` adds memory, CPU and event loop figures. */
export function createMetrics(options: { readonly process: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.process) collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'dateline_http_request_seconds',
      help: 'Time to answer, by route pattern',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    engine: new Histogram({
      name: 'dateline_engine_call_seconds',
      help: 'Time in the engine, by kind of call',
      labelNames: ['call'],
      buckets: SECONDS,
      registers,
    }),
    engineErrors: new Counter({
      name: 'dateline_engine_errors_total',
      help: 'Engine calls that failed, by error code',
      labelNames: ['code'],
      registers,
    }),
    searches: new Counter({
      name: 'dateline_searches_total',
      help: 'Searches that found something, or nothing',
      labelNames: ['outcome'],
      registers,
    }),
    reindexJobs: new Gauge({
      name: 'dateline_reindex_jobs',
      help: 'Reindex jobs in the history, by status',
      labelNames: ['status'],
      registers,
    }),
    guardVerdicts: new Gauge({
      name: 'dateline_guard_verdicts',
      help: 'Judgements of the publish guard in the history',
      labelNames: ['verdict'],
      registers,
    }),
    documents: new Gauge({ name: 'dateline_documents', help: 'Articles in the live generation', registers }),
    inFlight: new Gauge({ name: 'dateline_searches_in_flight', help: 'Searches being answered', registers }),
  };
}

/** Brings the figures on reindexing up to what the history of jobs says now. */
export function showJobs({ reindexJobs, guardVerdicts }: Metrics, jobs: readonly ReindexJob[]): void {
  for (const status of JOB_STATUSES) {
    reindexJobs.set({ status }, jobs.filter((job) => job.status === status).length);
  }
  const verdicts = jobs.flatMap(({ guard }) => (guard ? [guard] : []));
  guardVerdicts.set({ verdict: 'accepted' }, verdicts.filter((guard) => guard.accepted).length);
  guardVerdicts.set({ verdict: 'refused' }, verdicts.filter((guard) => !guard.accepted && !guard.forced).length);
  guardVerdicts.set({ verdict: 'forced' }, verdicts.filter((guard) => guard.forced).length);
}

/** Times every request under its route pattern; what matched no route is one label, so that labels stay few. */
export function measureRequests(metrics: Metrics): RequestObserver {
  return (req, res, { facts, startedAt }) => {
    metrics.requests.observe(
      { method: req.method, route: facts.route ?? 'unmatched', status: String(finalStatus(res)) },
      (performance.now() - startedAt) / 1000,
    );
  };
}
