/** How far below 0.05 a p-value lies, as the paper says it: it prints `>***` for p < 0.0001, which leaves `***` for what is below 0.001. */
export type Stars = '*' | '**' | '***' | '>***';

export function stars(p: number): Stars {
  if (p < 0.0001) return '>***';
  if (p < 0.001) return '***';
  return p < 0.01 ? '**' : '*';
}
