/** Of a WeCom application that may manage service accounts, as `config-channels.ts` gives it. */
export interface KfSettings {
  corpId: string;
  secret: string;
  token: string;
  aesKey: string;
  apiRoot?: string;
  /** User ids of the staff to whom a conversation is handed; those on duty of the account where empty. */
  servicers: string[];
}
