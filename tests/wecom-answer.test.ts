import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { AI_LABEL } from '../src/channels/ai-label.ts';
import { plain, within } from '../src/channels/wecom/markdown.ts';
import { until } from './support/kf-bench.ts';
import { staffReply, type WecomBench, wecomBench } from './support/wecom-bench.ts';
import { WECOM_ERRORS } from './support/wecom-emulator-rules.ts';

const LABEL = AI_LABEL['zh-Hans'];
let bench: WecomBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

/** A question that was asked and is being answered. */
async function asked(question = '今年产值多少？') {
  bench ??= await wecomBench();
  const before = bench.accepted.length;
  bench.emulator.says('lisi', question);
  await until(() => bench!.accepted.length > before);
  return bench.addressee();
}

describe('an answer', () => {
  it('is seen while it is being made, and closed with its sources and label', async () => {
    const to = await asked();
    const view = bench!.channel.watch!(to);
    view.show({ type: 'status', step: 'searching' });
    await until(() => bench!.emulator.shown[0]?.versions.length === 1);
    view.show({ type: 'text', delta: '工业总产值' });
    await until(() => bench!.emulator.shown[0]?.versions.length === 2);
    view.show({ type: 'text', delta: '为1638.77亿元' });
    const shown = await view.end();
    await bench!.reply(staffReply(), { ...to, shown });
    const [stream, card] = bench!.emulator.shown;
    expect(stream?.versions.slice(0, 2)).toEqual(['正在查阅资料…', '工业总产值']);
    expect(stream).toMatchObject({ kind: 'stream', isFinished: true, feedback: to.message?.id });
    expect(stream?.content.split(LABEL)).toHaveLength(2);
    expect(card).toMatchObject({
      kind: 'card',
      buttons: [
        { text: '追问 1', key: 'ask.1' },
        { text: '追问 2', key: 'ask.2' },
      ],
    });
    expect(bench!.emulator.shown).toHaveLength(2);
  });

  it('links public sources, and marks and quotes internal ones', async () => {
    const to = await asked();
    await bench!.reply(staffReply(), to);
    const { content } = bench!.emulator.shown[0]!;
    expect(content).toContain('[1] [《江川经开区2025年招商成果通报》');
    expect(content).toContain('(https://desk.example/source/passage-output)');
    expect(content).toMatch(
      /\[2\] 【内部】《招商引资若干政策（2026版）》[^\n]*\n> 对固定资产投资5000万元以上/,
    );
    expect(content).not.toContain('source/passage-policy');
    expect(content).toContain('请勿转发给客商');
  });

  it('that lists sources names each once, with its mark', async () => {
    const to = await asked();
    const text = '上一条回答的出处：\n[1] 江川经开区2025年招商成果通报\n[2] 招商引资若干政策（2026版）';
    await bench!.reply(staffReply({ author: 'desk', text, buttons: [] }), to);
    const { content } = bench!.emulator.shown[0]!;
    expect(content).toContain('[2] 【内部】《招商引资若干政策（2026版）》');
    expect(content.match(/招商引资若干政策/g)).toHaveLength(1);
    expect(content).not.toContain(LABEL);
  });

  it('offers other choices than questions by what they say', async () => {
    const to = await asked();
    const buttons = ['简体中文', '繁體中文', 'English'].map((label, index) => ({
      kind: 'language' as const,
      label,
      token: `language.${index}`,
    }));
    await bench!.reply(staffReply({ author: 'desk', text: '请选择语言：', citations: [], buttons }), to);
    expect(bench!.emulator.shown[1]).toMatchObject({
      kind: 'card',
      buttons: [{ text: '简体中文', key: 'language.0' }, { text: '繁體中文' }, { text: 'English' }],
    });
  });

  it('that is all public warns of nothing', async () => {
    const to = await asked();
    const { citations } = staffReply();
    await bench!.reply(staffReply({ citations: citations.slice(0, 1) }), to);
    expect(bench!.emulator.shown[0]?.content).not.toMatch(/内部|请勿转发/);
  });

  it('of a reset begins anew in the same place', async () => {
    const to = await asked();
    const view = bench!.channel.watch!(to);
    view.show({ type: 'text', delta: '错的' });
    await until(() => bench!.emulator.shown[0]?.content === '错的');
    view.show({ type: 'reset' });
    view.show({ type: 'text', delta: '对的' });
    await until(() => bench!.emulator.shown[0]?.content === '对的');
    await view.end();
  });

  it('keeps to thirty frames a minute however long it is being made', async () => {
    const to = await asked();
    const view = bench!.channel.watch!(to);
    // The test's second is five milliseconds of the machine's.
    for (let second = 0; second < 120; second += 1) {
      view.show({ type: 'text', delta: `第${second}秒。` });
      bench!.clock.pass(1000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const shown = await view.end();
    expect(shown).toMatchObject({ isOver: 0 });
    expect(bench!.log.filter((line) => line.includes('shown no more'))).toEqual([]);
  });

  it('that takes longer than six minutes is announced, and follows as a message', async () => {
    const to = await asked();
    const view = bench!.channel.watch!(to);
    view.show({ type: 'text', delta: '一' });
    await until(() => bench!.emulator.shown[0]?.versions.length === 1);
    bench!.clock.pass(5.6 * 60_000);
    view.show({ type: 'text', delta: '二' });
    await until(() => bench!.emulator.shown[0]?.isFinished === true);
    expect(bench!.emulator.shown[0]?.content).toContain('另行发送');
    const shown = await view.end();
    await bench!.reply(staffReply({ buttons: [] }), { ...to, shown });
    expect(bench!.emulator.shown.map(({ kind }) => kind)).toEqual(['stream', 'markdown']);
  });

  it.each([WECOM_ERRORS.badReqId, WECOM_ERRORS.streamEnded])(
    'is a message of its own after %o',
    async (error) => {
      const to = await asked();
      bench!.emulator.refuse('aibot_respond_msg', error);
      await bench!.reply(staffReply({ buttons: [] }), to);
      expect(bench!.emulator.shown.map(({ kind }) => kind)).toEqual(['markdown']);
    },
  );

  it('is a message of its own after the connection was lost, or by another process', async () => {
    const to = await asked();
    const view = bench!.channel.watch!(to);
    view.show({ type: 'text', delta: '一' });
    await until(() => bench!.emulator.shown.length === 1);
    const shown = await view.end();
    bench!.emulator.cut();
    await until(() => bench!.emulator.connections.subscribed === 2);
    await until(() => bench!.log.filter((line) => line.startsWith('The bot is connected.')).length === 2);
    await bench!.reply(staffReply({ buttons: [] }), { ...to, shown });
    expect(bench!.emulator.shown.map(({ kind, chat }) => [kind, chat])).toEqual([
      ['stream', 'lisi'],
      ['markdown', 'lisi'],
    ]);
    expect(bench!.channel.watch!(to).show).toBeDefined();
    expect(await bench!.channel.watch!(to).end()).toBeUndefined();
  });

  it('waits where the bot is not connected, and is known not to be taken', async () => {
    const to = await asked();
    await bench!.channel.stop!();
    const failure = await bench!.reply(staffReply(), to).catch((error: unknown) => error);
    expect(failure).toMatchObject({ failure: 'busy', isNotTaken: true });
  });

  it('waits a minute where there were too many messages', async () => {
    const to = await asked();
    bench!.emulator.refuse('aibot_respond_msg', WECOM_ERRORS.tooManyMessages);
    const failure = await bench!.reply(staffReply(), to).catch((error: unknown) => error);
    expect(failure).toMatchObject({ failure: 'busy', retryAfterMs: 60_000 });
  });

  it('brings a document along', async () => {
    const to = await asked();
    await bench!.reply(
      staffReply({ file: { document: 'internal/policy.docx', name: '政策.docx' }, buttons: [] }),
      to,
    );
    expect(bench!.emulator.shown.map(({ kind }) => kind)).toEqual(['stream', 'file']);
  });

  it('in a group has no card below it', async () => {
    bench = await wecomBench();
    bench.emulator.says('lisi', '今年产值多少？', { group: 'group-1' });
    await until(() => bench!.accepted.length === 1);
    await bench.reply(staffReply(), await bench.addressee());
    expect(bench.emulator.shown).toMatchObject([{ kind: 'stream', chat: 'group-1' }]);
    expect(bench.emulator.shown[0]?.content).toContain('1. 制造业项目有哪些奖励？');
  });
});

describe('Markdown', () => {
  it('takes nothing in a document for a link, a picture or mark-up', () => {
    expect(
      plain(
        '![x](http://evil.example/a) [点我](http://evil.example) <font color="red">**假**</font>\n# 标题 [1]',
      ),
    ).not.toMatch(/\]\s*\(|!\[|<|\*\*|^#|:\/\//m);
    expect(plain('产值[1]，增长9.2%。')).toBe('产值[1]，增长9.2%。');
  });

  it('is cut within its bytes, between characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 3, max: 400 }),
        (text, bytes) => {
          const cut = within(text, bytes);
          expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
          if (cut !== text) expect(text.startsWith(cut.slice(0, -1))).toBe(true);
        },
      ),
    );
  });

  it('of an answer that is too long keeps its sources and label', async () => {
    const to = await asked();
    await bench!.reply(staffReply({ text: '奖励按投资额计算。'.repeat(2000) }), to);
    const { content } = bench!.emulator.shown[0]!;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(20_480);
    expect(content).toContain('已截断');
    expect(content).toContain('[2] 【内部】');
    expect(content).toContain(LABEL);
  });
});
