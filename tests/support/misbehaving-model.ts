import { CONTENT_VICES } from './misbehaving-model-content.ts';
import { FORM_VICES } from './misbehaving-model-form.ts';
import type { Scene, Vice } from './misbehaving-model-scene.ts';
import type { ChatReply, ChatRequestBody, EndpointMessage } from './openai-endpoint.ts';

export const VICES: Readonly<Record<string, Vice>> = { ...CONTENT_VICES, ...FORM_VICES };

/** Replies in the way of a vice to a request for an answer, as its JSON half of the times that it is asked for. */
export function misbehave(
  vice: string,
  {
    messages,
    request,
    random,
  }: { messages: EndpointMessage[]; request: ChatRequestBody; random: () => number },
): { reply: ChatReply; lies: string[] } {
  const made = VICES[vice]!(sceneOf(messages, random));
  const asJson = request.response_format !== undefined && random() < 0.5;
  const text = asJson && !/^\s*(?:[{[`]|$)/.test(made.text) ? inJson(made.text) : made.text;
  const size = text.length > 10_000 ? 2000 : 1 + Math.floor(random() * 12);
  const deltas = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'gu')) ?? [];
  const reasoning = made.reasoning === undefined ? undefined : [made.reasoning];
  return { reply: { deltas, reasoning, finish: made.finish }, lies: made.lies ?? [] };
}

function sceneOf(messages: EndpointMessage[], random: () => number): Scene {
  const [system, user] = messages as [EndpointMessage, EndpointMessage];
  const fences = [...user.content.matchAll(/<e n="\d+"[^>]*>([^\n]*)\n([\s\S]*?)<\/e>/g)];
  const language = /简体/.test(system.content) ? 'zh-Hans' : /繁體/.test(system.content) ? 'zh-Hant' : 'en';
  return {
    evidence: fences.map(([, place, text]) => ({ place: place!, text: text! })),
    question: /<question>([\s\S]*)<\/question>/.exec(user.content)?.[1] ?? '',
    rules: system.content,
    language,
    random,
  };
}

/** A plain reply as the form asked for has it. */
function inJson(text: string): string {
  const statements = text
    .split(/(?<=[。！？\n]|[.!?]\s)/u)
    .filter((statement) => statement.trim())
    .map((statement) => ({
      text: statement.replace(/\s?\[\d+\]/g, '').trim(),
      evidence: [...statement.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n)),
    }));
  return JSON.stringify({ statements });
}
