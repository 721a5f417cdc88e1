/**
 * Reads a pack with LangChain's own loaders and prints what became of each file as JSON.
 *
 *   node bench/documents/langchain-child.ts PACKAGES PACK ORDERS
 *
 * PACKAGES is the folder LangChain is installed in, ORDERS in JSON the paths inside the pack and the setting.
 */
import { extname, join } from 'node:path';
import { loadRival } from '../rivals/packages.ts';
import type { RivalFile, Setting } from './langchain.ts';

/** The parts of LangChain's documents, loaders and transformers that are used here. */
interface Document {
  pageContent: string;
}
interface Loader {
  load(): Promise<Document[]>;
}
interface Transformer {
  transformDocuments(documents: Document[]): Promise<Document[]>;
}
interface Splitter {
  splitDocuments(documents: Document[]): Promise<Document[]>;
}

const [packages, pack, orders] = process.argv.slice(2) as [string, string, string];
const { paths, setting } = JSON.parse(orders) as { paths: string[]; setting: Setting };
const load = <T>(name: string) => loadRival<T>(packages, name);

type LoaderClass<Options = never> = new (file: string, options?: Options) => Loader;
const FS = '@langchain/community/document_loaders/fs';
const { DocxLoader } = await load<{ DocxLoader: LoaderClass<{ type: 'doc' }> }>(`${FS}/docx`);
const { PDFLoader } = await load<{ PDFLoader: LoaderClass<{ splitPages: boolean }> }>(`${FS}/pdf`);
const { PPTXLoader } = await load<{ PPTXLoader: LoaderClass }>(`${FS}/pptx`);
const { CSVLoader } = await load<{ CSVLoader: LoaderClass }>(`${FS}/csv`);
const { TextLoader } = await load<{ TextLoader: LoaderClass }>('@langchain/classic/document_loaders/fs/text');
const TRANSFORMERS = '@langchain/community/document_transformers';
const { HtmlToTextTransformer } = await load<{ HtmlToTextTransformer: new () => Transformer }>(
  `${TRANSFORMERS}/html_to_text`,
);
const { MozillaReadabilityTransformer } = await load<{
  MozillaReadabilityTransformer: new () => Transformer;
}>(`${TRANSFORMERS}/mozilla_readability`);
const { RecursiveCharacterTextSplitter } = await load<{
  RecursiveCharacterTextSplitter: new (options: {
    chunkSize: number;
    chunkOverlap: number;
    separators?: string[];
  }) => Splitter;
}>('@langchain/textsplitters');

/** What the documentation gives for languages without spaces between words. */
const CHINESE_SEPARATORS = [
  '\n\n',
  '\n',
  ' ',
  '.',
  ',',
  '\u200b',
  '\uff0c',
  '\u3001',
  '\uff0e',
  '\u3002',
  '',
];

const LOADERS: Readonly<Record<string, (file: string) => Loader>> = {
  '.docx': (file) => new DocxLoader(file),
  '.doc': (file) => new DocxLoader(file, { type: 'doc' }),
  // A page by itself cuts the sentences that go on over its end.
  '.pdf': (file) => new PDFLoader(file, { splitPages: !setting.isForChinese }),
  '.pptx': (file) => new PPTXLoader(file),
  '.csv': (file) => new CSVLoader(file),
  '.html': (file) => ({ load: async () => pageText.transformDocuments(await new TextLoader(file).load()) }),
  '.txt': (file) => new TextLoader(file),
  '.md': (file) => new TextLoader(file),
};

const pageText = setting.isForChinese ? new MozillaReadabilityTransformer() : new HtmlToTextTransformer();
const [chunkSize, chunkOverlap] = setting.chunk;
const splitter = new RecursiveCharacterTextSplitter({
  ...{ chunkSize, chunkOverlap },
  ...(setting.isForChinese && { separators: CHINESE_SEPARATORS }),
});

async function read(path: string): Promise<RivalFile> {
  const loader = LOADERS[extname(path)];
  if (!loader) return { path, status: 'no loader', ms: 0, texts: [] };
  const start = performance.now();
  try {
    const chunks = await splitter.splitDocuments(await loader(join(pack, path)).load());
    const ms = performance.now() - start;
    return { path, status: 'read', ms, texts: chunks.map(({ pageContent }) => pageContent) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { path, status: 'failed', reason, ms: performance.now() - start, texts: [] };
  }
}

const files: RivalFile[] = [];
for (const path of paths) files.push(await read(path));
process.stdout.write(JSON.stringify(files));
