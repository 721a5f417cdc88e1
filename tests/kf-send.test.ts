import { afterEach, describe, expect, it } from 'vitest';
import type { PartPayload, Reply } from '../src/channel-types.ts';
import { DeliveryError } from '../src/channels/channel.ts';
import { ABOUT, OUTPUT_CITATION } from './support/fake-desk.ts';
import { addresseeOf, type KfBench, kfBench, partOf, until } from './support/kf-bench.ts';
import { KF_ERRORS } from './support/kf-emulator-rules.ts';
import { ACCOUNT, type Shown } from './support/kf-emulator-world.ts';

let bench: KfBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

const CUSTOMER = 'wmCustomer1';
const BUTTONS: Reply['buttons'] = [
  { kind: 'ask', label: '制造业项目有哪些奖励？', token: 'ask.1', question: '制造业项目有哪些奖励？' },
  { kind: 'sources', label: '来源', token: 'sources.1' },
  { kind: 'person', label: '转人工', token: 'person' },
  { kind: 'rate', label: '👍', token: 'rate.up.1' },
  { kind: 'rate', label: '👎', token: 'rate.down.1' },
];

function replyOf(parts: Partial<Reply> = {}): Reply {
  return {
    author: 'ai',
    language: 'zh-Hans',
    text: '2025年规模以上工业总产值为1638.77亿元[1]。',
    citations: [OUTPUT_CITATION],
    buttons: BUTTONS,
    ...parts,
  };
}

const wordsOf = (message: Shown) => (message.msgtype === 'text' ? message.text.content : '');

describe('a welcome', () => {
  const arrive = async () => {
    bench = await kfBench();
    await bench.emulator.enters(CUSTOMER);
    await until(() => bench!.accepted.length === 1);
    return addresseeOf(bench.accepted[0]);
  };

  it('is one message for the code of the event', async () => {
    const to = await arrive();
    const parts = bench!.channel.render(
      replyOf({ author: 'desk', text: '您好，我是园区的智能助手。', citations: [] }),
      to,
    );
    expect(parts).toHaveLength(1);
    await bench!.channel.send(partOf(parts[0]!), to);
    expect(bench!.emulator.shown).toMatchObject([{ on: 'event', msgtype: 'msgmenu', customer: CUSTOMER }]);
  });

  it('is nothing where its twenty seconds are over', async () => {
    const to = await arrive();
    bench!.clock.pass(20_000);
    expect(bench!.channel.render(replyOf(), to)).toEqual([]);
  });

  it('goes as an ordinary message where it is sent too late for its code', async () => {
    const to = await arrive();
    const [payload] = bench!.channel.render(replyOf(), to);
    bench!.clock.pass(25_000);
    await expect(bench!.channel.send(partOf(payload!), to)).rejects.toMatchObject({
      failure: 'window-closed',
    });
    await bench!.emulator.says(CUSTOMER, '你好');
    await bench!.channel.send(partOf(payload!, 1, 2), to);
    expect(bench!.emulator.shown).toMatchObject([{ on: 'message' }]);
  });
});

describe('sending', () => {
  const talking = async (setup: Parameters<typeof kfBench>[0] = {}) => {
    bench = await kfBench(setup);
    await bench.emulator.says(CUSTOMER, '问');
    await until(() => bench!.accepted.length === 1);
    return bench;
  };
  const text = (content = '答') => ({ kind: 'message', message: { msgtype: 'text', text: { content } } });
  const sending = (payload: PartPayload, serial = 1, attempts = 1) =>
    bench!.channel.send(partOf(payload, serial, attempts), addresseeOf());

  it('is under the id of the part', async () => {
    await talking();
    expect(await sending(text(), 7)).toEqual({ sentAs: '7'.padStart(32, '0') });
    expect(bench!.emulator.shown).toMatchObject([{ msgid: '7'.padStart(32, '0'), customer: CUSTOMER }]);
  });

  it('shows a part once though the first answer was lost', async () => {
    await talking();
    bench!.emulator.fail('kf/send_msg', { kind: 'reset-after' });
    const lost = await sending(text()).catch((error: unknown) => error);
    expect(lost).toBeInstanceOf(DeliveryError);
    expect(lost).toMatchObject({ failure: 'busy', isNotTaken: false });
    expect(await sending(text(), 1, 2)).toEqual({ sentAs: '1'.padStart(32, '0') });
    expect(bench!.emulator.shown).toHaveLength(1);
  });

  it('ends with the fifth message, until the customer writes', async () => {
    await talking();
    for (let n = 1; n <= 5; n += 1) await sending(text(), n);
    await expect(sending(text(), 6)).rejects.toMatchObject({ failure: 'window-closed', errcode: 95001 });
    await bench!.emulator.says(CUSTOMER, '再问');
    await sending(text(), 6, 2);
    expect(bench!.emulator.shown).toHaveLength(6);
  });

  it('ends after 48 hours', async () => {
    await talking();
    bench!.clock.pass(48 * 3600_000);
    await expect(sending(text())).rejects.toMatchObject({ failure: 'window-closed', errcode: 95002 });
  });

  it('ends with the session', async () => {
    await talking();
    await bench!.emulator.endsSession(CUSTOMER);
    await expect(sending(text())).rejects.toMatchObject({ failure: 'window-closed', errcode: 95013 });
  });

  it('says nothing into the talk of a person with the customer', async () => {
    await talking();
    await bench!.emulator.takesOver(CUSTOMER, 'zhangsan');
    expect(await sending(text())).toEqual({});
    expect(bench!.emulator.shown).toEqual([]);
  });

  it.each([
    ['a customer who is unknown', KF_ERRORS.badCustomer, { failure: 'gone' }],
    ['a system error', KF_ERRORS.busy, { failure: 'busy' }],
    ['too many calls', KF_ERRORS.tooOften, { failure: 'busy', isAccountWide: true, retryAfterMs: 60_000 }],
    [
      'too many calls at once',
      KF_ERRORS.concurrent,
      { failure: 'busy', isAccountWide: true, retryAfterMs: 5000 },
    ],
    ['an address that is not listed', KF_ERRORS.badAddress, { failure: 'misconfigured' }],
    ['an account that is not ours', KF_ERRORS.badAccount, { failure: 'misconfigured' }],
    ['an account without the interface', KF_ERRORS.apiOff, { failure: 'misconfigured' }],
    ['a message of a form that it knows not', KF_ERRORS.badParameter('text'), { failure: 'refused' }],
    ['a bad gateway', { status: 502 }, { failure: 'busy', isNotTaken: false }],
  ])('is told of %s as what it is', async (_, fault, expected) => {
    await talking();
    bench!.emulator.fail('kf/send_msg', fault);
    await expect(sending(text())).rejects.toMatchObject(expected);
  });

  it('uploads a document and sends it, as long as it is public', async () => {
    const bytes = new TextEncoder().encode('政策原文');
    await talking({ files: { 'policies/policy.docx': { name: 'policy.docx', bytes } } });
    const file = { kind: 'file', name: '招商引资若干政策.docx', language: 'zh-Hans' };
    bench!.emulator.expireTokens();
    await sending({ ...file, document: 'policies/policy.docx' }, 1);
    await sending({ ...file, document: 'policies/withdrawn.docx' }, 2);
    expect(bench!.emulator.shown).toMatchObject([
      { msgtype: 'file', file: { media_id: 'media-1' } },
      { msgtype: 'text', text: { content: expect.stringContaining('不再公开') } },
    ]);
    const { body } = bench!.emulator.calls.find(({ path }) => path === 'media/upload')!;
    expect(body.upload.toString()).toContain('政策原文');
  });

  describe('of a hand-over', () => {
    const handOver = { kind: 'hand-over', language: 'zh-Hans' };
    const state = () => bench!.emulator.customer(ACCOUNT, CUSTOMER);

    it('gives the word to the first of ours who receives customers', async () => {
      await talking({ ours: ['lisi', 'zhangsan'], servicers: { lisi: false, zhangsan: true, wangwu: true } });
      expect(await sending(handOver)).toEqual({ sentAs: undefined });
      expect(state()).toMatchObject({ state: 3, servicer: 'zhangsan' });
      await bench!.emulator.says(CUSTOMER, '您好');
      await until(() => bench!.accepted.length === 2);
      expect(bench!.accepted[1]?.isForPeople).toBe(true);
    });

    it('gives the word to whoever receives customers where nobody is named', async () => {
      await talking({ servicers: { lisi: false, zhangsan: true } });
      await sending(handOver);
      expect(state()).toMatchObject({ state: 3, servicer: 'zhangsan' });
    });

    it('puts the customer into the queue where nobody does, and tells them so', async () => {
      await talking({ servicers: { lisi: false } });
      await sending(handOver);
      expect(state()).toMatchObject({ state: 2 });
      expect(bench!.emulator.shown).toMatchObject([{ on: 'event', msgtype: 'text' }]);
      expect(wordsOf(bench!.emulator.shown[0]!)).toContain(ABOUT.contact!.phone);
    });

    it('tells whom to call where not even the queue is there', async () => {
      await talking({ servicers: {} });
      bench!.emulator.fail('kf/service_state/trans', KF_ERRORS.badTransition);
      await sending(handOver);
      expect(state()).toMatchObject({ state: 1 });
      expect(bench!.emulator.shown).toMatchObject([{ on: 'message', msgtype: 'text' }]);
      expect(wordsOf(bench!.emulator.shown[0]!)).toContain(ABOUT.contact!.phone);
    });

    it('does nothing where a person has the word', async () => {
      await talking();
      await bench!.emulator.takesOver(CUSTOMER, 'wangwu');
      await sending(handOver, 1, 2);
      expect(state()).toMatchObject({ state: 3, servicer: 'wangwu' });
    });
  });
});
