const FETCHING = new Set(
  '继续 繼續 下一条 下一條 更多 回答 答案 查看 获取 獲取 好 好的 嗯 哦 在 在吗 在嗎 你好 然后呢 然後呢 continue more next ok go answer hello hi'.split(
    ' ',
  ),
);

/** Whether a message asks nothing of its own, so that it may stand for "go on": `继续`, `?`. */
export function isForFetching(text: string): boolean {
  const words = text.toLowerCase().replace(/[\p{P}\p{S}\s]/gu, '');
  return words === '' || FETCHING.has(words);
}
