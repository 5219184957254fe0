import { Client, errors } from '@opensearch-project/opensearch';

export interface NodesOptions {
  /** Addresses of the nodes that take requests, e.g. `https://search-1.internal:9200`. */
  readonly nodes: readonly string[];
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** PEM of the authority that signed the nodes' certificates, when it is not one that Node trusts. */
  readonly caCertificate?: string | undefined;
}

/** A node of the cluster that takes requests. */
export interface Node {
  readonly client: Client;
}

/** Which node takes a request. One that did not answer is passed over until it answers a question of ours. */
export interface Nodes {
  /** By turns: one that is well and not among `tried`, if there is any. */
  next(tried: readonly Node[]): Node;
  suspect(node: Node): void;
  close(): Promise<void>;
}

/** How long a suspected node has to answer, and how long until it is asked again. */
const PROBE_MS = 1_000;

export function openNodes({ nodes: addresses, username, password, caCertificate }: NodesOptions): Nodes {
  // a client for each: those that hold several nodes leave one that failed aside for minutes, and wait for one that hangs
  const nodes = addresses.map((node) => ({
    client: new Client({
      node,
      ...(username === undefined ? {} : { auth: { username, password: password ?? '' } }),
      ...(caCertificate === undefined ? {} : { ssl: { ca: caCertificate } }),
      maxRetries: 0,
      resurrectStrategy: 'none',
    }),
  }));
  const suspected = new Map<Node, NodeJS.Timeout>();
  let isClosed = false;
  let turn = 0;

  const probeIn = (ms: number, node: Node): void => {
    const timer = setTimeout(() => {
      void probe(node).then((answers) => {
        if (answers) suspected.delete(node);
        else if (!isClosed) probeIn(PROBE_MS, node);
      });
    }, ms);
    suspected.set(node, timer.unref());
  };
  return {
    next: (tried) => {
      const fresh = nodes.filter((node) => !tried.includes(node));
      const well = (fresh.length === 0 ? nodes : fresh).filter((node) => !suspected.has(node));
      const choice = [well, fresh, nodes].find(({ length }) => length > 0)!;
      return choice[turn++ % choice.length]!;
    },
    suspect: (node) => {
      if (!suspected.has(node) && !isClosed) probeIn(0, node);
    },
    close: async () => {
      isClosed = true;
      for (const timer of suspected.values()) clearTimeout(timer);
      await Promise.all(nodes.map(({ client }) => client.close()));
    },
  };
}

/** True when the node says anything that is not a fault of its own. */
async function probe({ client }: Node): Promise<boolean> {
  const asked = client.transport.request({ method: 'HEAD', path: '/' }, { requestTimeout: PROBE_MS });
  return asked.then(
    () => true,
    (error: unknown) => error instanceof errors.ResponseError && error.statusCode < 500,
  );
}
