import { spawnSync } from 'node:child_process';

/** A policy of fifty pages takes a second of CPU, 220 MB, and 500 MB as address space. */
const MOST_ADDRESS_SPACE_KB = 2 * 1024 * 1024;
const MOST_CPU_SECONDS = 20;
/** In blocks of 512 bytes, as a POSIX shell counts. */
const LARGEST_WRITTEN_FILE = (128 * 1024 * 1024) / 512;
/** Nothing listens on the discard port; what is sent to it as to a proxy goes nowhere. */
const DEAD_PROXY = { host: '127.0.0.1', port: 9 };

/**
 * What goes before the command line of LibreOffice: a network without a way out, the shell's ceilings on
 * memory, CPU time and written files, and an environment that has no key or password of ours and no session
 * bus, only the PATH. Each as far as the system has it.
 *
 * @param folder where all that the program writes goes
 * @param searchPath the PATH, where it is not that of this process
 */
export function confinement(folder: string, searchPath: string | undefined): string[] {
  if (process.platform === 'win32') return [];
  // Where a system does not know a ceiling, as macOS that of the address space, the others still hold.
  const ceilings = [
    `v ${MOST_ADDRESS_SPACE_KB}`,
    `t ${MOST_CPU_SECONDS}`,
    `f ${LARGEST_WRITTEN_FILE}`,
    'c 0',
  ];
  const script = [
    ...ceilings.map((ceiling) => `ulimit -${ceiling} 2>/dev/null`),
    'exec /usr/bin/env -i PATH="$PATH" "$@"',
  ].join('; ');
  const variables = Object.entries(variablesWithin(folder)).map(([name, value]) => `${name}=${value}`);
  return [...withoutNetwork(searchPath), '/bin/sh', '-c', script, 'sh', ...variables];
}

const knownByPath = new Map<string | undefined, string[]>();

/** The way in which this user may run `unshare`, found out once; nothing where there is none. */
function withoutNetwork(searchPath: string | undefined): string[] {
  const known = knownByPath.get(searchPath);
  if (known) return known;
  const option = ['-rn', '-n'].find((candidate) => {
    const run = spawnSync('unshare', [candidate, 'true'], { env: pathOnly(searchPath), stdio: 'ignore' });
    return run.status === 0;
  });
  const found = option === undefined ? [] : ['unshare', option];
  knownByPath.set(searchPath, found);
  return found;
}

/** An environment of a PATH alone, or that of this process. */
export function pathOnly(searchPath: string | undefined): { PATH: string } | undefined {
  return searchPath === undefined ? undefined : { PATH: searchPath };
}

/** The variables that tell the program where to write and whom to ask for what it wants to fetch. */
export function variablesWithin(folder: string): Record<string, string> {
  const proxy = `http://${DEAD_PROXY.host}:${DEAD_PROXY.port}`;
  return {
    ...valueOfAll(['HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP'], folder),
    ...valueOfAll(['http_proxy', 'https_proxy', 'all_proxy'], proxy),
    no_proxy: '',
    LC_ALL: 'C.UTF-8',
  };
}

function valueOfAll(names: readonly string[], value: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

/**
 * The profile's settings. Macros 3 is very high; links of Writer 0 and of Calc 1 are never, as are formulas 1;
 * proxy 2 is the one given here. `DisableActiveContent` is not set: no document with a chart loads with it.
 */
export const SETTINGS = settingsFile({
  'Office.Common/Security/Scripting': {
    MacroSecurityLevel: 3,
    DisableMacrosExecution: true,
    BlockUntrustedRefererLinks: true,
  },
  'Office.Writer/Content/Update': { Link: 0, Field: false, Chart: false },
  'Office.Calc/Content/Update': { Link: 1 },
  'Office.Calc/Formula/Load': { ODFRecalcMode: 1, OOXMLRecalcMode: 1 },
  'Inet/Settings': {
    ooInetProxyType: 2,
    ooInetHTTPProxyName: DEAD_PROXY.host,
    ooInetHTTPProxyPort: DEAD_PROXY.port,
    ooInetHTTPSProxyName: DEAD_PROXY.host,
    ooInetHTTPSProxyPort: DEAD_PROXY.port,
    ooInetNoProxy: '',
  },
});

function settingsFile(nodes: Record<string, Record<string, string | number | boolean>>): string {
  const items = Object.entries(nodes).map(([node, properties]) => {
    const values = Object.entries(properties).map(
      ([name, value]) => `<prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop>`,
    );
    return `<item oor:path="/org.openoffice.${node}">${values.join('')}</item>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">',
    ...items,
    '</oor:items>',
  ].join('\n');
}
