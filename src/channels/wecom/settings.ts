/** Of an AI bot that is reached by its long connection, as `config-channels.ts` gives it. */
export interface WecomSettings {
  botId: string;
  secret: string;
  url?: string;
}
