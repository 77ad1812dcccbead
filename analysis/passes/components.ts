/** Strongly connected components. */

/**
 * Tarjan's algorithm (R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972), with a stack of its own, so that deep
 * graphs do not exhaust the call stack. Linear in nodes and edges.
 * @param nodes all nodes; the order decides the order of the result
 * @param next the nodes an edge leads to
 * @returns components that hold a cycle: of several nodes, or of one with an edge to itself
 */
export function cyclicComponents<Node>(nodes: Iterable<Node>, next: (node: Node) => readonly Node[]): Node[][] {
  // Each node is looked up once an edge; all else goes by the number in which it was met.
  const numbers = new Map<Node, number>();
  const low: number[] = [];
  const open: boolean[] = [];
  const stack: Node[] = [];
  const found: Node[][] = [];
  const visit = (root: Node): void => {
    const frames: { readonly node: Node; readonly number: number; readonly targets: readonly Node[]; at: number }[] = [];
    const enter = (node: Node): void => {
      const number = low.length;
      numbers.set(node, number);
      low.push(number);
      open.push(true);
      stack.push(node);
      frames.push({ node, number, targets: next(node), at: 0 });
    };
    enter(root);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const target = frame.targets[frame.at++];
      if (target === undefined) {
        frames.pop();
        close(frame.node, frame.number, frame.targets);
        const parent = frames.at(-1)?.number;
        if (parent !== undefined) lower(parent, low[frame.number] ?? 0);
        continue;
      }
      const number = numbers.get(target);
      if (number === undefined) enter(target);
      else if (open[number]) lower(frame.number, number);
    }
  };
  const lower = (number: number, to: number): void => {
    if (to < (low[number] ?? 0)) low[number] = to;
  };
  const close = (node: Node, number: number, targets: readonly Node[]): void => {
    if (low[number] !== number) return;
    // Most nodes are in no cycle and stand on top.
    if (stack.at(-1) === node) {
      stack.pop();
      open[number] = false;
      if (targets.includes(node)) found.push([node]);
      return;
    }
    const component = stack.splice(stack.lastIndexOf(node));
    for (const member of component) open[numbers.get(member) ?? 0] = false;
    found.push(component);
  };
  for (const node of nodes) if (!numbers.has(node)) visit(node);
  return found;
}
