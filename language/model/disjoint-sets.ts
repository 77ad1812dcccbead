/** What belongs together because it was joined, directly or over others: a union-find. */
export class DisjointSets<T> {
  readonly #parents = new Map<T, T>();

  /** @returns the one that stands for all that were joined with it; one that was never joined stands for itself. */
  find(one: T): T {
    let root = one;
    for (let up = this.#parents.get(root); up !== undefined; up = this.#parents.get(root)) root = up;
    // What was passed on the way leads straight to the root from now on, so that long chains are walked once.
    for (let at = one; at !== root; ) {
      const up = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = up;
    }
    return root;
  }

  /** From now on both stand for one thing. */
  join(one: T, other: T): void {
    const root = this.find(one);
    const joined = this.find(other);
    if (root !== joined) this.#parents.set(joined, root);
  }

  /** @returns the given ones in groups that were joined; groups and their members in the order given. */
  groups(all: Iterable<T>): T[][] {
    const groups = new Map<T, T[]>();
    for (const one of all) {
      const root = this.find(one);
      const group = groups.get(root);
      if (group) group.push(one);
      else groups.set(root, [one]);
    }
    return [...groups.values()];
  }
}
