import { engineConformance } from '../../engine/conformance/conformance.ts';
import { startCluster } from '../opensearch/cluster.ts';
import type { Cluster } from '../opensearch/cluster.ts';
import { openIn } from '../opensearch/open-for-tests.ts';
import { clusterUnavailable } from '../opensearch/prepare.ts';
import { isRequired } from './required.ts';

/** A cluster that runs already (`OPENSEARCH_URL`), or one that the first case starts and this process ends. */
const running = process.env['OPENSEARCH_URL'];
let cluster: Promise<Cluster> | undefined;
const nodes = async (): Promise<readonly string[]> =>
  running === undefined ? (await (cluster ??= startCluster())).urls : [running];

engineConformance({
  name: 'opensearch',
  absent: running === undefined ? clusterUnavailable() : undefined,
  required: isRequired('opensearch'),
  open: async (options) => openIn(await nodes(), options),
  timeoutMs: 60_000,
});
