import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { DeliveryError } from '../channel.ts';
import type { TencentApi } from './api-client.ts';

export interface SceneQr {
  /** What the code says; anybody can draw it. */
  url: string;
  ticket: string;
  /** Picture of it at WeChat. */
  picture: string;
  /** Absent of a code that stays. */
  expiresInSeconds?: number;
}

const MAX_SECONDS = 2_592_000;
const MAX_SCENE = 64;
const answerShape = z.object({
  ticket: z.string().min(1),
  url: z.string().min(1),
  expire_seconds: z.number().optional(),
});

/**
 * A QR code that opens the account, and by which it is known where its reader came from: the scene is the source of the
 * arrival (生成带参数的二维码; an account has 100,000 codes that stay).
 * @param options.scene 1 to 64 characters, such as `expo-2026-hall-3`
 * @param options.days for how long, at most 30; absent for a code that stays
 * @throws AppError `bad-input` for another scene or time; DeliveryError
 */
export async function createSceneQr(
  api: TencentApi,
  { scene, days }: { scene: string; days?: number },
): Promise<SceneQr> {
  const seconds = days === undefined ? undefined : Math.round(days * 86_400);
  const isScene = scene.length >= 1 && scene.length <= MAX_SCENE;
  if (!isScene || (seconds !== undefined && !(seconds >= 60 && seconds <= MAX_SECONDS))) {
    throw new AppError(
      'bad-input',
      `No QR code can be made of the scene "${scene}" for ${days ?? 'all'} days.`,
      {
        next: 'Give a scene of 1 to 64 characters, and at most 30 days, or none for a code that stays.',
      },
    );
  }
  const body = {
    ...(seconds !== undefined && { expire_seconds: seconds }),
    action_name: seconds === undefined ? 'QR_LIMIT_STR_SCENE' : 'QR_STR_SCENE',
    action_info: { scene: { scene_str: scene } },
  };
  const read = answerShape.safeParse(await api.call('cgi-bin/qrcode/create', { body }));
  if (!read.success) throw new DeliveryError('busy', 'WeChat answered a request for a QR code with none.');
  const { ticket, url, expire_seconds: expiresInSeconds } = read.data;
  const picture = `https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`;
  return { url, ticket, picture, ...(expiresInSeconds !== undefined && { expiresInSeconds }) };
}
