/** What is in the picture as a tree for the keyboard and for screen readers. It is not seen: what has the focus is framed in the picture. */
import type { Diagram } from '../../../server/protocol.ts';
import { element } from '../dom.ts';
import { canFold, isClosedGroup } from '../state/folding.ts';
import { outlineOf, type Row } from '../state/outline.ts';
import type { PreviewAction, PreviewState } from '../state/state.ts';

/** The tree on the page. */
export interface Tree {
  show(state: PreviewState): void;
}

/** What the tree needs of the page. */
export interface TreeParts {
  state(): PreviewState;
  dispatch(action: PreviewAction): void;
  /** What a screen reader says of a part. */
  label(id: string): string;
  announce(sentence: string): void;
}

/** Builds the tree inside the stage. */
export function createTree(stage: HTMLElement, parts: TreeParts): Tree {
  return new TreeView(stage, parts);
}

class TreeView implements Tree {
  readonly #parts: TreeParts;
  readonly #root = element('div', { role: 'tree', class: 'unseen', 'aria-label': 'Elements and relations' });
  /** Elements whose relations show. */
  readonly #opened = new Set<string>();
  readonly #items = new Map<string, HTMLElement>();
  #shown: Diagram | null = null;
  #selected: string | null = null;
  #rows: readonly Row[] = [];
  /** The line that Tab comes to. */
  #current = '';

  constructor(stage: HTMLElement, parts: TreeParts) {
    this.#parts = parts;
    stage.prepend(this.#root);
    this.#root.addEventListener('keydown', (event) => {
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      if (this.#onKey(event.key)) event.preventDefault();
    });
    this.#root.addEventListener('focusin', ({ target }) => {
      const key = target instanceof HTMLElement ? target.dataset.key : undefined;
      const row = this.#rows.find((each) => each.key === key);
      if (row === undefined) return;
      this.#current = row.key;
      parts.dispatch({ type: 'focus', id: row.id });
    });
    this.#root.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.#root.contains(relatedTarget))) parts.dispatch({ type: 'focus', id: null });
    });
  }

  show({ diagram, selected }: PreviewState): void {
    if (diagram !== this.#shown) {
      const before = this.#shown;
      this.#shown = diagram;
      this.#selected = selected;
      this.#render();
      // A better arrangement of the same says nothing, and takes nothing back of what was said.
      const change = before === null || diagram === null ? '' : changeIn(before, diagram);
      if (change !== '') this.#parts.announce(change);
    } else if (selected !== this.#selected) {
      this.#select(selected);
    }
  }

  #select(selected: string | null): void {
    this.#selected = selected;
    for (const { key, id } of this.#rows) this.#items.get(key)?.setAttribute('aria-selected', String(id === selected));
    if (selected !== null && !this.#root.contains(document.activeElement) && this.#items.has(selected)) this.#bringTabTo(selected);
  }

  #render(): void {
    const hadFocus = this.#root.contains(document.activeElement);
    this.#rows = this.#shown === null ? [] : outlineOf(this.#shown, this.#opened);
    if (!this.#rows.some(({ key }) => key === this.#current)) this.#current = this.#rows[0]?.key ?? '';
    this.#items.clear();
    this.#root.replaceChildren(...this.#rows.map((row) => this.#itemOf(row)));
    this.#root.setAttribute('aria-label', this.#shown === null ? 'Nothing is drawn' : `Elements and relations of ${this.#shown.title}`);
    if (hadFocus) this.#items.get(this.#current)?.focus({ preventScroll: true });
  }

  #itemOf({ key, id, level, open }: Row): HTMLElement {
    const item = element('div', {
      role: 'treeitem',
      'aria-level': String(level),
      'aria-label': this.#parts.label(id),
      'aria-selected': String(id === this.#selected),
      tabindex: key === this.#current ? '0' : '-1',
    });
    if (open !== undefined) item.setAttribute('aria-expanded', String(open));
    item.dataset.key = key;
    this.#items.set(key, item);
    return item;
  }

  #bringTabTo(key: string): void {
    this.#items.get(this.#current)?.setAttribute('tabindex', '-1');
    this.#items.get(key)?.setAttribute('tabindex', '0');
    this.#current = key;
  }

  /** Returns whether there is such a line. */
  #goTo(key: string | undefined): boolean {
    const item = key === undefined ? undefined : this.#items.get(key);
    if (item === undefined || key === undefined) return false;
    this.#bringTabTo(key);
    item.focus({ preventScroll: true });
    return true;
  }

  /** Shows or hides an element's relations; closes or opens a group in the picture, which comes back as a new one. */
  #setOpen({ key }: Row, open: boolean): void {
    const { state, dispatch } = this.#parts;
    if (this.#shown?.nodes.find(({ id }) => id === key)?.kind === 'group') {
      if (canFold(state())) dispatch({ type: 'fold', id: key });
      return;
    }
    if (open) this.#opened.add(key);
    else this.#opened.delete(key);
    this.#render();
  }

  #goInto(row: Row, index: number): void {
    if (row.leadsTo !== undefined) this.#goTo(row.leadsTo);
    else if (row.open === true) this.#goTo(this.#rows[index + 1]?.key);
    else if (row.open === false) {
      this.#setOpen(row, true);
      // The members of a group that was closed are there once the new picture is.
      if (this.#rows[index]?.open === true) this.#goTo(this.#rows[index + 1]?.key);
    }
  }

  #goOutOf(row: Row): void {
    if (row.open === true) this.#setOpen(row, false);
    else this.#goTo(row.parent);
  }

  /** Returns whether the key is one of the tree's, whether or not there is anywhere to go. */
  #onKey(key: string): boolean {
    const index = this.#rows.findIndex((row) => row.key === this.#current);
    const row = this.#rows[index];
    if (row === undefined) return false;
    switch (key) {
      case 'ArrowDown':
        this.#goTo(this.#rows[index + 1]?.key);
        return true;
      case 'ArrowUp':
        this.#goTo(this.#rows[index - 1]?.key);
        return true;
      case 'Home':
        this.#goTo(this.#rows[0]?.key);
        return true;
      case 'End':
        this.#goTo(this.#rows.at(-1)?.key);
        return true;
      case 'ArrowRight':
        this.#goInto(row, index);
        return true;
      case 'ArrowLeft':
        this.#goOutOf(row);
        return true;
      default:
        return false;
    }
  }
}

/** What is different in a new picture, in a sentence; empty if nothing that is worth saying. */
function changeIn(before: Diagram, now: Diagram): string {
  const names = (one: Diagram, other: Diagram): readonly string[] =>
    one.nodes.filter(({ id }) => !other.nodes.some((node) => node.id === id)).map(({ name }) => name);
  const folded = foldedIn(before, now);
  const added = folded === '' ? names(now, before) : [];
  const gone = folded === '' ? names(before, now) : [];
  const findings = now.findings.length - before.findings.length;
  return [
    folded,
    added.length > 0 ? `New in the picture: ${some(added)}.` : '',
    gone.length > 0 ? `No longer in the picture: ${some(gone)}.` : '',
    findings === 0 ? '' : `${now.findings.length} ${now.findings.length === 1 ? 'finding' : 'findings'} now.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Which groups are closed that were open before, and the other way round. */
function foldedIn(before: Diagram, now: Diagram): string {
  const wasClosed = new Map(before.nodes.filter(({ kind }) => kind === 'group').map((group) => [group.id, isClosedGroup(group)]));
  return now.nodes
    .filter((node) => node.kind === 'group' && wasClosed.get(node.id) === !isClosedGroup(node))
    .map(({ name, elements }) =>
      elements === undefined ? `${name} is open.` : `${name} is closed: ${elements} ${elements === 1 ? 'element' : 'elements'}.`,
    )
    .join(' ');
}

function some(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
}
