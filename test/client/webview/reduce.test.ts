import assert from 'node:assert/strict';
import { reduce } from '../../../client/webview/state/reduce.ts';
import { initialState, type PreviewAction, type PreviewState, savedState } from '../../../client/webview/state/state.ts';
import { appearanceOf } from '../../../client/webview/state/visibility.ts';
import { sample } from '../sample-diagram.ts';

const stage = { type: 'stage', size: { width: 832, height: 632 } } as const;

function stateAfter(...actions: readonly PreviewAction[]): PreviewState {
  return actions.reduce(reduce, initialState(undefined));
}

const shown = stateAfter(stage, { type: 'picture', diagram: sample });

describe('the preview’s state', () => {
  it('fits the first picture into the middle of the stage', () => {
    assert.deepEqual(shown.viewport, { x: 16, y: 116, scale: 1 });
  });

  it('fits it whichever of stage and picture comes first', () => {
    assert.deepEqual(stateAfter({ type: 'picture', diagram: sample }, stage).viewport, shown.viewport);
  });

  it('enlarges a small picture only a little', () => {
    assert.equal(stateAfter(stage, { type: 'picture', diagram: { ...sample, width: 80, height: 40 } }).viewport.scale, 1.5);
  });

  it('keeps where the user has moved to while the text is edited', () => {
    const moved = reduce(shown, { type: 'pan', dx: 5, dy: -7 });
    const edited = reduce(moved, { type: 'picture', diagram: { ...sample, width: 900 } });
    assert.deepEqual(edited.viewport, { x: 21, y: 109, scale: 1 });
    assert.deepEqual(reduce(edited, stage).viewport, edited.viewport);
  });

  it('fits anew when another document is shown', () => {
    const moved = reduce(shown, { type: 'pan', dx: 5, dy: -7 });
    assert.deepEqual(reduce(moved, { type: 'picture', diagram: { ...sample, uri: 'file:///other.arch' } }).viewport, shown.viewport);
  });

  it('keeps where the user was over a reload of the window', () => {
    const viewport = { x: 1, y: 2, scale: 3 };
    assert.deepEqual(
      reduce(reduce({ ...initialState(undefined), viewport, fitted: null }, stage), { type: 'picture', diagram: sample }).viewport,
      viewport,
    );
  });

  it('zooms about the pointer', () => {
    const at = { x: 116, y: 216 };
    const { viewport } = reduce(shown, { type: 'zoom', factor: 2, at });
    assert.equal(viewport.scale, 2);
    // What was under the pointer, 100 right and 100 below the picture's corner, is still there.
    assert.deepEqual({ x: viewport.x + 200, y: viewport.y + 200 }, at);
  });

  it('zooms about the middle from the keyboard, and within bounds', () => {
    assert.deepEqual(reduce(reduce(shown, { type: 'zoom', factor: 2 }), { type: 'zoom', factor: 0.5 }).viewport, shown.viewport);
    assert.equal(reduce(shown, { type: 'zoom', factor: 1e6 }).viewport.scale, 8);
    assert.equal(reduce(shown, { type: 'zoom', factor: 1e-6 }).viewport.scale, 0.05);
  });

  it('fits again on demand', () => {
    assert.deepEqual(reduce(reduce(shown, { type: 'zoom', factor: 3 }), { type: 'fit' }).viewport, shown.viewport);
  });

  it('shows all of a picture that is too small to be read, and what can be read on the next press', () => {
    const ribbon = stateAfter(stage, { type: 'picture', diagram: { ...sample, width: 4000 } });
    assert.equal(ribbon.viewport.scale, 0.75);
    const whole = reduce(ribbon, { type: 'fit' });
    assert.deepEqual(whole.viewport, { x: 16, y: 276, scale: 0.2 });
    assert.deepEqual(reduce(whole, { type: 'fit' }).viewport, ribbon.viewport);
    assert.deepEqual(reduce(reduce(ribbon, { type: 'pan', dx: 9, dy: 9 }), { type: 'fit' }).viewport, whole.viewport);
  });

  it('moves where the user puts the cursor into sight, but not while they type there, nor for a group around everything', () => {
    const away = reduce(shown, { type: 'pan', dx: -500, dy: 0 });
    const put = reduce(away, { type: 'cursor', id: 'Till', moved: true });
    assert.equal(put.viewport.x + 20, 16);
    assert.equal(put.glides, true);
    assert.equal(reduce(away, { type: 'cursor', id: 'Till', moved: false }).viewport, away.viewport);
    const back = reduce(put, { type: 'pan', dx: -500, dy: 0 });
    assert.equal(back.glides, false);
    assert.equal(reduce(back, { type: 'cursor', id: 'Till', moved: true }).viewport, back.viewport);
    assert.equal(reduce(away, { type: 'cursor', id: 'warehouse', moved: true }).viewport, away.viewport);
  });

  it('closes and opens a group, and knows what of the wish that changes', () => {
    const closed = reduce(shown, { type: 'fold', id: 'warehouse' });
    assert.deepEqual(closed.wish, { expand: undefined, collapse: ['warehouse'] });
    assert.deepEqual(reduce(shown, { type: 'fold', id: 'Till' }).wish, { expand: undefined, collapse: undefined });
  });

  it('keeps how the room is divided, of each arrangement by itself, over a reload', () => {
    assert.deepEqual(shown.split, { beside: null, stacked: null });
    const divided = reduce(reduce(shown, { type: 'split', split: { stacked: 0.3 } }), { type: 'split', split: { beside: 0.6 } });
    assert.deepEqual(initialState(savedState(divided, {})).split, { beside: 0.6, stacked: 0.3 });
    assert.deepEqual(reduce(divided, { type: 'split', split: { stacked: null } }).split, { beside: 0.6, stacked: null });
  });

  it('keeps the legend over a reload, and over a change of the mode only what belongs to the picture', () => {
    assert.equal(shown.legend, true);
    const hidden = reduce(shown, { type: 'legend', shown: false });
    assert.equal(initialState(savedState(hidden, {})).legend, false);
    const explained = reduce(shown, { type: 'legend-of-mode', items: [{ text: 'fault', width: 0, height: 22 }] });
    assert.equal(explained.legendOfMode.length, 1);
    assert.deepEqual(reduce(explained, { type: 'mode', mode: 'flow' }).legendOfMode, []);
  });

  it('keeps how the picture is fitted over a reload', () => {
    const whole = reduce(shown, { type: 'fit' });
    assert.equal(initialState(savedState(whole, {})).fitted, 'whole');
    assert.equal(initialState(savedState(reduce(whole, { type: 'zoom', factor: 2 }), {})).fitted, null);
  });

  describe('a run in the picture', () => {
    /** A picture much wider than the stage, with the run at its right end. */
    const wide = stateAfter(stage, {
      type: 'picture',
      diagram: {
        ...sample,
        width: 4000,
        nodes: sample.nodes.map((node) => (node.id === 'Alone' ? { ...node, x: 3800 } : node)),
      },
    });
    const lit = reduce(wide, { type: 'light', ids: ['Till', 'Paid', 'Till->Paid'] });
    const isInSight = ({ viewport: { x, scale } }: PreviewState, left: number, right: number): boolean =>
      x + left * scale >= 0 && x + right * scale <= stage.size.width;

    it('is shown by itself, and no larger than it is', () => {
      assert.equal(lit.viewport.scale, 1);
      assert.ok(isInSight(lit, 20, 304));
      assert.equal(reduce(lit, { type: 'light', ids: null }).viewport.scale, 0.75);
    });
    it('stays where it is while its steps are in sight', () =>
      assert.equal(reduce(lit, { type: 'look', ids: ['Till', 'Paid'] }).viewport, lit.viewport));
    it('is followed to a step that is not', () => {
      const far = reduce(lit, { type: 'look', ids: ['Alone'] });
      assert.ok(isInSight(far, 3800, 3904));
      assert.equal(far.viewport.scale, 1);
      assert.equal(far.glides, true);
    });
    it('becomes smaller where a step would not be seen as a whole, and as large as before after it', () => {
      const both = reduce(lit, { type: 'look', ids: ['Till', 'Alone'] });
      assert.ok(isInSight(both, 20, 3904));
      assert.equal(reduce(both, { type: 'look', ids: ['Till'] }).viewport.scale, 1);
    });
    it('keeps the step in sight when it is lit anew, as in the picture that follows an edit', () => {
      const both = reduce(lit, { type: 'look', ids: ['Till', 'Alone'] });
      assert.ok(isInSight(reduce(both, { type: 'light', ids: ['Till', 'Paid', 'Till->Paid'] }), 20, 3904));
      assert.equal(reduce(both, { type: 'light', ids: ['Till', 'Paid'] }).viewport.scale, both.viewport.scale);
    });
    it('stays in sight when the stage becomes smaller, and where it is otherwise', () => {
      const at = reduce(reduce(lit, { type: 'look', ids: ['Till'] }), { type: 'pan', dx: 0, dy: 400 });
      const bottom = reduce(at, { type: 'look', ids: ['Till'] });
      const smaller = reduce(bottom, { type: 'stage', size: { ...stage.size, height: 500 } });
      assert.ok(smaller.viewport.y + 152 * smaller.viewport.scale <= 500 - 16);
      assert.equal(reduce(smaller, { type: 'stage', size: { ...stage.size, height: 510 } }).viewport, smaller.viewport);
    });
    it('is fitted anew with other room, also after something else was brought into sight', () => {
      const looked = reduce(lit, { type: 'look', ids: ['Till'] });
      const elsewhere = reduce(looked, { type: 'cursor', id: 'Alone', moved: true });
      assert.notDeepEqual(elsewhere.viewport, looked.viewport);
      const small = reduce(elsewhere, { type: 'stage', size: { width: 240, height: 160 } });
      assert.ok(small.viewport.scale < looked.viewport.scale);
      assert.deepEqual(reduce(small, { type: 'stage', size: stage.size }).viewport, looked.viewport);
    });
    it('is followed too after the user has moved the picture by hand, at the scale they chose', () => {
      const moved = reduce(reduce(lit, { type: 'zoom', factor: 0.5 }), { type: 'pan', dx: -900, dy: 0 });
      const far = reduce(moved, { type: 'look', ids: ['Alone'] });
      assert.ok(isInSight(far, 3800, 3904));
      assert.equal(far.viewport.scale, 0.5);
    });
  });

  it('brings the focused node into sight, and leaves a visible one where it is', () => {
    const away = reduce(shown, { type: 'pan', dx: -500, dy: 900 });
    const { x, y } = reduce(away, { type: 'focus', id: 'Till' }).viewport;
    assert.equal(x + 20, 16);
    assert.equal(y + 152, 632 - 16);
    assert.deepEqual(reduce(shown, { type: 'focus', id: 'Till' }).viewport, shown.viewport);
    assert.deepEqual(reduce(shown, { type: 'focus', id: 'unheard of' }).viewport, shown.viewport);
    assert.equal(reduce(away, { type: 'focus', id: null }).focused, null);
  });

  it('forgets a selection that is no longer drawn', () => {
    const selected = reduce(reduce(shown, { type: 'select', id: 'Alone' }), { type: 'cursor', id: 'Till->Paid', moved: true });
    const next = reduce(selected, { type: 'picture', diagram: { ...sample, nodes: sample.nodes.filter(({ id }) => id !== 'Alone') } });
    assert.equal(next.selected, null);
    assert.equal(next.cursor, 'Till->Paid');
  });

  it('ends the selection when the cursor goes on to another part', () => {
    const selected = reduce(reduce(shown, { type: 'cursor', id: 'Till', moved: true }), { type: 'select', id: 'Books' });
    const selectionAfter = (id: string | null): string | null => reduce(selected, { type: 'cursor', id, moved: true }).selected;
    assert.equal(selectionAfter('Till'), 'Books');
    assert.equal(selectionAfter('Books'), 'Books');
    assert.equal(selectionAfter(null), 'Books');
    assert.equal(selectionAfter('Paid'), null);
  });

  it('keeps the last good picture under a notice', () => {
    const stale = reduce(shown, { type: 'picture', diagram: { ...sample, stale: 'The text has errors.' } });
    assert.equal(stale.notice, 'The text has errors.');
    assert.equal(reduce(stale, { type: 'picture', diagram: sample }).notice, null);
    assert.equal(reduce(shown, { type: 'notice', text: 'No.', keep: true }).diagram, sample);
    assert.equal(reduce(shown, { type: 'notice', text: 'Nothing.', keep: false }).diagram, null);
  });

  it('tells when it is drawing', () => {
    assert.equal(reduce(shown, { type: 'busy', busy: true }).busy, true);
  });

  describe('lights', () => {
    const lit = (id: string | null): readonly string[] | null => {
      const parts = appearanceOf(reduce(shown, { type: 'select', id })).lit;
      return parts === null ? null : [...parts].sort();
    };

    it('everything while nothing is selected', () => assert.equal(lit(null), null));
    it('a node, its lines and their other ends', () =>
      assert.deepEqual(lit('Paid'), ['Books', 'Paid', 'Paid->Books', 'Till', 'Till->Paid']));
    it('a line and its ends', () => assert.deepEqual(lit('Till->Paid'), ['Paid', 'Till', 'Till->Paid']));
    it('what is in a group and what that is connected to', () =>
      assert.deepEqual(lit('warehouse'), ['Books', 'Paid', 'Paid->Books', 'Till', 'Till->Paid', 'warehouse']));
  });
});
