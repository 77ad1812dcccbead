/** From a declaration in the text to what the design makes of it. */
import { type AstNode, AstUtils } from 'langium';
import type {
  Activity,
  Design,
  Element,
  Flow,
  Group,
  KeptState,
  Message,
  Step,
  System,
  Technology,
  View,
} from '../../language/model/design.ts';
import type { Source } from '../../language/model/source.ts';

/** A thing of the design, with what it is. */
export type Designed =
  | { readonly kind: 'system'; readonly value: System }
  | { readonly kind: 'group'; readonly value: Group }
  | { readonly kind: 'message'; readonly value: Message }
  | { readonly kind: 'element'; readonly value: Element }
  | { readonly kind: 'activity'; readonly value: Activity }
  | { readonly kind: 'state'; readonly value: KeptState }
  | { readonly kind: 'step'; readonly value: Step }
  | { readonly kind: 'flow'; readonly value: Flow }
  | { readonly kind: 'view'; readonly value: View }
  | { readonly kind: 'technology'; readonly value: Technology };

const indices = new WeakMap<Design, ReadonlyMap<string, Designed>>();

function keyOf({ uri, offset }: Pick<Source, 'uri' | 'offset'>): string {
  return `${uri}#${offset}`;
}

/** What stands at each place, gathered once a design. Outer things come first: what is more precise about the same place wins. */
function indexOf(design: Design): ReadonlyMap<string, Designed> {
  const known = indices.get(design);
  if (known !== undefined) return known;
  const index = new Map<string, Designed>();
  const add = (source: Source, designed: Designed): void => void index.set(keyOf(source), designed);
  // The unnamed system of a file is declared nowhere.
  for (const value of design.systems) if (value.named) for (const part of value.parts) add(part.source, { kind: 'system', value });
  for (const value of design.groups) add(value.syntax.source, { kind: 'group', value });
  for (const value of design.messages) add(value.syntax.source, { kind: 'message', value });
  for (const value of design.flows) add(value.syntax.source, { kind: 'flow', value });
  for (const value of design.views) add(value.syntax.source, { kind: 'view', value });
  for (const value of design.technologies.values()) add(value.syntax.source, { kind: 'technology', value });
  for (const value of design.activities) add(value.syntax.source, { kind: 'activity', value });
  for (const value of design.elements) {
    // A queue that nobody declares stands where its channel says that it has one, if it does: a technology may say so too.
    const implicitFor = 'deadLettersOf' in value ? value.deadLettersOf : undefined;
    const said = implicitFor?.failure?.source;
    if (implicitFor === undefined) add(value.syntax.source, { kind: 'element', value });
    else if (said !== undefined && !index.has(keyOf(said)) && said.offset !== implicitFor.syntax.source.offset)
      add(said, { kind: 'element', value });
    if (value.kind === 'service' || value.kind === 'orchestrator')
      for (const state of value.state) add(state.syntax.source, { kind: 'state', value: state });
    if (value.kind === 'orchestrator') for (const step of value.steps) add(step.syntax.source, { kind: 'step', value: step });
  }
  indices.set(design, index);
  return index;
}

/** What the design makes of a declaration; undefined for what it has no place for. */
export function designedAt(design: Design, declaration: AstNode): Designed | undefined {
  const { $cstNode } = declaration;
  if ($cstNode === undefined) return undefined;
  return indexOf(design).get(keyOf({ uri: AstUtils.getDocument(declaration).uri.toString(), offset: $cstNode.offset }));
}
