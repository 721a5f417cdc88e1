import type { Config } from '../config.ts';
import { checkChannels } from './doctor-channels.ts';
import { checkAgreement } from './doctor-index.ts';
import { checkData, checkFont, checkNode, checkPacks, checkPage, type Finding } from './doctor-local.ts';
import { checkEmbedding, checkReranker } from './doctor-models.ts';
import { checkEndpoint, checkIndex, checkPort, checkQdrant } from './doctor-reach.ts';
import { configOf } from './open.ts';
import type { CommonOptions } from './options.ts';
import { formatTable, print } from './terminal.ts';

/** `luodi doctor`: what is configured, reachable and missing. Ends with 1 when something is broken. */
export async function doctor(options: Pick<CommonOptions, 'pack' | 'data' | 'json'>): Promise<void> {
  const findings = await examine(configOf(options));
  const isBroken = findings.some(({ state }) => state === 'broken');
  if (options.json) print(JSON.stringify({ ok: !isBroken, findings }));
  else print(`${formatTable(['what', 'state', 'found', 'next'], findings.map(row))}\n${closing(isBroken)}`);
  process.exitCode = isBroken ? 1 : 0;
}

async function examine(config: Config): Promise<Finding[]> {
  const { chat } = config;
  const [qdrant, chatFinding, embeddingFinding, rerankerFinding, port, channels] = await Promise.all([
    checkQdrant(config),
    checkEndpoint('chat model', 'CHAT_MODEL', chat),
    checkEmbedding(config),
    checkReranker(config),
    checkPort(config),
    checkChannels(config),
  ]);
  return [
    checkNode(process.versions.node),
    await checkData(config),
    ...(await checkPacks(config)),
    await checkIndex(config),
    ...(await checkAgreement(config)),
    qdrant,
    chatFinding,
    embeddingFinding,
    rerankerFinding,
    port,
    await checkPage(),
    await checkFont(),
    publicUrl(config),
    ...channels,
  ];
}

function publicUrl({ publicUrl }: Config): Finding {
  if (publicUrl) return { what: 'public address', state: 'ok', found: publicUrl };
  const next = 'Set LUODI_PUBLIC_URL when visitors reach the page by another address.';
  return { what: 'public address', state: 'off', found: 'LUODI_PUBLIC_URL is not set', next };
}

function row({ what, state, found, next }: Finding): string[] {
  return [what, state, found, next ?? ''];
}

function closing(isBroken: boolean): string {
  return isBroken ? 'Something is broken: see “next” above.' : 'Nothing is broken.';
}
