/** A syntax tree as lists, made once: the linker, what is wrong with a text and what holds files together each go over all of it. */
import { type AstNode, isAstNode, isReference, type Reference } from 'langium';

/** Where a name refers to something. */
export interface Site {
  readonly reference: Reference;
  readonly container: AstNode;
  readonly property: string;
}

export interface Tree {
  /** The root and all below it, in the order of the text. */
  readonly nodes: readonly AstNode[];
  /** Their references, in the same order. */
  readonly sites: readonly Site[];
}

const trees = new WeakMap<AstNode, Tree>();

/** @param root the root of a tree that does not change any more */
export function treeOf(root: AstNode): Tree {
  const known = trees.get(root);
  if (known !== undefined) return known;
  const nodes = [root];
  const sites: Site[] = [];
  addBelow(root, nodes, sites);
  const tree = { nodes, sites };
  trees.set(root, tree);
  return tree;
}

function addBelow(container: AstNode, nodes: AstNode[], sites: Site[]): void {
  const values = container as unknown as Readonly<Record<string, unknown>>;
  for (const property of Object.keys(values)) {
    // What the tree is made of has names without the mark of what langium adds to it.
    const value = property.startsWith('$') ? undefined : values[property];
    if (typeof value !== 'object') continue;
    if (Array.isArray(value)) for (const item of value) add(item, property);
    else add(value, property);
  }

  function add(item: unknown, property: string): void {
    if (isAstNode(item)) {
      nodes.push(item);
      addBelow(item, nodes, sites);
    } else if (isReference(item)) sites.push({ reference: item, container, property });
  }
}
