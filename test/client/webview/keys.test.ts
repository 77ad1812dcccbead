import assert from 'node:assert/strict';
import { type KeyCommands, keys, nameOf, press, treeKeys } from '../../../client/webview/input/keys.ts';
import { reduce } from '../../../client/webview/state/reduce.ts';
import { initialState, type PreviewAction, type PreviewState } from '../../../client/webview/state/state.ts';
import { sample } from '../sample-diagram.ts';

interface Pressed {
  readonly state: PreviewState;
  /** What happened beyond the state. */
  readonly done: readonly string[];
  readonly taken: readonly boolean[];
}

const start = reduce(reduce(initialState(undefined), { type: 'stage', size: { width: 832, height: 632 } }), {
  type: 'picture',
  diagram: sample,
});

/** Presses keys one after another; `Shift+C` and the like are written so. */
function pressed(names: readonly string[], change: Partial<PreviewState> = {}): Pressed {
  let state: PreviewState = { ...start, ...change };
  const done: string[] = [];
  const commands: KeyCommands = {
    state: () => state,
    dispatch(action: PreviewAction) {
      state = reduce(state, action);
    },
    reveal: (id) => done.push(`reveal ${id}`),
    pin: (pinned) => done.push(`pin ${pinned}`),
    showLegend: (shown) => done.push(`legend ${shown}`),
    details: (id) => done.push(`details ${id}`),
    openFilters: () => done.push('filters'),
    openExport: () => done.push('export'),
    help: () => done.push('help'),
  };
  const taken = names.map((name) => {
    const parts = name.length > 1 ? name.split('+') : [name];
    const key = parts.at(-1) ?? '';
    const event = {
      key,
      shiftKey: parts.includes('Shift'),
      ctrlKey: parts.includes('Ctrl'),
      altKey: parts.includes('Alt'),
      metaKey: false,
    };
    return press(event, commands);
  });
  return { state, done, taken };
}

describe('the keys of the preview', () => {
  const commands: readonly (readonly [keys: readonly string[], done: readonly string[]])[] = [
    [['Enter'], ['reveal Till']],
    [['i'], ['details Till']],
    [['v'], ['filters']],
    [['x'], ['export']],
    [['p'], ['pin true']],
    [['k'], ['legend false']],
    [['?'], ['help']],
  ];
  for (const [names, done] of commands)
    it(`${names.join(' ')} leads to ${done.join(', ')}`, () => assert.deepEqual(pressed(names, { focused: 'Till' }).done, done));

  it('select what has the focus', () => assert.equal(pressed([' '], { focused: 'Till' }).state.selected, 'Till'));
  it('mean what is selected when nothing has the focus, and nothing without either', () => {
    assert.deepEqual(pressed(['Enter'], { selected: 'Books' }).done, ['reveal Books']);
    assert.deepEqual(pressed(['Enter']).taken, [false]);
  });
  it('focus, widen, narrow and leave the focus', () => {
    assert.deepEqual(pressed(['f'], { focused: 'Till' }).state.around, { id: 'Till', within: 1 });
    assert.deepEqual(pressed(['f', ']', ']'], { focused: 'Till' }).state.around, { id: 'Till', within: 3 });
    assert.deepEqual(pressed(['f', '['], { focused: 'Till' }).state.around, { id: 'Till', within: 1 });
    assert.equal(pressed(['f', 'f'], { focused: 'Till' }).state.around, null);
    assert.deepEqual(pressed([']']).taken, [false]);
  });
  it('close one thing at a time', () => {
    const all = { search: { text: 'a', at: null }, selected: 'Till', around: { id: 'Till', within: 1 } };
    const stateAfter = (times: number): PreviewState =>
      pressed(
        Array.from({ length: times }, () => 'Escape'),
        all,
      ).state;
    assert.equal(stateAfter(1).search, null);
    assert.equal(stateAfter(1).selected, 'Till');
    assert.equal(stateAfter(2).selected, null);
    assert.notEqual(stateAfter(2).around, null);
    assert.equal(stateAfter(3).around, null);
    assert.deepEqual(pressed(['Escape']).taken, [false]);
  });
  it('search and go through what was found', () => {
    assert.deepEqual(pressed(['/']).state.search, { text: '', at: null });
    assert.deepEqual(pressed(['Ctrl+f']).state.search, { text: '', at: null });
    const search = { text: 'service', at: 'Till' };
    assert.equal(pressed(['n'], { search }).state.search?.at, 'Books');
    assert.equal(pressed(['Shift+F3'], { search }).state.search?.at, 'Alone');
  });
  it('move and zoom', () => {
    const { x, y, scale } = start.viewport;
    assert.deepEqual(pressed(['Shift+ArrowRight', 'Shift+ArrowUp']).state.viewport, { x: x - 60, y: y + 60, scale });
    assert.equal(pressed(['+', '1']).state.viewport.scale, 1);
    assert.deepEqual(pressed(['+', '0']).state.viewport, start.viewport);
  });
  it('close the group in focus, and all', () => {
    assert.deepEqual(pressed(['c'], { focused: 'warehouse' }).state.wish, { expand: undefined, collapse: ['warehouse'] });
    assert.deepEqual(pressed(['Shift+C']).state.wish, { expand: undefined, collapse: 'all' });
    assert.deepEqual(pressed(['Shift+O']).state.wish, { expand: 'all', collapse: undefined });
  });
  it('turn the picture, from the way it runs now', () => {
    assert.equal(pressed(['d']).state.wish.direction, 'down');
    assert.equal(pressed(['d', 'd']).state.wish.direction, 'right');
  });
  it('leave alone what is not theirs', () => assert.deepEqual(pressed(['q', 'Ctrl+p', 'Alt+f']).taken, [false, false, false]));
  it('are each listed, once', () => {
    const all = keys.flatMap((key) => key.keys);
    assert.equal(new Set(all).size, all.length);
    const shown = [...keys.map((key) => key.shown).filter((text) => text !== ''), ...treeKeys.map(([text]) => text)];
    assert.equal(new Set(shown).size, shown.length);
  });
  it('are named by character, whatever Shift it takes to type it', () => {
    const plain = { ctrlKey: false, metaKey: false };
    assert.equal(nameOf({ ...plain, key: '?', shiftKey: true }), '?');
    assert.equal(nameOf({ ...plain, key: 'C', shiftKey: true }), 'Shift+C');
    assert.equal(nameOf({ ...plain, key: 'ArrowUp', shiftKey: true }), 'Shift+ArrowUp');
    assert.equal(nameOf({ ...plain, key: 'f', shiftKey: false, metaKey: true }), 'Ctrl+f');
  });
});
