import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

/** Where systems keep fonts: Linux, macOS, Windows, and a user's own. */
const FONT_FOLDERS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  join(homedir(), '.local/share/fonts'),
  join(homedir(), '.fonts'),
  '/System/Library/Fonts',
  '/Library/Fonts',
  'C:\\Windows\\Fonts',
];

/** Files of fonts that hold Chinese, the better first. */
const FONT_FILES = [
  /^NotoSansCJK(?:sc)?-Regular\.(?:ttc|otf)$/i,
  /^NotoSans(?:CJK)?SC-(?:Regular|VF|VariableFont_wght)\.[ot]tf$/i,
  /^SourceHanSans(?:SC|CN)?-(?:Regular|VF)\.(?:ttc|[ot]tf)$/i,
  /^(?:PingFang|Hiragino Sans GB|STHeiti Light)\.ttc$/i,
  /^(?:msyh|simhei|simsun|Deng)\.tt[cf]$/i,
  /^(?:wqy-(?:microhei|zenhei)|DroidSansFallback(?:Full)?|uming|ukai|NotoSerifCJK-Regular)\.(?:tt[cf]|otf)$/i,
];

/**
 * The file of a font of this system that holds Chinese.
 * @throws AppError `misconfigured` where there is none: a picture would show boxes in place of characters
 */
export async function findChineseFont(folders: readonly string[] = FONT_FOLDERS): Promise<string> {
  const files = (await Promise.all(folders.map(filesIn))).flat();
  for (const wanted of FONT_FILES) {
    const found = files.find(({ name }) => wanted.test(name));
    if (found) return join(found.parentPath, found.name);
  }
  throw new AppError(
    'misconfigured',
    'No font with Chinese characters was found, so charts are not drawn as PNG.',
    {
      next: 'Install one (on Debian and Ubuntu: apt install fonts-noto-cjk).',
    },
  );
}

async function filesIn(folder: string) {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A folder of another system, or one that is not ours to read, has no fonts for us.
    if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOTDIR') return [];
    throw error;
  }
}
