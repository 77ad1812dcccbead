/** Saying that a product has been made to take more. */
import type { Design, Element } from '../../language/model/design.ts';
import type { Fix } from '../../language/model/source.ts';
import { addStatement, setStatement } from './statements.ts';

/**
 * More partitions where each takes its share, else a raised quota, a third above the peak in round numbers; nothing where the product's limit is below.
 * @param peak what comes in a second
 */
export function raiseQuota(design: Design, element: Element, peak: number): readonly Fix[] {
  const { partitionThroughput, partitions, throughput } = element.facts;
  if (!throughput && partitionThroughput && partitions) {
    const wanted = Math.ceil((peak * 4) / 3 / partitionThroughput.value.peak);
    const edits = setStatement(design, element, 'partitions', `partitions ${wanted}`);
    return wanted > (element.limits.partitions?.value ?? Number.POSITIVE_INFINITY)
      ? []
      : [{ title: `Give ${element.name} ${wanted} partitions`, safe: false, edits }];
  }
  const limit = element.limits.throughput?.value.peak;
  const [unit, factor] = peak >= 1 ? (['s', 1] as const) : (['h', 3_600] as const);
  // A third more than the peak, in round numbers.
  const step = 10 ** Math.max(0, Math.floor(Math.log10(peak * factor)));
  const wanted = Math.ceil((peak * factor * 4) / 3 / step) * step;
  if (limit !== undefined && wanted / factor > limit) return [];
  const statement = `throughput ${wanted}/${unit}`;
  const edits = element.statements.has('throughput')
    ? setStatement(design, element, 'throughput', statement)
    : addStatement(design, element.syntax, statement);
  return [{ title: `Say that the quota is raised to ${wanted}/${unit}`, safe: false, edits }];
}
