import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/commands/command-line.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const SOURCES = globSync('src/**/*.ts', { cwd: ROOT }).map((path) =>
  path.replaceAll('\\', '/').slice('src/'.length),
);

/** What a file imports, statically or not: ours as paths below `src`, a package by its name. */
function importsOf(file: string): string[] {
  const text = read(`src/${file}`);
  const specifiers = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]!);
  return specifiers.map((specifier) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : packageOf(specifier),
  );
}

// `load` is what a file calls `createRequire`'s function.
const IMPORT = /^(?:import|export)\b[^;'"]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|\bload\('([^']+)'\)/gm;

function packageOf(specifier: string): string {
  return specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0]!;
}

const NOUNS = /^(types|register-types|incentive-types|channel-types|errors)\.ts$/;
const LANGUAGE = /^language\//;
const CONTRACTS =
  /^(documents\/reader|vectors\/passage-index|store\/(?:knowledge-store|register-store|incentive-store|conversation-store|embedding-cache|embedding-state)|models\/model|channels\/(?:desk-port|channel))\.ts$/;
const OWN_STAGE = Symbol('own stage');

/** The first row that a file matches says what of ours it may import, beside nouns. */
const LAYERS: { files: RegExp; may: (RegExp | typeof OWN_STAGE)[] }[] = [
  { files: NOUNS, may: [] },
  { files: LANGUAGE, may: [OWN_STAGE] },
  { files: CONTRACTS, may: [] },
  { files: /^documents\//, may: [LANGUAGE, OWN_STAGE] },
  { files: /^passages\//, may: [LANGUAGE, OWN_STAGE] },
  { files: /^vectors\//, may: [OWN_STAGE, CONTRACTS, /^store\/database\.ts$/] },
  { files: /^store\//, may: [LANGUAGE, OWN_STAGE] },
  { files: /^models\//, may: [OWN_STAGE] },
  { files: /^semantics\//, may: [LANGUAGE, CONTRACTS, OWN_STAGE] },
  {
    files: /^retrieval\//,
    may: [
      LANGUAGE,
      OWN_STAGE,
      CONTRACTS,
      /^(passages\/passage-id|semantics\/(?:word-match|related-words))\.ts$/,
    ],
  },
  {
    files: /^registers\//,
    may: [
      LANGUAGE,
      OWN_STAGE,
      CONTRACTS,
      /^retrieval\/(?:glossary\/glossary|follow-up\/follow-up|question\/understand)\.ts$/,
    ],
  },
  {
    files: /^incentives\//,
    may: [LANGUAGE, OWN_STAGE, CONTRACTS, /^(documents\/pack-yaml|registers\/understand\/industries)\.ts$/],
  },
  {
    files: /^verification\//,
    may: [LANGUAGE, OWN_STAGE, /^retrieval\/(glossary\/glossary|reading\/(?:keeping|passage-analysis))\.ts$/],
  },
  {
    files: /^answer\//,
    may: [
      LANGUAGE,
      CONTRACTS,
      OWN_STAGE,
      /^(?:retrieval|verification|registers|incentives)\//,
      /^models\/model\.ts$/,
    ],
  },
  { files: /^charts\//, may: [LANGUAGE, OWN_STAGE] },
  { files: /^exports\//, may: [OWN_STAGE, CONTRACTS] },
  {
    files: /^channels\//,
    may: [OWN_STAGE, LANGUAGE, CONTRACTS, /^(charts\/(?:draw|picture)|exports\/write)\.ts$/],
  },
  { files: /^config\.ts$/, may: [/^config-channels\.ts$/] },
  { files: /^(config-channels|day)\.ts$/, may: [] },
  { files: /^evaluation\/report\//, may: [OWN_STAGE, /^evaluation\//] },
  { files: /^evaluation\//, may: [LANGUAGE, OWN_STAGE] },
  {
    files: /^ingest\//,
    may: [
      LANGUAGE,
      CONTRACTS,
      OWN_STAGE,
      /^(documents\/(?:read|readers|own-words\/own-words|office\/legacy-office)|passages\/split|registers\/read\/read|incentives\/settle|vectors\/embed)\.ts$/,
    ],
  },
  {
    files: /^(luodi|knowledge|source-view|library-view|suggestions)\.ts$/,
    may: [
      LANGUAGE,
      CONTRACTS,
      /^(day|knowledge|source-view|library-view|suggestions|ingest\/(?:ingest|content-hash|document|inspect|report|settle-embedding|snapshot|withdraw))\.ts$/,
      /^answer\/(answer|citations|explain|registers\/export)\.ts$/,
      /^(vectors\/(?:embed|question-vectors)|retrieval\/(?:retrieve|candidates\/(?:fusion-weights|search)))\.ts$/,
    ],
  },
  { files: /^langchain\//, may: [OWN_STAGE, CONTRACTS, /^(app|config|luodi)\.ts$/] },
  { files: /^app(?:\.ts$|\/)/, may: [/^(?!main\.ts|commands\/)/] },
  {
    files: /^commands\//,
    may: [
      OWN_STAGE,
      CONTRACTS,
      /^(app(?:\/\w+)?|config|day|luodi|answer\/explain|ingest\/(?:inspect|report))\.ts$/,
      /^evaluation\/(?:\w+(?:-\w+)*|report\/page)\.ts$/,
      /^(documents\/pack|charts\/(?:chinese-font|picture))\.ts$/,
    ],
  },
  { files: /^main\.ts$/, may: [/^commands\//] },
];

/** The folder a file's stage has; the report of an evaluation is one of its own, which the evaluation does not know. */
const stageOf = (file: string) => /^(?:evaluation\/report|[^/]+)(?=\/)/.exec(file)?.[0];

const READERS = SOURCES.filter((file) => /\bReader: Reader = \{/.test(read(`src/${file}`)));

/** Puts Luodi together from its parts. */
const WIRING = /^app(?:\.ts$|\/)/;

const DRIVERS = [
  'store/sqlite-knowledge.ts',
  'store/sqlite-registers.ts',
  'store/sqlite-incentives.ts',
  'store/sqlite-embeddings.ts',
  'store/sqlite-embedding-states.ts',
  'store/kysely-conversations.ts',
  'vectors/embedded.ts',
  'vectors/qdrant.ts',
  'models/openai-compatible.ts',
  'models/reranker.ts',
  'semantics/static-embedding.ts',
  'channels/web/web.ts',
  'channels/telegram/telegram.ts',
  'channels/wechat/wechat.ts',
  'channels/kf/kf.ts',
  'channels/wecom/wecom.ts',
  'channels/openai-api/openai-api.ts',
  'channels/mcp/mcp.ts',
];

/** Where each package may appear: in its driver or in the file that owns what it does. */
const OWNERS: Record<string, RegExp> = {
  '@hono/node-server': /^(channels\/web\/refusal|commands\/start)\.ts$/,
  '@langchain/core': /^langchain\//,
  '@modelcontextprotocol/sdk': /^channels\/mcp\//,
  '@mozilla/readability': /^documents\//,
  '@qdrant/js-client-rest': /^vectors\/qdrant/,
  '@resvg/resvg-js': /^charts\/picture\.ts$/,
  '@wecom/aibot-node-sdk': /^channels\/wecom\//,
  '@xmldom/xmldom': /^documents\//,
  chokidar: /^commands\/watch\.ts$/,
  'cli-progress': /^commands\/progress\.ts$/,
  commander: /^(main\.ts$|commands\/)/,
  'csv-parse': /^documents\/sheets\/csv\.ts$/,
  dotenv: /^config\.ts$/,
  'eventsource-parser': /^models\//,
  echarts: /^charts\//,
  exceljs: /^(documents\/|exports\/xlsx\.ts$)/,
  'fast-xml-parser': /^channels\/wechat\//,
  hono: /^channels\//,
  kysely: /^store\//,
  linkedom: /^documents\//,
  mdast: /^documents\//,
  'mdast-util-from-markdown': /^documents\//,
  'mdast-util-gfm': /^documents\//,
  'mdast-util-to-string': /^documents\//,
  'micromark-extension-gfm': /^documents\//,
  'node:sqlite': /^(store|vectors)\//,
  openai: /^models\//,
  'opencc-js': /^language\/fold\.ts$/,
  'pdfjs-dist': /^documents\/pdf\//,
  pg: /^store\//,
  pino: /^commands\/start\.ts$/,
  'pinyin-pro': /^(language\/(?:names|spelling)|documents\/pinyin)\.ts$/,
  stemmer: /^language\/tokens\.ts$/,
  telegraf: /^channels\/telegram\//,
  table: /^commands\/terminal\.ts$/,
  tinyglobby: /^documents\//,
  yaml: /^documents\/pack/,
  yauzl: /^documents\/office\//,
  // Checks what comes from outside, wherever that is.
  zod: /^(config(?:-channels)?\.ts|answer\/registers\/export-token\.ts|evaluation\/|commands\/batch\.ts|channels\/|documents\/pack-|incentives\/rules-schema\.ts|ingest\/reading-|models\/)/,
};

describe('the import rules', () => {
  it.each(SOURCES)('hold in src/%s', (file) => {
    const layer = LAYERS.find(({ files }) => files.test(file));
    expect(layer, 'every file belongs to a layer').toBeDefined();
    const allowed = (target: string) =>
      NOUNS.test(target) ||
      layer!.may.some((rule) => (rule === OWN_STAGE ? stageOf(target) === stageOf(file) : rule.test(target)));
    const ours = importsOf(file).filter((target) => SOURCES.includes(target));
    expect(ours.filter((target) => !allowed(target))).toEqual([]);
  });

  it('are read from imports that exist', () => {
    const targets = SOURCES.flatMap(importsOf).filter((target) => target.endsWith('.ts'));
    expect(targets.length).toBeGreaterThan(100);
    expect(targets.filter((target) => !SOURCES.includes(target))).toEqual([]);
  });

  it.each(DRIVERS)('let only the wiring import the driver %s', (driver) => {
    const importers = SOURCES.filter((file) => importsOf(file).includes(driver));
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.filter((file) => !WIRING.test(file))).toEqual([]);
  });

  it.each(READERS)('let only the list of readers import the reader %s', (reader) => {
    // Texts that come with a question are read where Luodi is wired.
    const importers = SOURCES.filter((file) => importsOf(file).includes(reader));
    expect(importers.filter((file) => !WIRING.test(file))).toEqual(['documents/readers.ts']);
  });

  it('let a package appear only where it belongs', () => {
    const misplaced = SOURCES.flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.endsWith('.ts') && (!target.startsWith('node:') || target in OWNERS))
        .filter((target) => !OWNERS[target]?.test(file))
        .map((target) => `${file} imports ${target}`),
    );
    expect(misplaced).toEqual([]);
  });

  it('let only config.ts read the environment', () => {
    expect(SOURCES.filter((file) => /\bprocess\.env\b/.test(read(`src/${file}`)))).toEqual(['config.ts']);
  });

  it('let the web page import nothing of the server but types', () => {
    const pages = globSync('web/src/**/*.{ts,tsx}', { cwd: ROOT });
    const imports = pages.flatMap((file) =>
      [...read(file).matchAll(/^(import|export)( type)?\b[^;'"]*?from '(\.[^']+)'/gm)].map((match) => ({
        isType: match[2] !== undefined,
        target: relative(ROOT, join(ROOT, dirname(file), match[3]!)).replaceAll('\\', '/'),
        file,
      })),
    );
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter(({ target, isType }) => target.startsWith('src/') && !isType)).toEqual([]);
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('the commands in %s', (readme) => {
  const { commands } = createProgram();
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  const lines = () =>
    [...read(readme).matchAll(/^```[^\n]*\n(.*?)^```/gms)].flatMap((block) => block[1]!.split('\n'));

  it('exist as npm scripts', () => {
    const used = lines().flatMap((line) => {
      const run = /\bnpm run (?:-s |--silent )?([\w:-]+)/.exec(line)?.[1];
      const short = /\bnpm (start|test)\b/.exec(line)?.[1];
      return [run, short].filter((name) => name !== undefined);
    });
    expect(used).toContain('start');
    expect(used).toContain('test');
    expect(used.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it('exist in the command line, with their options', () => {
    const used = lines().flatMap((line) => {
      const call = /\bluodi -- (?<name>\S+)(?<rest>[^#|>]*)/.exec(line)?.groups;
      return call
        ? [{ name: call.name!, options: [...call.rest!.matchAll(/(?<=\s)--[\w-]+/g)].map(String) }]
        : [];
    });
    expect(used.length).toBeGreaterThan(0);
    const missing = used.flatMap(({ name, options }) => {
      const command = commands.find((known) => known.name() === name);
      if (!command) return [name];
      const known = ['--help', ...command.options.map(({ long }) => long)];
      return options.filter((option) => !known.includes(option)).map((option) => `${name} ${option}`);
    });
    expect(missing).toEqual([]);
  });
});

describe.skipIf(!existsSync(join(ROOT, '.git')))('the tracked files (only in a git checkout)', () => {
  it('name no place of one machine', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
      .split('\0')
      .filter(Boolean);
    // Put together, so that this file does not hold what it looks for.
    const place = new RegExp(`(?<![\\w.~-])${['', '(?:work|tmp)', ''].join('/')}`);
    const found = files.filter((file) => {
      if (!existsSync(join(ROOT, file))) return false;
      const bytes = readFileSync(join(ROOT, file));
      return !bytes.includes(0) && place.test(bytes.toString('utf8'));
    });
    expect(found).toEqual([]);
  });
});
