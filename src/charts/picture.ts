import { AppError } from '../errors.ts';
import type { AnswerTable, Language } from '../types.ts';
import { findChineseFont } from './chinese-font.ts';
import { drawTitledChart } from './draw.ts';
import { PAPER } from './sheet.ts';

/** Two dots of the picture to a px of the drawing, for the screens of phones. */
const ZOOM = 2;

/**
 * The chart of a table as a PNG with its title, for a chat.
 *
 * @param fontFile a font with Chinese; the system's unless given
 * @returns `undefined` where the table has nothing to draw
 * @throws AppError `misconfigured` where no font with Chinese is there, or it holds none
 */
export async function drawPicture(
  table: AnswerTable,
  language: Language,
  fontFile?: string,
): Promise<Uint8Array | undefined> {
  const font = fontFile ?? (await findChineseFont());
  const svg = await drawTitledChart(table, language);
  if (svg === undefined) return undefined;
  await checkHasChinese(font);
  return renderPng(svg, font, ZOOM);
}

const CHECKED = new Map<string, Promise<void>>();

function checkHasChinese(font: string): Promise<void> {
  const known = CHECKED.get(font) ?? compareCharacters(font);
  CHECKED.set(font, known);
  known.catch(() => CHECKED.delete(font));
  return known;
}

/** A font draws every character that it lacks as the same box, or as nothing. */
async function compareCharacters(font: string): Promise<void> {
  const [one, other] = await Promise.all(['区', '灣'].map((text) => renderPng(sample(text), font, 1)));
  if (Buffer.compare(one!, other!) !== 0) return;
  throw new AppError('misconfigured', `The font ${font} has no Chinese characters.`, {
    next: 'Install one that has (on Debian and Ubuntu: apt install fonts-noto-cjk).',
  });
}

function sample(text: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><text x="2" y="20" font-size="20">${text}</text></svg>`;
}

async function renderPng(svg: string, font: string, zoom: number): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const rendered = await renderAsync(svg, {
    font: { loadSystemFonts: false, fontFiles: [font] },
    fitTo: { mode: 'zoom', value: zoom },
    background: PAPER,
  });
  return rendered.asPng();
}
