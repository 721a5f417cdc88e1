/** Two bytes each, leading and trailing, that GB18030 shares with GBK. */
const [LEAD, TRAIL] = [
  [0x81, 0xfe],
  [0x40, 0xfe],
] as const;

let bytesByCharacter: Map<string, number> | undefined;

/**
 * Text in GB18030, which Node can read and not write.
 * @throws Error for characters that take four bytes there; no Chinese text of the pack has one.
 */
export function encodeGb18030(text: string): Buffer {
  bytesByCharacter ??= readPairs();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const pair = bytesByCharacter.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else throw new Error(`${character} takes four bytes in GB18030.`);
  }
  return Buffer.from(bytes);
}

function readPairs(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, number>();
  for (let lead = LEAD[0]; lead <= LEAD[1]; lead += 1) {
    for (let trail = TRAIL[0]; trail <= TRAIL[1]; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== '\ufffd') pairs.set(character, lead * 256 + trail);
    }
  }
  return pairs;
}
