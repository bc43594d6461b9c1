/** How long to wait before a new connection, by the number of attempts that failed. */
export function reconnectDelay(times: number): number {
  return Math.min(2000, 50 * 2 ** Math.min(times, 6));
}
