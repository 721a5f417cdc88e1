/** The part of a pino logger that the routes use; it gets ids and errors, never a visitor's words. */
export interface WebLog {
  error(details: Record<string, unknown>, message: string): void;
}
