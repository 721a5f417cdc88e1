/**
 * Reads a pack with LangChain's own loaders and prints what became of each file as JSON.
 *
 *   node bench/documents/langchain-child.ts PACKAGES PACK FILES
 *
 * PACKAGES is the folder LangChain is installed in, FILES a JSON list of paths inside the pack.
 */
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RivalFile } from './langchain.ts';

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

const [packages, pack, list] = process.argv.slice(2) as [string, string, string];
const installed = createRequire(join(packages, 'package.json'));

async function load<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(installed.resolve(name)).href)) as T;
}

type LoaderClass = new (file: string, options?: { type: 'doc' }) => Loader;
const FS = '@langchain/community/document_loaders/fs';
const { DocxLoader } = await load<{ DocxLoader: LoaderClass }>(`${FS}/docx`);
const { PDFLoader } = await load<{ PDFLoader: LoaderClass }>(`${FS}/pdf`);
const { PPTXLoader } = await load<{ PPTXLoader: LoaderClass }>(`${FS}/pptx`);
const { CSVLoader } = await load<{ CSVLoader: LoaderClass }>(`${FS}/csv`);
const { TextLoader } = await load<{ TextLoader: LoaderClass }>('@langchain/classic/document_loaders/fs/text');
const { HtmlToTextTransformer } = await load<{ HtmlToTextTransformer: new () => Transformer }>(
  '@langchain/community/document_transformers/html_to_text',
);
const { RecursiveCharacterTextSplitter } = await load<{
  RecursiveCharacterTextSplitter: new (options: { chunkSize: number; chunkOverlap: number }) => Splitter;
}>('@langchain/textsplitters');

const LOADERS: Readonly<Record<string, (file: string) => Loader>> = {
  '.docx': (file) => new DocxLoader(file),
  '.doc': (file) => new DocxLoader(file, { type: 'doc' }),
  '.pdf': (file) => new PDFLoader(file),
  '.pptx': (file) => new PPTXLoader(file),
  '.csv': (file) => new CSVLoader(file),
  '.html': (file) => ({ load: async () => asText.transformDocuments(await new TextLoader(file).load()) }),
  '.txt': (file) => new TextLoader(file),
  '.md': (file) => new TextLoader(file),
};

const asText = new HtmlToTextTransformer();
const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 500, chunkOverlap: 50 });

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
for (const path of JSON.parse(list) as string[]) files.push(await read(path));
process.stdout.write(JSON.stringify(files));
