import { AppError } from '../errors.ts';

const OPEN = '<think>';
const CLOSE = '</think>';

export interface ReasoningFilter {
  /** Takes the next piece of the reply; gives back what of it, and of what was held back, is the answer. */
  push(delta: string): string;
  /** Gives back what is still held when the reply is over. */
  end(): string;
}

/**
 * Makes a filter that takes `<think>…</think>` blocks, and white space before the first word, out of a
 * reply that arrives in pieces cut anywhere. A block that never closes is reasoning to its end.
 *
 * @throws AppError `refused` from `push` when a block closes that never opened after text has been given
 * out: some servers leave the opening tag to the prompt template, and then that text was reasoning.
 */
export function createReasoningFilter(): ReasoningFilter {
  let held = '';
  let inside = false;
  let started = false;

  function give(text: string): string {
    const shown = started ? text : text.trimStart();
    if (shown !== '') started = true;
    return shown;
  }

  function closeUnopened(at: number): void {
    if (started) throw unmarkedReasoning();
    held = held.slice(at + CLOSE.length);
  }

  return {
    push(delta) {
      held += delta;
      let shown = '';
      for (let tag = firstTag(held, inside); tag; tag = firstTag(held, inside)) {
        if (tag.text === CLOSE && !inside) {
          closeUnopened(tag.at);
          continue;
        }
        if (!inside) shown += give(held.slice(0, tag.at));
        held = held.slice(tag.at + tag.text.length);
        inside = tag.text === OPEN;
      }
      const cut = held.length - unfinishedTag(held, inside);
      if (!inside) shown += give(held.slice(0, cut));
      held = held.slice(cut);
      return shown;
    },
    end() {
      const rest = inside ? '' : give(held);
      held = '';
      return rest;
    },
  };
}

function firstTag(text: string, inside: boolean): { text: string; at: number } | undefined {
  const close = text.indexOf(CLOSE);
  const open = inside ? -1 : text.indexOf(OPEN);
  if (open >= 0 && (close < 0 || open < close)) return { text: OPEN, at: open };
  return close >= 0 ? { text: CLOSE, at: close } : undefined;
}

/** Length of the end of `text` that may turn out to be the beginning of a tag. */
function unfinishedTag(text: string, inside: boolean): number {
  for (let length = Math.min(text.length, CLOSE.length - 1); length > 0; length -= 1) {
    const end = text.slice(-length);
    if (CLOSE.startsWith(end) || (!inside && OPEN.startsWith(end))) return length;
  }
  return 0;
}

function unmarkedReasoning(): AppError {
  return new AppError('refused', 'The chat model sent its reasoning as if it were the answer.', {
    next: 'Turn on the reasoning parser of the server that runs the model, or choose another CHAT_MODEL.',
  });
}
