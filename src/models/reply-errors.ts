import { AppError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * Passes a reply that ended because it was done. Finish reasons beyond OpenAI's own are those of Zhipu, DeepSeek
 * and OpenRouter.
 *
 * @throws AppError `refused` or `unreachable` for one that ended otherwise
 */
export function checkFinish(finish: string | undefined, { host, model }: Endpoint): void {
  switch (finish) {
    case 'length':
    case 'model_context_window_exceeded':
      throw refused(
        `The model "${model}" stopped before its reply was complete (length).`,
        'Raise the output limit of the endpoint, or choose a CHAT_MODEL with a longer context.',
      );
    case 'content_filter':
    case 'sensitive':
      throw refused(
        `The filter of ${host} withheld the reply.`,
        'Ask in other words, or choose another model.',
      );
    case 'insufficient_system_resource':
    case 'network_error':
    case 'error':
      throw unreachable(`The chat endpoint ${host} broke off its reply (${finish}).`);
  }
}

/** The error for a reply that does not stop. */
export function endless({ model }: Endpoint, characters: number): AppError {
  return refused(
    `The model "${model}" went on beyond ${characters} characters.`,
    'Choose another CHAT_MODEL.',
  );
}

/** The error for a reply that cannot be used. */
export function refused(message: string, next: string): AppError {
  return new AppError('refused', message, { next });
}

/** The error for a reply that another try may give. */
export function unreachable(message: string): AppError {
  return new AppError('unreachable', message, {
    next: 'Try again later; if it goes on, ask whoever runs the endpoint.',
    retryable: true,
  });
}
