/** What the package gives to LangChain. */
export type { LuodiDesk } from './desk.ts';
export { LuodiRetriever, type LuodiRetrieverOptions, type PassageMetadata } from './retriever.ts';
export { type LuodiAnswer, type LuodiInput, luodiRunnable } from './runnable.ts';
