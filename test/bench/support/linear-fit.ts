/** A straight line through points by least squares, and the share of the variance that it explains. */
export type LinearFit = { readonly slope: number; readonly intercept: number; readonly rSquared: number };

export function fitLine(points: readonly (readonly [x: number, y: number])[]): LinearFit {
  const mean = (pick: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const meanX = mean(([x]) => x);
  const meanY = mean(([, y]) => y);
  const xy = mean(([x, y]) => (x - meanX) * (y - meanY));
  const xx = mean(([x]) => (x - meanX) ** 2);
  const yy = mean(([, y]) => (y - meanY) ** 2);
  const slope = xy / xx;
  return { slope, intercept: meanY - slope * meanX, rSquared: yy === 0 ? 1 : xy ** 2 / (xx * yy) };
}
