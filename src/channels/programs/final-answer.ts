import { AppError } from '../../errors.ts';
import type { Answer, AnswerEvent } from '../../types.ts';

/**
 * The answer that events end in. A program cannot take back what it was given, and what is shown in the making may
 * be withdrawn until the last event: so nothing of it is given out before.
 * @throws AppError where no answer could be made, and whatever the events throw
 */
export async function finalAnswer(events: AsyncIterable<AnswerEvent>): Promise<Answer> {
  for await (const event of events) {
    if (event.type !== 'answer') continue;
    const { answer } = event;
    if (answer.outcome !== 'failed') return answer;
    throw new AppError('unreachable', 'No answer could be made.', {
      publicMessage: answer.text,
      retryable: true,
    });
  }
  throw new Error('The answer ended without its last event.');
}
