import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** Where Debian and others put the server's programs, which are on nobody's path. */
const folder = globSync(['/usr/lib/postgresql/*/bin/initdb', '/usr/local/pgsql/bin/initdb'])
  .map((path) => dirname(path))
  .sort((one, other) => one.localeCompare(other, undefined, { numeric: true }))
  .at(-1);

/** The server refuses to run as root; Debian's package brings a user for it. */
const isRoot = process.getuid?.() === 0;
const user = isRoot ? userNamed('postgres') : undefined;

/** Why suites that need PostgreSQL are skipped here; `undefined` where they run. */
export const postgresMissing =
  folder && (!isRoot || user) ? undefined : 'no PostgreSQL (Debian: apt install postgresql)';

export interface RunningPostgres {
  /** Makes an empty database. @returns its address */
  database(): Promise<string>;
  /** Runs SQL as the owner of everything. */
  run(text: string, values?: unknown[]): Promise<pg.QueryResult>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL of its own, in a folder of its own, that listens on a socket there and nowhere else. It ends with this
 * process, however that ends.
 *
 * @param options `isDurable` has it write to the disk as in earnest, for measuring.
 */
export async function startPostgres(options: { isDurable?: boolean } = {}): Promise<RunningPostgres> {
  const place = mkdtempSync(join(tmpdir(), 'luodi-postgres-'));
  chmodSync(place, 0o700);
  if (user) chownSync(place, user.uid, user.gid);
  const data = join(place, 'data');
  const made = spawnSync(
    join(folder!, 'initdb'),
    ['-D', data, '-U', 'luodi', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: place, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr || made.error?.message}`);
  const settings = ['listen_addresses=', `unix_socket_directories=${place}`, 'max_connections=200'];
  if (!options.isDurable) settings.push('fsync=off');
  const server = spawn(
    'sh',
    // The server lives as long as the pipe that this process holds the other end of.
    ['-c', '"$@" & cat >/dev/null; kill -INT $!; wait', 'sh', join(folder!, 'postgres'), '-D', data].concat(
      settings.flatMap((setting) => ['-c', setting]),
    ),
    { ...user, cwd: place, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  const exited = once(server, 'exit');
  const addressOf = (name: string) => `postgresql://luodi@/${name}?host=${encodeURIComponent(place)}`;
  const pool = new pg.Pool({ connectionString: addressOf('postgres'), max: 2 });
  pool.on('error', () => {});
  await answering(pool);
  let databases = 0;
  return {
    database: async () => {
      databases += 1;
      await pool.query(`CREATE DATABASE test${databases}`);
      return addressOf(`test${databases}`);
    },
    run: (text, values) => pool.query(text, values),
    stop: async () => {
      await pool.end();
      server.stdin.end();
      await exited;
      rmSync(place, { recursive: true, force: true });
    },
  };
}

async function answering(pool: pg.Pool): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      if (attempt === 300) throw error;
      await wait(100);
    }
  }
}

function userNamed(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (what: string) => Number(execFileSync('id', [what, name], { stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
