import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml, writeXml } from '../src/channels/wechat/xml.ts';

const read = (text: string) => readXml(Buffer.from(text));

describe('XML of WeChat', () => {
  it('keeps 64-bit ids, spaces and entities as they are written', () => {
    const fields = read(
      '<xml><MsgId>6054768590064713728</MsgId><Content><![CDATA[  第 1 期 &amp; <b> ]]></Content><Empty></Empty></xml>',
    );
    expect(fields).toEqual({ MsgId: '6054768590064713728', Content: '  第 1 期 &amp; <b> ', Empty: '' });
  });

  it('gives what is nested as JSON', () => {
    const { ScanCodeInfo } = read(
      '<xml>\n  <ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>2</ScanResult></ScanCodeInfo>\n</xml>',
    );
    expect(JSON.parse(ScanCodeInfo!)).toEqual({ ScanType: 'qrcode', ScanResult: '2' });
  });

  it.each([
    ['a document type', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><Content>&a;</Content></xml>'],
    ['a document type in small letters', '<!doctype xml><xml><a>1</a></xml>'],
    ['two roots', '<xml><a>1</a></xml><xml><a>2</a></xml>'],
    ['an open element', '<xml><a>1</xml>'],
    ['no element', 'success'],
    ['nothing', ''],
    ['JSON', '{"MsgId":1}'],
  ])('refuses %s', (_what, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => readXml(Buffer.from([0x3c, 0xff, 0x3e]))).toThrow(/no XML/);
  });

  it('writes texts so that they cannot end their own section', () => {
    expect(writeXml({ CreateTime: 12, Content: 'a]]><b>' })).toBe(
      '<xml><CreateTime>12</CreateTime><Content><![CDATA[a]]]]><![CDATA[><b>]]></Content></xml>',
    );
  });

  it('reads what it writes, whatever the text', () => {
    const text = fc.string({
      unit: fc.constantFrom(']', '>', '<', '!', '[', '&', ' ', '\n', '园', '😀', 'a'),
    });
    fc.assert(
      fc.property(text, (Content) => {
        expect(read(writeXml({ Content })).Content ?? '').toBe(Content);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out what XML cannot hold', () => {
    expect(writeXml({ Content: 'a\u0000\u0008b\ud800' })).toBe(
      '<xml><Content><![CDATA[ab\ufffd]]></Content></xml>',
    );
  });
});
