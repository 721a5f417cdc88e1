import { z } from 'zod';
import { DeliveryError } from '../channel.ts';
import type { AccessToken } from '../wechat/access-token.ts';
import { callTencent, type TencentApiOptions, TencentError } from '../wechat/api-client.ts';

/** A file as temporary material: at most 20 MB (document/path/90253, 上传临时素材). */
export const FILE_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

const shape = z.object({ media_id: z.string().min(1) });

/**
 * Uploads a file, which then may be sent for three days.
 * @returns its `media_id`
 * @throws as `TencentApi.call`
 */
export async function uploadFile(
  options: TencentApiOptions & { accessToken: AccessToken },
  file: { name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<string> {
  const form = () => {
    const form = new FormData();
    form.append('media', new Blob([file.bytes]), file.name);
    return form;
  };
  // The call is the shared client's; only what it carries is a form in place of JSON.
  const sendForm = (token: string) =>
    callTencent(
      {
        ...options,
        timeoutMs: TIMEOUT_MS,
        fetch: (url, init) => options.fetch(url, { ...init, method: 'POST', body: form() }),
      },
      'cgi-bin/media/upload',
      { query: { access_token: token, type: 'file' } },
    );
  const token = await options.accessToken.get();
  const answer = await sendForm(token).catch(async (error: unknown) => {
    if (!(error instanceof TencentError) || error.failure !== 'misconfigured') throw error;
    return sendForm(await options.accessToken.renew(token));
  });
  const { data, success } = shape.safeParse(answer);
  if (!success) throw new DeliveryError('busy', 'WeCom took a file and gave no id for it.');
  return data.media_id;
}
