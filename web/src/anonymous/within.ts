/** “within 5 minutes”: rounded up, so that it is kept. */
export function within(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  if (minutes === 1) return 'within a minute';
  if (minutes < 60) return `within ${minutes <= 10 ? minutes : Math.ceil(minutes / 5) * 5} minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours === 1 ? 'within an hour' : `within ${hours} hours`;
}
