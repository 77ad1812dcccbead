import assert from 'node:assert/strict';
import { type Filters, initialState, noFilters, type PreviewState } from '../../../client/webview/state/state.ts';
import { appearanceOf, choicesOf, found, surroundings } from '../../../client/webview/state/visibility.ts';
import type { Diagram } from '../../../server/protocol.ts';
import { sample } from '../sample-diagram.ts';

/** The sample, with a tag on Books and an error on the line into it. */
const diagram: Diagram = {
  ...sample,
  nodes: sample.nodes.map((node) => (node.id === 'Books' ? { ...node, tags: ['money'] } : node)),
  findings: [...sample.findings, ...sample.findings.map((finding) => ({ ...finding, severity: 'error' as const, on: 'Paid->Books' }))],
};

function leftOut(change: Partial<PreviewState>): readonly string[] {
  return [...appearanceOf({ ...initialState(undefined), diagram, ...change }).left].sort();
}

function lit(change: Partial<PreviewState>): readonly string[] | null {
  const { lit } = appearanceOf({ ...initialState(undefined), diagram, ...change });
  return lit && [...lit].sort();
}

const filtered = (filters: Partial<Filters>): readonly string[] => leftOut({ filters: { ...noFilters, ...filters } });

describe('filters of the preview', () => {
  it('leave nothing out at first', () => assert.deepEqual(leftOut({}), []));
  it('leave out a kind with its lines', () => assert.deepEqual(filtered({ kinds: ['queue'] }), ['Paid', 'Paid->Books', 'Till->Paid']));
  it('leave out a group with all in it', () =>
    assert.deepEqual(filtered({ groups: ['warehouse'] }), ['Paid', 'Paid->Books', 'Till', 'Till->Paid', 'warehouse']));
  it('leave out what has none of the wanted tags, and groups that are empty then', () =>
    assert.deepEqual(filtered({ tags: ['money', 'slow'] }), ['Alone', 'Paid', 'Paid->Books', 'Till', 'Till->Paid', 'warehouse']));
  it('leave out what has no findings, on it or on a line at it', () =>
    assert.deepEqual(filtered({ findings: 'any' }), ['Alone', 'Till', 'Till->Paid']));
  it('leave out what has no errors', () => {
    const only = { ...diagram, findings: diagram.findings.filter(({ severity }) => severity !== 'error') };
    assert.deepEqual(leftOut({ diagram: only, filters: { ...noFilters, findings: 'errors' } }).includes('Paid'), true);
    assert.deepEqual(filtered({ findings: 'errors' }), ['Alone', 'Till', 'Till->Paid']);
  });
  it('can be chosen from what there is', () =>
    assert.deepEqual(choicesOf(diagram), {
      kinds: [
        { id: 'queue', title: 'queue (1)' },
        { id: 'service', title: 'service (3)' },
      ],
      groups: [{ id: 'warehouse', title: 'warehouse' }],
      tags: [{ id: 'money', title: 'money (1)' }],
    }));
});

describe('the focus of the preview', () => {
  it('keeps an element, its neighbours, and the groups around them', () =>
    assert.deepEqual(leftOut({ around: { id: 'Books', within: 1 } }), ['Alone', 'Till', 'Till->Paid']));
  it('reaches further with each hop', () => assert.deepEqual(leftOut({ around: { id: 'Books', within: 2 } }), ['Alone']));
  it('takes a group for what is in it', () => assert.deepEqual(leftOut({ around: { id: 'warehouse', within: 1 } }), ['Alone']));
  it('is nothing around what is not there', () => assert.equal(surroundings(diagram, 'unheard of', 1), null));
});

describe('the light of the preview', () => {
  it('goes the whole way on demand', () => {
    assert.deepEqual(lit({ selected: 'Till' }), ['Paid', 'Till', 'Till->Paid']);
    assert.deepEqual(lit({ selected: 'Till', wholeWay: true }), ['Books', 'Paid', 'Paid->Books', 'Till', 'Till->Paid']);
    assert.deepEqual(lit({ selected: 'Paid->Books', wholeWay: true }), ['Books', 'Paid', 'Paid->Books', 'Till', 'Till->Paid']);
  });
  it('of a mode goes before the selection', () => assert.deepEqual(lit({ selected: 'Till', lit: ['Alone'] }), ['Alone']));
  it('falls on what is found', () => assert.deepEqual(lit({ search: { text: 'PAID', at: null } }), ['Paid', 'Paid->Books']));
});

describe('the search of the preview', () => {
  it('looks at names, kinds, tags and messages, whatever the case', () => {
    assert.deepEqual(found(diagram, 'SERV'), ['Till', 'Books', 'Alone']);
    assert.deepEqual(found(diagram, 'money'), ['Books']);
    assert.deepEqual(found(diagram, 'paid'), ['Paid', 'Paid->Books']);
  });
  it('finds nothing for nothing', () => assert.deepEqual(found(diagram, '  '), []));
});
