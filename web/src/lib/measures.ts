/** A time in words: `45 ms`, `1.2 s`. */
export const formatMs = (ms: number | null | undefined): string =>
  ms === null || ms === undefined
    ? "–"
    : ms < 1_000
      ? `${Math.round(ms)} ms`
      : `${Number((ms / 1_000).toFixed(ms < 10_000 ? 2 : 1))} s`;

/** A size in words, from kibibytes: `820 KB`, `12.5 MB`. */
export const formatKb = (kb: number | null | undefined): string =>
  kb === null || kb === undefined
    ? "–"
    : kb < 1_024
      ? `${Math.round(kb)} KB`
      : `${Number((kb / 1_024).toFixed(kb < 10_240 ? 1 : 0))} MB`;

/** A share between 0 and 1 as a percentage; a dash when there is none. */
export const formatShare = (share: number | null | undefined): string =>
  share === null || share === undefined ? "–" : `${Math.round(share * 100)} %`;
