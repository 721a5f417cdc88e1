/**
 * A running Luodi as an MCP server:
 *
 *     node examples/mcp-client.ts http://127.0.0.1:8787 先导稀材二期投资多少？什么时候签约？
 *
 * Where `LUODI_API_KEYS` is set, put one of the keys into LUODI_KEY.
 */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [address = 'http://127.0.0.1:8787', ...words] = process.argv.slice(2);
const question = words.join(' ') || '先导稀材二期投资多少？什么时候签约？';
const key = process.env.LUODI_KEY;

const client = new Client({ name: 'luodi-example', version: '1.0.0' });
await client.connect(
  new StreamableHTTPClientTransport(new URL('mcp', `${address.replace(/\/*$/, '')}/`), {
    requestInit: { headers: key ? { authorization: `Bearer ${key}` } : {} },
  }),
);

const { tools } = await client.listTools();
console.log(`Tools: ${tools.map(({ name }) => name).join(', ')}\n`);
const { content } = await client.callTool({ name: 'ask', arguments: { question } });
for (const part of content as { type: string; text?: string }[]) console.log(part.text ?? `(${part.type})`);
await client.close();
