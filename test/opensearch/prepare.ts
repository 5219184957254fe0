import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HERE = import.meta.dirname;
/** `2` runs on Java 11 and later, `3` needs Java 21. */
const LINE = process.env['OPENSEARCH_TEST_LINE'] ?? '2';
const CACHE = join(process.env['OPENSEARCH_TEST_CACHE'] ?? join(HERE, '.cache'), `os${LINE}`);

/** A program of the JDK in `JAVA_HOME`, or the one on the PATH. */
export function javaProgram(name: string): string {
  const home = process.env['JAVA_HOME'];
  return home === undefined ? name : join(home, 'bin', name);
}

/** Why no cluster can be started here, or undefined. */
export function clusterUnavailable(): string | undefined {
  for (const [program, flag] of [
    [javaProgram('javac'), '-version'],
    ['mvn', '-v'],
  ] as const) {
    try {
      execFileSync(program, [flag], { stdio: 'ignore' });
    } catch {
      return `${program} is not installed`;
    }
  }
  return undefined;
}

export interface ServerFiles {
  /** Class path with every jar of the server and the starter. */
  readonly classPath: string;
  /** Class-data archive that halves a start; made by the first start that is given `archiveFlags`. */
  readonly archive: string;
  readonly logging: string;
}

/** Fetches the server's jars from Maven (about 70 MB, once) and compiles the starter. Later calls return at once. */
export function prepareServer(): ServerFiles {
  const libraries = join(CACHE, 'lib');
  const classes = join(CACHE, 'classes');
  const ready = join(CACHE, 'ready');
  if (!existsSync(ready)) {
    rmSync(CACHE, { recursive: true, force: true });
    mkdirSync(classes, { recursive: true });
    const run = (program: string, args: readonly string[]): void => {
      execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    };
    const repository = process.env['MAVEN_REPO_LOCAL'];
    run('mvn', [
      ...['-B', '-ntp', '-q', '-C', '-f', join(HERE, 'pom.xml')],
      ...(LINE === '3' ? ['-Pos3'] : []),
      ...(repository === undefined ? [] : [`-Dmaven.repo.local=${repository}`]),
      ...['dependency:copy-dependencies', `-DoutputDirectory=${libraries}`, '-DincludeScope=runtime'],
    ]);
    const starter = join(HERE, 'OpenSearchTestNode.java');
    run(javaProgram('javac'), ['-cp', join(libraries, '*'), '-d', classes, starter]);
    // a jar, because a class-data archive refuses directories on the class path
    run(javaProgram('jar'), ['cf', join(libraries, 'a-test-node.jar'), '-C', classes, '.']);
    writeFileSync(ready, '');
  }
  return {
    classPath: join(libraries, '*'),
    archive: join(CACHE, 'app.jsa'),
    logging: join(HERE, 'log4j2.properties'),
  };
}
