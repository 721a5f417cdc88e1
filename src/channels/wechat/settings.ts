/** A WeChat Official Account. */
export interface WechatSettings {
  appId: string;
  /** Needed for everything that we begin: messages, menu, QR codes. */
  secret?: string;
  token: string;
  /** 43 characters; with it, only encrypted calls are taken. */
  aesKey?: string;
  apiRoot?: string;
  /** Whether the account is verified: it may then send messages by itself. */
  isVerified: boolean;
}

/** How long a call of WeChat waits for its answer, in milliseconds from its arrival. */
export interface WechatTiming {
  /** Of an account that can send the answer later: the call is answered within a second. */
  quickMs: number;
  /** Of one that can answer nowhere else. WeChat gives up after 5 seconds; the rest is for the way. */
  answerWithinMs: number;
  /** Until when a call is kept open so that WeChat gives it up and calls again. */
  heldMs: number;
  /** From when on, after the first call, a call is WeChat's third and last. */
  lastFromMs: number;
}

/** After 被动回复用户消息: 5 seconds, three calls. */
export const WECHAT_TIMING: WechatTiming = {
  quickMs: 800,
  answerWithinMs: 4200,
  heldMs: 6000,
  lastFromMs: 9000,
};

export const API_ROOT = 'https://api.weixin.qq.com';
export const CALLBACK_PATH = 'channels/wechat';
