import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnswer, withoutOpenMark } from '../web/src/answer-text.ts';
import { type ChatAction, EMPTY_CHAT, reduceChat } from '../web/src/chat-state.ts';
import { answerToCopy } from '../web/src/copy-answer.ts';
import { excerptOf, highlightsIn, piecesOf } from '../web/src/highlights.ts';
import { languageFrom } from '../web/src/language.ts';
import type { UiPart } from '../web/src/protocol.ts';
import { STRINGS } from '../web/src/strings.ts';
import { visibleText } from '../web/src/visible-text.ts';
import { answerOf, OUTPUT_CITATION, POLICY_CITATION } from './support/fake-desk.ts';

const asked: ChatAction = { type: 'ask', id: 't1', question: '产值？' };
const { text: _text, ...answered } = answerOf({ citations: [OUTPUT_CITATION] });

function conversation(...actions: ChatAction[]) {
  return [asked, ...actions].reduce(reduceChat, EMPTY_CHAT);
}

function part(value: UiPart): ChatAction {
  return { type: 'part', id: 't1', part: value };
}

const delta = (text: string) => part({ type: 'text-delta', id: 'x', delta: text });
const answer = part({ type: 'data-answer', data: answered });

describe('a conversation', () => {
  it('gathers the text of an answer and ends with its outcome', () => {
    const turn = conversation(delta('1638.77'), delta('亿元[1]'), answer, { type: 'end', id: 't1' }).turns[0];
    expect(turn).toMatchObject({ status: 'done', text: '1638.77亿元[1]', answer: { outcome: 'answered' } });
  });

  it('forgets the text that the server withdraws', () => {
    const reset = part({ type: 'data-reset', data: {}, transient: true });
    expect(conversation(delta('错'), reset, delta('对')).turns[0]?.text).toBe('对');
  });

  it('counts a stream that closes without its answer as interrupted, not as answered', () => {
    const turn = conversation(delta('1638'), { type: 'end', id: 't1' }).turns[0];
    expect(turn).toMatchObject({ status: 'troubled', trouble: { kind: 'interrupted' } });
  });

  it('keeps what a stopped answer had said, and nothing that arrives later', () => {
    const turn = conversation(delta('1638'), { type: 'stop', id: 't1' }, delta('.77'), answer).turns[0];
    expect(turn).toMatchObject({ status: 'stopped', text: '1638' });
    expect(turn?.answer).toBeUndefined();
  });

  it('asks a failed question again as a new last turn', () => {
    const state = conversation(
      { type: 'trouble', id: 't1', trouble: { kind: 'network' } },
      { type: 'retry', id: 't1', as: 't2' },
    );
    expect(state.turns).toHaveLength(1);
    expect(state.turns[0]).toMatchObject({ id: 't2', question: '产值？', status: 'waiting', text: '' });
  });

  it('has what was said before it was loaded, above what was asked meanwhile', () => {
    const past = {
      id: 'm1',
      question: '产值？',
      state: 'answered' as const,
      text: '1638.77亿元[1]',
      answer: answered,
    };
    const open = { id: 'm2', question: '奖励？', state: 'open' as const };
    const failed = { id: 'm3', question: '坏了？', state: 'failed' as const, text: '抱歉，没能答完。' };
    const state = reduceChat(conversation(), { type: 'restore', turns: [past, failed, open] });
    expect(state.turns.map(({ id, status }) => [id, status])).toEqual([
      ['m1', 'done'],
      ['m3', 'troubled'],
      ['m2', 'waiting'],
      ['t1', 'waiting'],
    ]);
    expect(state.turns[1]?.trouble).toEqual({ kind: 'server', message: '抱歉，没能答完。' });
  });

  it('says that it seeks a lost connection, and goes on where it was', () => {
    const lost = conversation(part({ type: 'text-delta', id: 't', delta: '一' }), {
      type: 'part',
      id: 't1',
      part: { type: 'reconnecting' },
    });
    expect(lost.turns[0]).toMatchObject({ text: '一', isReconnecting: true });
    const found = reduceChat(lost, part({ type: 'text-delta', id: 't', delta: '二' }));
    expect(found.turns[0]).toMatchObject({ text: '一二', isReconnecting: false });
  });

  it('passes over parts of a later protocol', () => {
    const unknown = part({ type: 'data-weather', data: {} } as unknown as UiPart);
    expect(conversation(unknown)).toEqual(conversation());
  });
});

describe('the text of an answer', () => {
  const known = (n: number) => n <= 2;

  it('has marks only for sources it has', () => {
    expect(parseAnswer('产值为1638.77亿元 [1][2]，见[3]和[注]。', known)[0]?.inlines).toEqual([
      { kind: 'text', text: '产值为1638.77亿元' },
      { kind: 'mark', n: 1 },
      { kind: 'mark', n: 2 },
      { kind: 'text', text: '，见[3]和[注]。' },
    ]);
    expect(parseAnswer('见[1、2]', known)[0]?.inlines.slice(1)).toEqual([
      { kind: 'mark', n: 1 },
      { kind: 'mark', n: 2 },
    ]);
  });

  it('has lists and bold text, and takes no figure for a list number', () => {
    const blocks = parseAnswer('条件：\n- **5%**奖励\n2. 分三年\n3.5亿元以上', known);
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'bullet', 'step', 'paragraph']);
    expect(blocks[1]?.inlines[0]).toEqual({ kind: 'strong', text: '5%' });
  });

  it('keeps mark-up, links and pictures as the letters they are', () => {
    for (const text of [
      '<img src=x onerror=alert(1)>',
      '![a](https://evil.example/?q=1)',
      '[a](javascript:1)',
    ]) {
      expect(parseAnswer(text, known)).toEqual([{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }]);
    }
  });

  it('loses no visible letter', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const inlines = parseAnswer(text, () => false).flatMap((block) => block.inlines);
        const shown = inlines.map((inline) => ('text' in inline ? inline.text : '')).join('');
        const letters = (value: string) => value.replace(/[\s\d\-*•·.、)]/g, '');
        expect(letters(shown)).toBe(letters(text));
      }),
    );
  });

  it('hides a mark that has only half arrived', () => {
    expect(withoutOpenMark('1638.77亿元[1')).toBe('1638.77亿元');
    expect(withoutOpenMark('1638.77亿元[1]')).toBe('1638.77亿元[1]');
  });
});

describe('highlights', () => {
  it('cut a text without changing it, whatever the spans', () => {
    const spans = fc.array(
      fc.record({ start: fc.integer({ min: -5, max: 40 }), end: fc.integer({ min: -5, max: 40 }) }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), spans, (text, given) => {
        const pieces = piecesOf(text, given);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.every((piece) => piece.text !== '')).toBe(true);
      }),
    );
  });

  it('are found in the passage that the quote is a part of', () => {
    const passage = `一、概况。${OUTPUT_CITATION.quote}以上。`;
    const [span] = highlightsIn(passage, OUTPUT_CITATION);
    expect(passage.slice(span?.start, span?.end)).toBe('全区规模以上工业总产值达到1638.77亿元');
    expect(highlightsIn('另一段', OUTPUT_CITATION)).toEqual([]);
  });

  it('stay in sight when a long quote is clipped', () => {
    const opening = '前言'.repeat(60);
    const quote = `${opening}产值1638.77亿元。`;
    const pieces = excerptOf({
      ...OUTPUT_CITATION,
      quote,
      highlights: [{ start: opening.length, end: quote.length }],
    });
    const before = pieces
      .slice(0, -1)
      .map((piece) => piece.text)
      .join('');
    expect(before.length).toBeLessThan(30);
    expect(pieces.at(-1)).toEqual({ text: '产值1638.77亿元。', marked: true });
  });
});

describe('a copied answer', () => {
  it('carries the label of AI-written text and every source', () => {
    const turn = conversation(delta('产值为1638.77亿元[1]。'), answer, { type: 'end', id: 't1' }).turns[0]!;
    const two = { ...turn, answer: { ...answered, citations: [OUTPUT_CITATION, POLICY_CITATION] } };
    for (const strings of Object.values(STRINGS)) {
      const copied = answerToCopy(two, strings, '江川经开区');
      expect(copied.split(strings.aiNotice)).toHaveLength(2);
      for (const citation of two.answer.citations) {
        expect(copied).toContain(`[${citation.n}] ${citation.title}`);
        expect(copied).toContain(citation.quote);
      }
    }
  });
});

describe('the language of the page', () => {
  it.each([
    [['zh-CN', 'en'], 'zh-Hans'],
    [['zh-Hant-HK'], 'zh-Hant'],
    [['zh-TW'], 'zh-Hant'],
    [['de', 'zh-CN'], 'zh-Hans'],
    [['en-GB'], 'en'],
    [['de-DE'], 'en'],
    [[], 'zh-Hans'],
  ])('for a browser that prefers %j is %s', (preferred, language) => {
    expect(languageFrom(preferred)).toBe(language);
  });

  it('leaves no string empty', () => {
    for (const strings of Object.values(STRINGS)) {
      for (const text of Object.values(strings).flat()) expect(text).not.toBe('');
    }
  });
});

describe('text that nobody can see', () => {
  it('is left out, and what people write is kept', () => {
    expect(visibleText('产\u200B值\u202E\u{E0061}\u2066为\u00001')).toBe('产值为1');
    expect(visibleText('第一行\n\t1638.77亿元，🏭 葛\u{E0100}')).toBe(
      '第一行\n\t1638.77亿元，🏭 葛\u{E0100}',
    );
  });
});
