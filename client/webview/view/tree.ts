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

export function createTree(stage: HTMLElement, { state, dispatch, label, announce }: TreeParts): Tree {
  const root = element('div', { role: 'tree', class: 'unseen', 'aria-label': 'Elements and relations' });
  stage.prepend(root);
  const opened = new Set<string>();
  let shown: Diagram | null = null;
  let selected: string | null = null;
  let rows: readonly Row[] = [];
  /** The line that Tab comes to. */
  let current = '';
  const items = new Map<string, HTMLElement>();

  const render = (): void => {
    const hadFocus = root.contains(document.activeElement);
    rows = shown === null ? [] : outlineOf(shown, opened);
    if (!rows.some(({ key }) => key === current)) current = rows[0]?.key ?? '';
    items.clear();
    root.replaceChildren(...rows.map(itemOf));
    root.setAttribute('aria-label', shown === null ? 'Nothing is drawn' : `Elements and relations of ${shown.title}`);
    if (hadFocus) items.get(current)?.focus({ preventScroll: true });
  };
  const itemOf = ({ key, id, level, open }: Row): HTMLElement => {
    const item = element('div', {
      role: 'treeitem',
      'aria-level': String(level),
      'aria-label': label(id),
      'aria-selected': String(id === selected),
      tabindex: key === current ? '0' : '-1',
    });
    if (open !== undefined) item.setAttribute('aria-expanded', String(open));
    item.dataset.key = key;
    items.set(key, item);
    return item;
  };
  const goTo = (key: string | undefined): boolean => {
    const item = key === undefined ? undefined : items.get(key);
    if (item === undefined || key === undefined) return false;
    items.get(current)?.setAttribute('tabindex', '-1');
    item.setAttribute('tabindex', '0');
    current = key;
    item.focus({ preventScroll: true });
    return true;
  };
  /** Shows or hides an element's relations; closes or opens a group in the picture, which comes back as a new one. */
  const setOpen = ({ key }: Row, open: boolean): void => {
    if (shown?.nodes.find(({ id }) => id === key)?.kind === 'group') {
      if (canFold(state())) dispatch({ type: 'fold', id: key });
      return;
    }
    if (open) opened.add(key);
    else opened.delete(key);
    render();
  };
  const into = (row: Row, index: number): boolean => {
    if (row.leadsTo !== undefined) return goTo(row.leadsTo);
    if (row.open === undefined) return false;
    if (row.open) return goTo(rows[index + 1]?.key);
    setOpen(row, true);
    // The members of a group that was closed are there once the new picture is.
    return rows[index]?.open === true && goTo(rows[index + 1]?.key);
  };
  const outOf = (row: Row): boolean => {
    if (row.parent !== undefined && row.open !== true) return goTo(row.parent);
    if (row.open === true) setOpen(row, false);
    return true;
  };
  const onKey = (key: string): boolean => {
    const index = rows.findIndex((row) => row.key === current);
    const row = rows[index];
    if (row === undefined) return false;
    switch (key) {
      case 'ArrowDown':
        return goTo(rows[index + 1]?.key) || true;
      case 'ArrowUp':
        return goTo(rows[index - 1]?.key) || true;
      case 'Home':
        return goTo(rows[0]?.key);
      case 'End':
        return goTo(rows.at(-1)?.key);
      case 'ArrowRight':
        return into(row, index) || true;
      case 'ArrowLeft':
        return outOf(row);
      default:
        return false;
    }
  };
  root.addEventListener('keydown', (event) => {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (onKey(event.key)) event.preventDefault();
  });
  root.addEventListener('focusin', ({ target }) => {
    const key = target instanceof HTMLElement ? target.dataset.key : undefined;
    const row = rows.find((each) => each.key === key);
    if (row === undefined) return;
    current = row.key;
    dispatch({ type: 'focus', id: row.id });
  });
  root.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) dispatch({ type: 'focus', id: null });
  });
  return {
    show({ diagram }) {
      const { selected: now } = state();
      if (diagram !== shown) {
        const before = shown;
        shown = diagram;
        selected = now;
        render();
        // A better arrangement of the same says nothing, and takes nothing back of what was said.
        const change = before === null || diagram === null ? '' : changeIn(before, diagram);
        if (change !== '') announce(change);
      } else if (now !== selected) {
        selected = now;
        for (const { key, id } of rows) items.get(key)?.setAttribute('aria-selected', String(id === now));
        if (now !== null && !root.contains(document.activeElement) && items.has(now)) {
          items.get(current)?.setAttribute('tabindex', '-1');
          items.get(now)?.setAttribute('tabindex', '0');
          current = now;
        }
      }
    },
  };
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
