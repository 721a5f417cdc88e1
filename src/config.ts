import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';
import { CHANNEL_VARIABLES, type ChannelSettings, channelSettings } from './config-channels.ts';
import { AppError } from './errors.ts';

/** A chat or embedding endpoint that speaks the OpenAI protocol. */
export interface Endpoint {
  model: string;
  /** The vendor's own default where absent. */
  baseUrl?: string;
  apiKey?: string;
}

/** An embedding endpoint, with how its model is told a question from a passage. */
export interface EmbeddingEndpoint extends Endpoint {
  /** What stands before a text; empty for nothing, and by the model's name where absent. */
  prefixes?: { query?: string; passage?: string };
  /** What the endpoint calls a passage in `input_type`; not sent where absent. */
  inputType?: 'passage' | 'document';
}

/** An endpoint that says how well texts answer a question. */
export interface RerankEndpoint {
  baseUrl: string;
  model?: string;
  apiKey?: string;
}

/** A Qdrant and how its collections are made; the server's own defaults where absent. */
export interface QdrantSettings {
  url: string;
  apiKey?: string;
  shards?: number;
  replicas?: number;
  quantization: (typeof QUANTIZATIONS)[number];
  /** Whether vectors stay on disk and are read from there. */
  onDisk: boolean;
}

/** All that can be set, checked. Nothing else in Luodi reads the environment. */
export interface Config {
  /** Absolute paths of the pack folders, in the order given. */
  packs: string[];
  /** Folder of this set of packs: what belongs to other packs is never opened. */
  dataDirectory: string;
  /** First 12 hexadecimal digits of the SHA-256 of the sorted real paths of the packs. */
  packKey: string;
  chat?: Endpoint;
  embedding?: EmbeddingEndpoint;
  reranker?: RerankEndpoint;
  qdrant?: QdrantSettings;
  host: string;
  port: number;
  publicUrl?: string;
  logLevel: LogLevel;
  /** Where conversations are kept; a SQLite file in the data folder where absent. */
  databaseUrl?: string;
  channels: ChannelSettings;
}

/** How a Qdrant collection keeps vectors in memory: as they are, in a byte a number, or in a bit. */
const QUANTIZATIONS = ['none', 'scalar', 'binary'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the command line may set over the environment. */
export interface ConfigFlags {
  packs?: readonly string[];
  data?: string;
}

const text = z.string().trim().min(1).optional();
/** Its last space counts: E5 wants `query: `. The word `none` says that there is to be no prefix. */
const prefix = z
  .string()
  .transform((given) => (given.trim() === 'none' ? '' : given))
  .optional();
const count = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'must be a whole number from 1 to 9999')
  .transform(Number)
  .optional();
const url = z.url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' });

/** Every variable of the environment that Luodi knows. */
const environmentSchema = z.object({
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: url.optional(),
  CHAT_MODEL: text,
  EMBEDDING_MODEL: text,
  EMBEDDING_BASE_URL: url.optional(),
  EMBEDDING_API_KEY: text,
  EMBEDDING_QUERY_PREFIX: prefix,
  EMBEDDING_PASSAGE_PREFIX: prefix,
  EMBEDDING_INPUT_TYPE: z.enum(['passage', 'document'], 'must be passage or document').optional(),
  RERANK_BASE_URL: url.optional(),
  RERANK_MODEL: text,
  RERANK_API_KEY: text,
  QDRANT_URL: url.optional(),
  QDRANT_API_KEY: text,
  QDRANT_SHARDS: count,
  QDRANT_REPLICAS: count,
  QDRANT_QUANTIZATION: z.enum(QUANTIZATIONS, `must be one of ${QUANTIZATIONS.join(', ')}`).default('none'),
  QDRANT_ON_DISK: z.enum(['true', 'false'], 'must be true or false').default('false'),
  // No `z.url`: the form with a socket, `postgresql:///luodi?host=/run/postgresql`, is no address to it.
  DATABASE_URL: z
    .string()
    .trim()
    .regex(/^postgres(?:ql)?:\/\/\S+$/, 'must be an address that starts with postgresql://')
    .optional(),
  ...CHANNEL_VARIABLES,
  LUODI_DATA: text,
  LUODI_PACK: text,
  LUODI_HOST: z.string().trim().min(1).default('127.0.0.1'),
  LUODI_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
    .transform(Number)
    .pipe(z.number().max(65_535, 'must be a whole number from 0 to 65535'))
    .default(8787),
  LUODI_PUBLIC_URL: url.optional(),
  LUODI_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

export type Environment = z.infer<typeof environmentSchema>;
type Variables = Readonly<Record<string, string | undefined>>;

/** Names of every variable that is read, for the documents and `doctor`. */
export const ENVIRONMENT_VARIABLES = Object.keys(environmentSchema.shape) as (keyof Environment)[];

/**
 * Reads `.env` and the environment into a checked configuration; flags win over variables, and
 * variables over `.env`. An empty variable counts as unset.
 * @throws AppError `misconfigured`, naming the variable and what is wrong with it.
 */
export function loadConfig(flags: ConfigFlags = {}, variables: Variables = process.env): Config {
  const settings = checkEnvironment({ ...readDotenv(), ...variables });
  const given = flags.packs?.length ? flags.packs : [settings.LUODI_PACK ?? 'knowledge'];
  const packs = distinct(given.map((pack) => resolve(pack)));
  const packKey = keyOfPacks(packs);
  return {
    packs,
    packKey,
    dataDirectory: join(resolve(flags.data ?? settings.LUODI_DATA ?? 'data'), packKey),
    chat: chatEndpoint(settings),
    embedding: embeddingEndpoint(settings),
    reranker: rerankEndpoint(settings),
    qdrant: qdrantSettings(settings),
    host: settings.LUODI_HOST,
    port: settings.LUODI_PORT,
    publicUrl: settings.LUODI_PUBLIC_URL,
    logLevel: settings.LUODI_LOG_LEVEL,
    databaseUrl: settings.DATABASE_URL,
    channels: channelSettings(settings),
  };
}

function readDotenv(): Record<string, string> {
  try {
    return parse(readFileSync('.env'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new AppError('misconfigured', `.env cannot be read (${(cause as Error).message}).`, { cause });
  }
}

function checkEnvironment(variables: Variables): Environment {
  const given = Object.fromEntries(
    ENVIRONMENT_VARIABLES.flatMap((name) => (variables[name]?.trim() ? [[name, variables[name]]] : [])),
  );
  const checked = environmentSchema.safeParse(given);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  // The value is left out on purpose: several of these variables are secrets.
  throw new AppError('misconfigured', `${faults.join('; ')}.`, {
    next: 'Correct it in .env or the environment.',
  });
}

function chatEndpoint(settings: Environment): Endpoint | undefined {
  if (!settings.CHAT_MODEL) return undefined;
  return requireAccess('CHAT_MODEL', {
    model: settings.CHAT_MODEL,
    baseUrl: settings.OPENAI_BASE_URL,
    apiKey: settings.OPENAI_API_KEY,
  });
}

function embeddingEndpoint(settings: Environment): EmbeddingEndpoint | undefined {
  if (!settings.EMBEDDING_MODEL) return undefined;
  const { EMBEDDING_QUERY_PREFIX: query, EMBEDDING_PASSAGE_PREFIX: passage } = settings;
  const endpoint = requireAccess('EMBEDDING_MODEL', {
    model: settings.EMBEDDING_MODEL,
    baseUrl: settings.EMBEDDING_BASE_URL ?? settings.OPENAI_BASE_URL,
    apiKey: settings.EMBEDDING_API_KEY ?? settings.OPENAI_API_KEY,
  });
  return { ...endpoint, prefixes: { query, passage }, inputType: settings.EMBEDDING_INPUT_TYPE };
}

function rerankEndpoint(settings: Environment): RerankEndpoint | undefined {
  if (!settings.RERANK_BASE_URL) return undefined;
  return {
    baseUrl: settings.RERANK_BASE_URL,
    model: settings.RERANK_MODEL,
    apiKey: settings.RERANK_API_KEY,
  };
}

function qdrantSettings(settings: Environment): QdrantSettings | undefined {
  if (!settings.QDRANT_URL) return undefined;
  return {
    url: settings.QDRANT_URL,
    apiKey: settings.QDRANT_API_KEY,
    shards: settings.QDRANT_SHARDS,
    replicas: settings.QDRANT_REPLICAS,
    quantization: settings.QDRANT_QUANTIZATION,
    onDisk: settings.QDRANT_ON_DISK === 'true',
  };
}

/** A local endpoint needs no key, and the vendor's own address needs no URL; with neither there is nobody to ask. */
function requireAccess(variable: string, endpoint: Endpoint): Endpoint {
  if (endpoint.baseUrl || endpoint.apiKey) return endpoint;
  throw new AppError(
    'misconfigured',
    `${variable} is set, but neither OPENAI_API_KEY nor OPENAI_BASE_URL is.`,
    {
      next: `Set the one that the model's endpoint needs, or unset ${variable}.`,
    },
  );
}

function keyOfPacks(packs: readonly string[]): string {
  const paths = packs.map(realPath).sort();
  return createHash('sha256').update(paths.join('\n')).digest('hex').slice(0, 12);
}

/** One folder named twice is one pack. */
function distinct(packs: readonly string[]): string[] {
  const paths = packs.map(realPath);
  return packs.filter((_, at) => paths.indexOf(paths[at]!) === at);
}

/** A folder that is missing is reported where it is read, with more to say. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
