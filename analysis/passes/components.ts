/** Strongly connected components. */

/**
 * Tarjan's algorithm (R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972), with a stack of its own, so that deep
 * graphs do not exhaust the call stack. Linear in nodes and edges.
 * @param nodes all nodes; the order decides the order of the result
 * @param next the nodes an edge leads to
 * @returns components that hold a cycle: of several nodes, or of one with an edge to itself
 */
export function cyclicComponents<Node>(nodes: Iterable<Node>, next: (node: Node) => readonly Node[]): Node[][] {
  const order = new Map<Node, number>();
  const low = new Map<Node, number>();
  const stack: Node[] = [];
  const open = new Set<Node>();
  const found: Node[][] = [];
  const visit = (root: Node): void => {
    const frames: { node: Node; targets: readonly Node[]; at: number }[] = [];
    const enter = (node: Node): void => {
      order.set(node, order.size);
      low.set(node, order.get(node) ?? 0);
      stack.push(node);
      open.add(node);
      frames.push({ node, targets: next(node), at: 0 });
    };
    enter(root);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const target = frame.targets[frame.at++];
      if (target === undefined) {
        frames.pop();
        close(frame.node, frame.targets);
        const parent = frames.at(-1)?.node;
        if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(frame.node) ?? 0));
      } else if (!order.has(target)) enter(target);
      else if (open.has(target)) low.set(frame.node, Math.min(low.get(frame.node) ?? 0, order.get(target) ?? 0));
    }
  };
  const close = (node: Node, targets: readonly Node[]): void => {
    if (low.get(node) !== order.get(node)) return;
    const component = stack.splice(stack.lastIndexOf(node));
    for (const member of component) open.delete(member);
    if (component.length > 1 || targets.includes(node)) found.push(component);
  };
  for (const node of nodes) if (!order.has(node)) visit(node);
  return found;
}
