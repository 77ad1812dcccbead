/** Which product a system uses already. */
import type { Design, ElementKind, System, Technology } from '../../language/model/design.ts';
import { askWhole, defineQuestion, inTextOrder } from '../questions.ts';

/** The first element of each kind with a technology, by system and kind, with its place among all such. */
const usual = defineQuestion(
  'usual-technology',
  (parts) => {
    const first = new Map<string, { readonly at: number; readonly technology: string }>();
    for (const [at, { system, kind, technology }] of inTextOrder(parts.flatMap(({ elements }) => elements)).entries()) {
      const key = `${system.id}\n${kind}`;
      if (technology && !first.has(key)) first.set(key, { at, technology: technology.name });
    }
    return first;
  },
  (first, about) => {
    const [system, ...kinds] = about.split('\n');
    const found = kinds.flatMap((kind) => first.get(`${system}\n${kind}`) ?? []);
    return found.sort((one, other) => one.at - other.at)[0]?.technology;
  },
);

/** @returns the technology that a system uses for a kind of element already, the first in the text. */
export function usualTechnology(design: Design, system: System, ...kinds: readonly ElementKind[]): Technology | undefined {
  const name = askWhole(design, usual, [system.id, ...kinds].join('\n'));
  return name === undefined ? undefined : design.technologies.get(name);
}
