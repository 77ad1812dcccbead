/** The order in which to compute what rests on something else. */

/**
 * Depth-first post-order with a stack of its own, so that long chains do not exhaust the call stack. Linear in nodes and edges.
 * @param next the nodes that a node rests on
 * @returns all nodes reached, those that others rest on first; in a cycle, one of them comes before what it rests on
 */
export function postOrder<Node>(roots: Iterable<Node>, next: (node: Node) => readonly Node[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    const frames = [{ node: root, targets: next(root), at: 0 }];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const target = frame.targets[frame.at++];
      if (target === undefined) {
        order.push(frame.node);
        frames.pop();
      } else if (!seen.has(target)) {
        seen.add(target);
        frames.push({ node: target, targets: next(target), at: 0 });
      }
    }
  }
  return order;
}
