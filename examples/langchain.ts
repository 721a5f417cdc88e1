/**
 * Luodi in LangChain, over the documents that ship with it. No key and no server are needed:
 *
 *     node examples/langchain.ts 先导稀材二期投资多少？什么时候签约？
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentInterface } from '@langchain/core/documents';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { createLuodi } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { type LuodiAnswer, LuodiRetriever, luodiRunnable } from '../src/langchain/index.ts';

const question = process.argv.slice(2).join(' ') || '先导稀材二期投资多少？什么时候签约？';
const data = await mkdtemp(join(tmpdir(), 'luodi-example-'));
const pack = join(import.meta.dirname, '..', 'knowledge');
const luodi = await createLuodi(loadConfig({ packs: [pack], data }, {}));
try {
  await luodi.ingest();
  await retrieve();
  await wordWithModel();
  await answer();
} finally {
  await luodi.close();
  await rm(data, { recursive: true });
}

/** 1. The retriever: passages with what is needed to quote them. */
async function retrieve() {
  console.log('\n# LuodiRetriever\n');
  for (const { pageContent, metadata } of await new LuodiRetriever({ luodi, limit: 3 }).invoke(question)) {
    console.log(`- ${pageContent}\n  ${metadata.title} · ${metadata.locator}`);
  }
}

/** 2. The retriever before a model of yours: put `new ChatOpenAI(…)` in the place of the one that only pretends. */
async function wordWithModel() {
  console.log('\n# LuodiRetriever | prompt | model\n');
  const quote = RunnableLambda.from((found: DocumentInterface[]) =>
    found.map(({ pageContent }, at) => `[${at + 1}] ${pageContent}`).join('\n'),
  );
  const passages = new LuodiRetriever({ luodi, limit: 3 }).pipe(quote);
  const prompt = ChatPromptTemplate.fromTemplate(
    '只根据下列内容回答，并注明来源。\n{passages}\n\n{question}',
  );
  const model = new FakeListChatModel({ responses: ['（这里是您自己的模型的回答）'] });
  const chain = RunnableSequence.from([
    { passages, question: new RunnablePassthrough<string>() },
    prompt,
    model,
    new StringOutputParser(),
  ]);
  console.log(await chain.invoke(question));
}

/** 3. Luodi's own answer, verified and with its sources, streamed, in a chain. */
async function answer() {
  console.log('\n# luodiRunnable\n');
  const whole = await luodiRunnable(luodi).invoke({ question, history: ['先导稀材是做什么的？'] });
  console.log(`${whole.outcome}, ${whole.citations.length} sources\n`);
  const format = RunnableLambda.from(({ answer, citations }: LuodiAnswer) =>
    [answer, ...citations.map(({ n, title, locator }) => `[${n}] ${title} · ${locator}`)].join('\n'),
  );
  for await (const text of await luodiRunnable(luodi).pipe(format).stream(question)) console.log(text);
}
