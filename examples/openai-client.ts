/**
 * A running Luodi as a model of the `openai` client:
 *
 *     node examples/openai-client.ts http://127.0.0.1:8787 先导稀材二期投资多少？什么时候签约？
 *
 * Where `LUODI_API_KEYS` is set, put one of the keys into LUODI_KEY.
 */
import OpenAI from 'openai';

const [address = 'http://127.0.0.1:8787', ...words] = process.argv.slice(2);
const content = words.join(' ') || '先导稀材二期投资多少？什么时候签约？';
const client = new OpenAI({
  baseURL: new URL('v1', `${address.replace(/\/*$/, '')}/`).href,
  // The client wants one; without LUODI_API_KEYS it is not looked at.
  apiKey: process.env.LUODI_KEY ?? 'none',
});

const stream = await client.chat.completions.create({
  model: 'luodi',
  messages: [{ role: 'user', content }],
  stream: true,
});
for await (const { choices } of stream) process.stdout.write(choices[0]?.delta.content ?? '');
process.stdout.write('\n');
