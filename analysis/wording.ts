/** How findings speak of what a design does. */
import type { Design, Effect } from '../language/model/design.ts';
import type { Related } from '../language/model/source.ts';

/** @returns an effect as it is written, its options and rate left out: `calls Cart.get`. */
function written(design: Design, { syntax: { source } }: Effect): string {
  const text = design.files.get(source.uri)?.text.slice(source.offset, source.end) ?? '';
  return (text.split(/\swith\s|\sat\s+\d/)[0] ?? text).replace(/\s+/g, ' ').trim();
}

/** @returns an effect with who has it: `Checkout.place calls Cart.get`. */
export function effectSentence(design: Design, effect: Effect): string {
  const implied = 'implied' in effect && effect.implied;
  return `${implied ? effect.activity.element.name : effect.activity.label} ${written(design, effect)}`;
}

/** @returns the effects of a way, in order, as places that explain a finding. */
export function relatedEffects(design: Design, way: readonly Effect[]): Related[] {
  return way.map((effect) => ({ message: effectSentence(design, effect), source: effect.syntax.source }));
}
