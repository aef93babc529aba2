/** Rounds side by side that show nothing: first and last place in the series, both included. A line is drawn through none of them. */
export interface Gap {
  from: number;
  to: number;
}

export function gapsOf(values: readonly (number | null)[]): Gap[] {
  const gaps: Gap[] = [];
  values.forEach((value, at) => {
    if (value !== null) return;
    const open = gaps.at(-1);
    if (open?.to === at - 1) open.to = at;
    else gaps.push({ from: at, to: at });
  });
  return gaps;
}
