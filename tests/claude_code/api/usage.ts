/** Tokens that one answer cost, as the Messages API tells them. */
export interface RequestUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation_input_tokens: number;
}

/**
 * The use of the nth request. The numbers differ for each, and so that no two sums of few of them
 * are equal: what is counted twice or left out shows.
 */
export function usageOf(n: number): RequestUsage {
  return {
    input_tokens: 100 + n,
    output_tokens: 40 + 3 * n,
    cache_read_input_tokens: 20_000 + 7 * n ** 2,
    cache_creation_input_tokens: 500 + 2 * n,
  };
}
