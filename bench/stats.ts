/** Numbers about numbers. */

/** The value below which a share of the samples lies (nearest rank); 0 where there are none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

export const median = (samples: readonly number[]) => percentile(samples, 0.5);
