import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { candidateNames, spellNames } from '../../src/language/names.ts';
import type { KnowledgeStore } from '../../src/store/knowledge-store.ts';
import type { Audience, Passage, ServedDocument } from '../../src/types.ts';

export interface KnowledgeStoreDriver {
  name: string;
  /** An empty store; `reopen` opens the same data again, as a new process would. */
  open(): Promise<{ store: KnowledgeStore; reopen(): Promise<KnowledgeStore>; dispose(): Promise<void> }>;
}

/** A document of the given sentences, each of them a passage. */
export function makeDocument(
  id: string,
  version: string,
  sentences: readonly string[],
): { document: ServedDocument; passages: Passage[] } {
  const document: ServedDocument = {
    id,
    version,
    title: `${id}的标题`,
    contentHash: `${id} ${version}`,
    packName: '测试园区',
    ownWords: { documentNumber: '江经开〔2026〕3号', repeals: [], spans: [{ start: 0, end: 1 }] },
    validity: { from: '2026-01-01', fromText: false },
    clean: {
      title: '文中的标题',
      text: sentences.join('\n'),
      blocks: sentences.map((_, at) => ({ kind: 'paragraph', start: at, end: at + 1, page: at + 1 })),
      pages: sentences.length,
      warnings: ['页眉没有读取。'],
    },
    source: {
      path: id,
      file: `/packs/${id}`,
      audience: 'public',
      type: 'policy',
      effectiveFrom: '2026-01-01',
    },
  };
  let start = 0;
  const passages = sentences.map((text, ordinal): Passage => {
    const passage: Passage = {
      id: `${id}#${version}#${ordinal}`,
      document: id,
      version,
      ordinal,
      kind: 'paragraph',
      start,
      end: start + text.length,
      text,
      locator: { headingPath: ['总则'], paragraph: ordinal + 1 },
    };
    start += text.length + 1;
    return passage;
  });
  return { document, passages };
}

/** What every knowledge store does. */
export function describeKnowledgeStore(driver: KnowledgeStoreDriver): void {
  describe(`knowledge store: ${driver.name}`, () => {
    let opened: Awaited<ReturnType<KnowledgeStoreDriver['open']>>;
    let store: KnowledgeStore;

    beforeEach(async () => {
      opened = await driver.open();
      store = opened.store;
    });
    afterEach(() => opened.dispose());

    const stage = async (id: string, version: string, sentences: readonly string[]) => {
      const made = makeDocument(id, version, sentences);
      const names = await spellNames(candidateNames(made.document.clean.text));
      await store.stage(made.document, made.passages, names);
      return made;
    };
    const publish = async (id: string, version: string, sentences: readonly string[]) => {
      const made = await stage(id, version, sentences);
      await store.serve(id, version);
      return made;
    };

    it('is empty to begin with', async () => {
      expect(await store.documents()).toEqual([]);
      expect(await store.document('a.md')).toBeUndefined();
      expect(await store.abandoned()).toEqual([]);
      expect(await store.passages(['x'])).toEqual(new Map());
      expect(await store.passagesOf('a.md')).toEqual([]);
    });

    it('gives a served document back as it was put in', async () => {
      const { document, passages } = await publish('a.md', 'v1', ['第一段。', '第二段🏭。']);
      expect(await store.document('a.md')).toEqual(document);
      expect(await store.passagesOf('a.md')).toEqual(passages);
      const { clean, ...head } = document;
      const record = { ...head, passages: 2, characters: clean.text.length };
      expect(await store.documents()).toEqual([record]);
      expect(await store.passages([passages[1]!.id, 'unknown'])).toEqual(
        new Map([[passages[1]!.id, { passage: passages[1], document: record }]]),
      );
    });

    it('shows nothing of a version that is staged and not served', async () => {
      const { passages } = await stage('a.md', 'v1', ['衡阳市招商政策。']);
      expect(await store.documents()).toEqual([]);
      expect(await store.document('a.md')).toBeUndefined();
      expect(await store.passagesOf('a.md')).toEqual([]);
      expect(await store.passages(passages.map(({ id }) => id))).toEqual(new Map());
      expect(await store.namesByPinyin(['hengyang'], ['public'])).toEqual(new Map());
      expect(await store.abandoned()).toEqual([{ id: 'a.md', version: 'v1' }]);
    });

    it('goes on serving the old version while a new one is staged', async () => {
      const old = await publish('a.md', 'v1', ['旧文。']);
      const fresh = await stage('a.md', 'v2', ['新文。', '又一段。']);
      expect(await store.document('a.md')).toEqual(old.document);
      expect(await store.passagesOf('a.md')).toEqual(old.passages);
      expect((await store.passages([fresh.passages[0]!.id])).size).toBe(0);
      expect(await store.abandoned()).toEqual([{ id: 'a.md', version: 'v2' }]);
    });

    it('drops every other version when one is served', async () => {
      const old = await publish('a.md', 'v1', ['旧文。']);
      await stage('a.md', 'v0', ['没有用上的一版。']);
      const fresh = await publish('a.md', 'v2', ['新文。', '又一段。']);
      expect(await store.document('a.md')).toEqual(fresh.document);
      expect(await store.passagesOf('a.md')).toEqual(fresh.passages);
      expect((await store.passages([old.passages[0]!.id])).size).toBe(0);
      expect(await store.abandoned()).toEqual([]);
    });

    it('does not serve a version that was never staged, and keeps the one it has', async () => {
      const { document } = await publish('a.md', 'v1', ['旧文。']);
      await expect(store.serve('a.md', 'v9')).rejects.toMatchObject({ code: 'conflict' });
      await expect(store.serve('b.md', 'v1')).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.document('a.md')).toEqual(document);
    });

    it('takes staging and serving twice as once', async () => {
      await publish('a.md', 'v1', ['衡阳市的一段。', '二。']);
      const { document, passages } = await publish('a.md', 'v1', ['衡阳市的一段。', '二。']);
      await store.serve('a.md', 'v1');
      expect(await store.document('a.md')).toEqual(document);
      expect(await store.passagesOf('a.md')).toEqual(passages);
    });

    it('goes on serving a version that is staged again', async () => {
      await publish('a.md', 'v1', ['一。', '二。']);
      const { passages } = await stage('a.md', 'v1', ['一。', '二。', '三。']);
      expect(await store.passagesOf('a.md')).toEqual(passages);
      expect(await store.abandoned()).toEqual([]);
    });

    it('leaves nothing of a version whose staging fails', async () => {
      await publish('b.md', 'v1', ['别处的一段。']);
      const { document, passages } = makeDocument('a.md', 'v1', ['一。', '二。']);
      passages[1] = { ...passages[1]!, id: passages[0]!.id };
      await expect(store.stage(document, passages, new Map())).rejects.toThrow();
      expect(await store.abandoned()).toEqual([]);
      expect((await store.documents()).map(({ id }) => id)).toEqual(['b.md']);
    });

    it('says anew when a served document is the rule, and touches nothing else', async () => {
      const { document } = await publish('a.md', 'v1', ['一。']);
      const validity = {
        from: '2026-01-01',
        to: '2026-06-30',
        fromText: true,
        replacedBy: { document: 'b.md', title: '新政策', audience: 'public' as const },
      };
      await store.setValidity('a.md', validity);
      expect(await store.document('a.md')).toEqual({ ...document, validity });
      await expect(store.setValidity('b.md', validity)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('names the documents that are no rule on a day, among those an audience may see', async () => {
      await publish('open.md', 'v1', ['一直有效。']);
      await store.setValidity('open.md', { fromText: false });
      await publish('past.md', 'v1', ['旧的。']);
      await store.setValidity('past.md', { from: '2023-01-01', to: '2025-12-31', fromText: false });
      await publish('future.md', 'v1', ['还没有施行。']);
      await store.setValidity('future.md', { from: '2027-01-01', fromText: false });
      const on = async (day: string, audience: Audience = 'public') =>
        (await store.outOfForce(day, [audience])).map(({ id }) => id);
      expect(await on('2026-05-01')).toEqual(['future.md', 'past.md']);
      expect(await on('2025-12-31')).toEqual(['future.md']);
      expect(await on('2027-01-01')).toEqual(['past.md']);
      expect(await on('2026-05-01', 'staff')).toEqual([]);
    });

    it('does not tell the public of names that only staff documents hold', async () => {
      const made = makeDocument('inner.md', 'v1', ['耒阳市。']);
      const source = { ...made.document.source, audience: 'staff' as const };
      await store.stage({ ...made.document, source }, made.passages, new Map([['耒阳', 'leiyang']]));
      await store.serve('inner.md', 'v1');
      expect(await store.namesByPinyin(['leiyang'], ['public'])).toEqual(new Map());
      const forStaff = await store.namesByPinyin(['leiyang'], ['public', 'staff']);
      expect(forStaff).toEqual(new Map([['leiyang', ['耒阳']]]));
    });

    it('remembers what cannot be read until another version is staged or it is removed', async () => {
      await store.setUnread('scan.pdf', 'v1', '没有文字。');
      await store.setUnread('scan.pdf', 'v2', '仍然没有文字。');
      await store.setUnread('gone.pdf', 'v1', '已损坏。');
      expect(Object.fromEntries(await store.unread())).toEqual({
        'scan.pdf': { version: 'v2', reason: '仍然没有文字。' },
        'gone.pdf': { version: 'v1', reason: '已损坏。' },
      });
      await stage('scan.pdf', 'v3', ['有文字了。']);
      await store.remove('gone.pdf');
      expect(await store.unread()).toEqual(new Map());
    });

    it('removes a document with its passages and staged versions', async () => {
      const { passages } = await publish('a.md', 'v1', ['衡阳市。']);
      await stage('a.md', 'v2', ['耒阳市。']);
      await publish('b.md', 'v1', ['留下的。']);
      await store.remove('a.md');
      await store.remove('never-there.md');
      expect((await store.documents()).map(({ id }) => id)).toEqual(['b.md']);
      expect((await store.passages(passages.map(({ id }) => id))).size).toBe(0);
      expect(await store.abandoned()).toEqual([]);
      expect(await store.namesByPinyin(['hengyang', 'leiyang'], ['public'])).toEqual(new Map());
    });

    it('gives the passages between two ordinals, both included, in order', async () => {
      const { passages } = await publish('a.md', 'v1', ['零。', '一。', '二。', '三。']);
      expect(await store.passagesOf('a.md', 1, 2)).toEqual(passages.slice(1, 3));
      expect(await store.passagesOf('a.md', 2)).toEqual(passages.slice(2));
      expect(await store.passagesOf('a.md', 9)).toEqual([]);
    });

    it('stores and finds more passages than one statement can carry', async () => {
      const sentences = Array.from({ length: 4000 }, (_, index) => `第${index}条。`);
      const { passages } = await publish('long.md', 'v1', sentences);
      expect(await store.passagesOf('long.md')).toEqual(passages);
      const found = await store.passages(passages.map(({ id }) => id));
      expect(found.size).toBe(4000);
      expect(found.get(passages[3999]!.id)!.passage).toEqual(passages[3999]);
    });

    it('finds a name by its pinyin, whichever script it is written in', async () => {
      await publish('a.md', 'v1', ['衡阳市和耒阳市相邻。', '由湖南比亚迪有限公司投资。']);
      await publish('b.md', 'v1', ['衡陽市經開區。']);
      const names = await store.namesByPinyin(['hengyang', 'Lei-yang', 'biyadi', 'shanghai'], ['public']);
      expect(names.get('hengyang')).toEqual(['衡阳']);
      expect(names.get('Lei-yang')).toContain('耒阳');
      expect(names.get('biyadi')).toEqual(['比亚迪']);
      expect(names.has('shanghai')).toBe(false);
      await store.remove('a.md');
      expect(await store.namesByPinyin(['hengyang', 'biyadi'], ['public'])).toEqual(
        new Map([['hengyang', ['衡阳']]]),
      );
    });

    it('answers searches while documents are staged', async () => {
      const { document } = await publish('a.md', 'v1', ['一。']);
      const staging = Array.from({ length: 20 }, (_, index) =>
        stage(`d${index}.md`, 'v1', ['衡阳市。', '耒阳市。']),
      );
      const seen = await Promise.all(Array.from({ length: 20 }, () => store.document('a.md')));
      await Promise.all(staging);
      expect(seen).toEqual(Array.from({ length: 20 }, () => document));
      expect(await store.abandoned()).toHaveLength(20);
    });

    it('keeps everything across a restart', async () => {
      const { document, passages } = await publish('a.md', 'v1', ['衡阳市。']);
      await stage('a.md', 'v2', ['半途而废。']);
      const again = await opened.reopen();
      expect(await again.document('a.md')).toEqual(document);
      expect(await again.passagesOf('a.md')).toEqual(passages);
      expect(await again.abandoned()).toEqual([{ id: 'a.md', version: 'v2' }]);
      expect(await again.namesByPinyin(['hengyang'], ['public'])).toEqual(new Map([['hengyang', ['衡阳']]]));
    });
  });
}
