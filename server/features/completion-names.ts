/** Which names fit at a place: those in sight there, of the right kind. */
import { type AstNode, CstUtils, isReference, type LangiumDocument } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import type { Element, Orchestrator, System, Target, Technology } from '../../language/index.ts';
import {
  enclosingSystem,
  isElement,
  isOrchestrator,
  isPath,
  isTechnology,
  nameOf,
  type ProjectNames,
  pathOwner,
  visible,
} from '../../language/index.ts';
import type { Technology as DesignedTechnology } from '../../language/model/design.ts';
import { expected, type Kind, kindOf } from '../../language/names/expected.ts';

/** The place of a name that is not written yet. */
export interface NamePlace {
  readonly container: AstNode;
  readonly property: string;
}

/**
 * Finds where a name at the cursor would belong, by reading the text as if there were one.
 *
 * @param start where the name begins
 * @param end where the word at the cursor ends
 * @returns the node and property that would refer by it; undefined if a name there would be no reference
 */
export function namePlace(shared: LangiumSharedServices, document: LangiumDocument, start: number, end: number): NamePlace | undefined {
  const text = document.textDocument.getText();
  // The rest of the text may be in the middle of a change, so a text that ends here is read too.
  for (const rest of [text.slice(end), '']) {
    const { parseResult } = shared.workspace.LangiumDocumentFactory.fromString(`${text.slice(0, start)}name${rest}`, document.uri);
    const root = parseResult.value.$cstNode;
    const holder = root && CstUtils.findLeafNodeAtOffset(root, start)?.astNode;
    if (holder === undefined) continue;
    for (const [property, value] of Object.entries(holder)) {
      const references = [value].flat().filter(isReference);
      if (references.some(({ $refNode }) => $refNode?.offset === start || ($refNode && $refNode.offset < start && start < $refNode.end)))
        return { container: holder, property };
    }
  }
  return undefined;
}

/** A name that fits. */
export interface Candidate {
  readonly target: Target;
  /** Whether it leads on to what fits, as a system does. */
  readonly leads: boolean;
}

/** Where the kinds that are allowed are more, or fewer, than those that one would write. */
const adjustments: Readonly<Record<string, { readonly also?: readonly Kind[]; readonly not?: readonly Kind[] }>> = {
  // One consumer gets each message of a queue, so nothing is published to it; and what is sent has one receiver.
  Publish: { not: ['queue'] },
  Send: { also: ['external', 'actor'], not: ['topic', 'bus'] },
  Call: { not: ['queue', 'topic', 'bus', 'stream', 'store', 'cache', 'actor'] },
  Route: { not: ['queue', 'topic', 'bus', 'stream', 'store', 'cache', 'actor'] },
  Undo: { not: ['queue', 'topic', 'bus', 'stream', 'store', 'cache', 'actor'] },
  Start: { not: ['queue', 'topic', 'bus', 'stream', 'store', 'cache', 'actor', 'balancer', 'gateway'] },
  Flow: { not: ['queue', 'topic', 'bus', 'stream', 'store', 'cache'] },
};

/** What may be named at a place: what fits, and other systems that have something that does. */
export function candidates(names: ProjectNames, place: NamePlace): readonly Candidate[] {
  const { container, property } = place;
  const fits = fitting(place);
  const isHead = isPath(container) && container.qualifier === undefined;
  const own = isHead ? enclosingSystem(container) : undefined;
  const ownName = own?.$type === 'System' ? own.name : undefined;
  const nameless = isTechnology(container) ? container.name : undefined;
  return visible(names, container, property).flatMap((target): Candidate[] => {
    if (target.$type === 'Technology' && target.name === nameless) return [];
    if (fits(target)) return [{ target, leads: false }];
    const leads = isHead && target.$type === 'System' && target.name !== ownName && membersOf(names, target).some(fits);
    return leads ? [{ target, leads }] : [];
  });
}

/** Something that fits in another system, and how it is named from here. */
export interface Elsewhere {
  readonly target: Target;
  readonly name: string;
  readonly path: string;
}

/** What would fit of other systems and begins like a word. */
export function elsewhere(names: ProjectNames, place: NamePlace, begun: string): readonly Elsewhere[] {
  const fits = fitting(place);
  return candidates(names, place).flatMap(({ target: system, leads }) => {
    if (!leads || system.$type !== 'System') return [];
    return membersOf(names, system)
      .filter(fits)
      .flatMap((target): Elsewhere[] => {
        const name = nameOf(target) ?? '';
        return name.toLowerCase().startsWith(begun.toLowerCase()) ? [{ target, name, path: `${system.name}.${name}` }] : [];
      });
  });
}

function membersOf(names: ProjectNames, system: System): readonly Target[] {
  return [...names.of(system).members.values()].flatMap((declarations) => declarations.slice(0, 1));
}

/** Tells what may be named at a place by its kind. */
function fitting({ container, property }: NamePlace): (target: Target) => boolean {
  const { likely } = expected(container, property);
  const { also = [], not = [] } = (isPath(container) ? adjustments[pathOwner(container).$type] : undefined) ?? {};
  return (target) => {
    const kind = kindOf(target);
    // The sent message itself is a message, whatever it is sent to.
    return (likely.has(kind) && !not.includes(kind)) || (also.includes(kind) && likely.has('queue'));
  };
}

/** The technologies that an element may have, of those known. */
export function fittingTechnologies(
  { container, property }: NamePlace,
  known: readonly Technology[],
  designed: ReadonlyMap<string, DesignedTechnology>,
): readonly Technology[] {
  const kind = property === 'technology' && (isElement(container) || isOrchestrator(container)) ? container.kind : undefined;
  const like = isTechnology(container) && property === 'base' ? container.kinds : [];
  const wanted: readonly string[] = kind === undefined ? like : kindsFor(kind);
  if (wanted.length === 0) return known;
  return known.filter(({ name }) => designed.get(name)?.kinds.some((offered) => wanted.includes(offered)) ?? true);
}

/** An orchestrator may be hosted by what runs services. */
function kindsFor(kind: Element['kind'] | Orchestrator['kind']): readonly string[] {
  return kind === 'orchestrator' ? ['orchestrator', 'service'] : [kind];
}
