/** The preview's keys: what each does, and the words in which the help lists it. */
import { allGroups, canFold } from '../state/folding.ts';
import type { PreviewAction, PreviewState } from '../state/state.ts';
import { zoomStep } from '../state/viewport.ts';

/** What keys lead to beyond the state. */
export interface KeyCommands {
  state(): PreviewState;
  dispatch(action: PreviewAction): void;
  reveal(id: string): void;
  pin(pinned: boolean): void;
  showLegend(shown: boolean): void;
  details(id: string): void;
  openFilters(): void;
  openExport(): void;
  help(): void;
}

interface Key {
  /** As the browser names them: `event.key`, with `Shift+` or `Ctrl+` before it where that matters. */
  readonly keys: readonly string[];
  /** In the list of keys. */
  readonly shown: string;
  readonly what: string;
  /** Returns whether there was something to do. */
  readonly run: (commands: KeyCommands) => boolean;
}

/** How far one press of an arrow key moves the picture, in pixels. */
const stride = 60;
const farthest = 4;

function action(made: PreviewAction): Key['run'] {
  return ({ dispatch }) => {
    dispatch(made);
    return true;
  };
}

function command(name: 'openFilters' | 'openExport' | 'help'): Key['run'] {
  return (commands) => {
    commands[name]();
    return true;
  };
}

/** With the part that the user means: the one with the keyboard's focus, or else the one selected. */
function onPart(run: (id: string, commands: KeyCommands) => void): Key['run'] {
  return (commands) => {
    const { focused, selected } = commands.state();
    const id = focused ?? selected;
    if (id !== null) run(id, commands);
    return id !== null;
  };
}

function changeAround(by: 1 | -1): Key['run'] {
  return ({ state, dispatch }) => {
    const { around } = state();
    if (around === null) return false;
    dispatch({ type: 'around', around: { ...around, within: Math.min(Math.max(around.within + by, 1), farthest) } });
    return true;
  };
}

/** One step back: what was opened or chosen last is closed or given up first. */
function back({ state, dispatch }: KeyCommands): boolean {
  const { search, around, selected } = state();
  if (search !== null) dispatch({ type: 'search', text: null });
  else if (selected !== null) dispatch({ type: 'select', id: null });
  else if (around !== null) dispatch({ type: 'around', around: null });
  else return false;
  return true;
}

/** The keys of the list of elements (`view/tree.ts`), for the help. */
export const treeKeys: readonly (readonly [keys: string, what: string])[] = [
  ['Tab', 'to the elements of the picture'],
  ['↑ ↓', 'the element or relation before, after'],
  ['→', 'into a group, or open a closed one; to the relations of an element; along a relation to its other end'],
  ['←', 'back out; close a group'],
];

/** All other keys, as the help lists them. */
export const keys: readonly Key[] = [
  {
    keys: ['Enter'],
    shown: 'Enter',
    what: 'go to the source of the focused or selected part',
    run: onPart((id, { reveal }) => reveal(id)),
  },
  {
    keys: [' '],
    shown: 'Space',
    what: 'select it, and light the way in and out',
    run: onPart((id, { dispatch }) => dispatch({ type: 'select', id })),
  },
  { keys: ['i'], shown: 'i', what: 'show what is known of it: facts, findings, fixes', run: onPart((id, { details }) => details(id)) },
  {
    keys: ['w'],
    shown: 'w',
    what: 'light the whole way in and out, or the next stretch only',
    run: ({ state, dispatch }) => {
      dispatch({ type: 'whole-way', on: !state().wholeWay });
      return true;
    },
  },
  {
    keys: ['f'],
    shown: 'f',
    what: 'focus on it and its neighbours; again: leave the focus',
    run: (commands) => {
      if (commands.state().around === null)
        return onPart((id, { dispatch }) => dispatch({ type: 'around', around: { id, within: 1 } }))(commands);
      commands.dispatch({ type: 'around', around: null });
      return true;
    },
  },
  { keys: ['['], shown: '[ ]', what: 'one hop fewer or more in focus', run: changeAround(-1) },
  { keys: [']'], shown: '', what: '', run: changeAround(1) },
  {
    keys: ['h'],
    shown: 'h',
    what: 'hide or fade what is filtered out or out of focus',
    run: ({ state, dispatch }) => {
      dispatch({ type: 'hides', hides: !state().hides });
      return true;
    },
  },
  {
    keys: ['c'],
    shown: 'c',
    what: 'close or open the group',
    run: onPart((id, { state, dispatch }) => {
      if (canFold(state())) dispatch({ type: 'fold', id });
    }),
  },
  { keys: ['Shift+C'], shown: 'Shift+C', what: 'close all groups', run: action({ type: 'wish', change: allGroups(false) }) },
  { keys: ['Shift+O'], shown: 'Shift+O', what: 'open all groups', run: action({ type: 'wish', change: allGroups(true) }) },
  { keys: ['z'], shown: 'z', what: 'zoom to what is selected', run: action({ type: 'zoom-to-selection' }) },
  {
    keys: ['d'],
    shown: 'd',
    what: 'have the picture run down, or to the right',
    run: ({ state, dispatch }) => {
      const { diagram, wish } = state();
      if (diagram === null) return false;
      const runsDown = wish.direction === undefined ? diagram.height > diagram.width : wish.direction === 'down';
      dispatch({ type: 'wish', change: { direction: runsDown ? 'right' : 'down' } });
      return true;
    },
  },
  { keys: ['0'], shown: '0', what: 'fit the whole picture to the window; again: so that it can be read', run: action({ type: 'fit' }) },
  { keys: ['1'], shown: '1', what: 'show it at 100 %', run: action({ type: 'scale', scale: 1 }) },
  { keys: ['+', '='], shown: '+ −', what: 'zoom', run: action({ type: 'zoom', factor: zoomStep }) },
  { keys: ['-'], shown: '', what: '', run: action({ type: 'zoom', factor: 1 / zoomStep }) },
  { keys: ['Shift+ArrowLeft'], shown: 'Shift+arrows', what: 'move the picture', run: action({ type: 'pan', dx: stride, dy: 0 }) },
  { keys: ['Shift+ArrowRight'], shown: '', what: '', run: action({ type: 'pan', dx: -stride, dy: 0 }) },
  { keys: ['Shift+ArrowUp'], shown: '', what: '', run: action({ type: 'pan', dx: 0, dy: stride }) },
  { keys: ['Shift+ArrowDown'], shown: '', what: '', run: action({ type: 'pan', dx: 0, dy: -stride }) },
  { keys: ['/', 'Ctrl+f'], shown: '/ or Ctrl+F', what: 'search', run: action({ type: 'search', text: '' }) },
  {
    keys: ['F3', 'n'],
    shown: 'F3 or n',
    what: 'next hit; with Shift the previous one',
    run: ({ state, dispatch }) => {
      dispatch({ type: 'search-step', by: 1 });
      return state().search !== null;
    },
  },
  {
    keys: ['Shift+F3', 'Shift+N'],
    shown: '',
    what: '',
    run: ({ state, dispatch }) => {
      dispatch({ type: 'search-step', by: -1 });
      return state().search !== null;
    },
  },
  {
    keys: ['k'],
    shown: 'k',
    what: 'show or hide the legend',
    run: ({ state, showLegend }) => {
      showLegend(!state().legend);
      return true;
    },
  },
  { keys: ['v'], shown: 'v', what: 'filter by kind, tag, group, finding', run: command('openFilters') },
  { keys: ['x'], shown: 'x', what: 'export or copy', run: command('openExport') },
  {
    keys: ['p'],
    shown: 'p',
    what: 'pin to this file, or follow the editor',
    run: ({ state, pin }) => {
      pin(!state().pinned);
      return true;
    },
  },
  { keys: ['Escape'], shown: 'Esc', what: 'close, then give up the selection, then the focus', run: back },
  { keys: ['?'], shown: '?', what: 'these keys', run: command('help') },
];

/** A key as the browser tells of it. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** How `keys` names a press of a key. */
export function nameOf({ key, shiftKey, ctrlKey, metaKey }: Omit<KeyPress, 'altKey'>): string {
  const isCharacter = key.length === 1 && key !== ' ';
  const shift = shiftKey && (!isCharacter || /[A-Z]/.test(key)) ? 'Shift+' : '';
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${shift}${key}`;
}

/** Does what a key is for; returns whether there was something to do. */
export function press(event: KeyPress, commands: KeyCommands): boolean {
  if (event.altKey) return false;
  const name = nameOf(event);
  return keys.find((each) => each.keys.includes(name))?.run(commands) ?? false;
}
