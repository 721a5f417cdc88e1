import { writeFile } from 'node:fs/promises';
import { drawPicture } from '../charts/picture.ts';
import { AppError } from '../errors.ts';
import type { Answer } from '../types.ts';
import { warn } from './terminal.ts';

/**
 * Writes the chart of an answer as a PNG, as a chat shows it; where the answer has none, says so and writes nothing.
 * @throws AppError where no font with Chinese is there, or the file cannot be written
 */
export async function writePicture({ table, language }: Answer, file: string): Promise<void> {
  const picture = table && (await drawPicture(table, language));
  if (!picture) {
    warn(`This answer has no chart; ${file} was not written.`);
    return;
  }
  try {
    await writeFile(file, picture);
  } catch (error) {
    throw new AppError('bad-input', `${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`, {
      next: 'Name a file in a folder that can be written.',
    });
  }
}
