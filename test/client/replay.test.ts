import assert from 'node:assert/strict';
import { litParts, placeOf } from '../../client/webview/replay/lights.ts';
import {
  initialReplay,
  type ReplayAction,
  type ReplayState,
  reduce,
  savedReplay,
  shownChoice,
  shownFlow,
  shownStep,
  verdictOf,
} from '../../client/webview/replay/state.ts';
import { pointsAlong, stepTime } from '../../client/webview/replay/timing.ts';
import { sample, uri } from './sample-diagram.ts';
import { dropped, flows, run, step } from './sample-run.ts';

const first = { kind: 'counterexample', index: 0 } as const;

function stateAfter(...actions: readonly ReplayAction[]): ReplayState {
  return actions.reduce(reduce, initialReplay(undefined));
}

const known: readonly ReplayAction[] = [
  { type: 'document', uri },
  { type: 'flows', flows },
];
const shown = stateAfter(...known, { type: 'run', run: run(first) });

describe('the replay’s state', () => {
  it('shows the first flow that fails, and the first way it does', () => {
    const state = stateAfter(...known);
    assert.equal(shownFlow(state)?.name, 'Till.pay');
    assert.deepEqual(shownChoice(state), first);
  });

  it('shows the run without a fault of a flow that holds', () => {
    const state = stateAfter(...known, { type: 'choose-flow', flow: 'Clock ticks' });
    assert.equal(shownFlow(state)?.name, 'Clock ticks');
    assert.deepEqual(shownChoice(state), { kind: 'happy' });
  });

  it('shows another run when the one chosen is gone', () => {
    const state = stateAfter(...known, { type: 'choose-run', choice: { kind: 'counterexample', index: 1 } });
    assert.deepEqual(shownChoice(state), { kind: 'counterexample', index: 1 });
    const fewer = { ...flows, flows: flows.flows.map((flow) => ({ ...flow, runs: flow.runs.slice(0, 1) })) };
    assert.deepEqual(shownChoice(reduce(state, { type: 'flows', flows: fewer })), first);
    const renamed = { ...flows, flows: flows.flows.map((flow) => ({ ...flow, name: `${flow.name}!` })) };
    assert.equal(shownFlow(reduce(state, { type: 'flows', flows: renamed }))?.name, 'Till.pay!');
  });

  it('shows what was asked for, whatever was chosen', () => {
    const state = reduce(shown, { type: 'show', flow: 'Clock ticks', choice: { kind: 'happy' }, faults: 2 });
    assert.deepEqual([shownFlow(state)?.name, shownChoice(state), state.faults, state.at], ['Clock ticks', { kind: 'happy' }, 2, 0]);
  });

  it('forgets all of another document, but for how it is played', () => {
    const state = reduce(reduce(shown, { type: 'speed', speed: 4 }), { type: 'document', uri: 'file:///other.arch' });
    assert.deepEqual([state.flows, state.run, state.speed], [null, null, 4]);
    assert.equal(reduce(shown, { type: 'document', uri }), shown);
  });

  const moves: readonly (readonly [what: string, actions: readonly ReplayAction[], at: number])[] = [
    ['forward', [{ type: 'step', by: 1 }], 1],
    ['back, but not beyond the start', [{ type: 'step', by: -1 }], 0],
    ['to a step', [{ type: 'go', at: 2 }], 2],
    ['to the last step at most', [{ type: 'go', at: 99 }], 3],
    ['to no step that there is not', [{ type: 'go', at: -5 }], 0],
  ];
  for (const [what, actions, at] of moves) it(`goes ${what}`, () => assert.equal(actions.reduce(reduce, shown).at, at));

  it('plays to the end and stops there, and begins again from there', () => {
    let state = reduce(reduce(shown, { type: 'go', at: 1 }), { type: 'play', on: true });
    const seen: [number, boolean][] = [];
    for (let tick = 0; tick < 4; tick++) {
      state = reduce(state, { type: 'tick' });
      seen.push([state.at, state.playing]);
    }
    assert.deepEqual(seen, [
      [2, true],
      [3, false],
      [3, false],
      [3, false],
    ]);
    const again = reduce(state, { type: 'play', on: true });
    assert.deepEqual([again.at, again.playing], [0, true]);
  });

  it('stops playing when the user moves', () => {
    const playing = reduce(shown, { type: 'play', on: true });
    for (const action of [
      { type: 'go', at: 1 },
      { type: 'step', by: 1 },
      { type: 'play', on: false },
    ] as const) {
      assert.equal(reduce(playing, action).playing, false);
    }
    assert.equal(reduce(reduce(playing, { type: 'play', on: false }), { type: 'tick' }).at, 0);
  });

  it('does not play what is not there', () => {
    assert.equal(stateAfter(...known, { type: 'play', on: true }).playing, false);
    assert.equal(stateAfter(...known, { type: 'run', run: run(first, { steps: [] }) }, { type: 'play', on: true }).playing, false);
  });

  it('stays at its step when the run is drawn anew, or at the last if it is shorter', () => {
    const there = reduce(shown, { type: 'go', at: 3 });
    assert.equal(reduce(there, { type: 'run', run: run(first) }).at, 3);
    assert.equal(reduce(there, { type: 'run', run: run(first, { steps: run(first).steps.slice(0, 2) }) }).at, 1);
  });

  it('says so when a run is gone', () => {
    const gone = reduce(shown, { type: 'run', run: null });
    assert.match(gone.problem ?? '', /no longer/);
    assert.equal(reduce(gone, { type: 'run', run: run(first) }).problem, null);
    assert.match(stateAfter({ type: 'flows', flows: { ...flows, flows: [] } }).problem ?? '', /Nothing begins/);
  });

  it('is back where it was over a reload of the window', () => {
    const saved = savedReplay(
      reduce(reduce(shown, { type: 'choose-run', choice: { kind: 'counterexample', index: 1 } }), { type: 'go', at: 2 }),
    );
    const state = [...known, { type: 'run', run: run({ kind: 'counterexample', index: 1 }) } as const].reduce(reduce, initialReplay(saved));
    assert.deepEqual([shownChoice(state), state.at], [{ kind: 'counterexample', index: 1 }, 2]);
    assert.equal(savedReplay(initialReplay(undefined)), undefined);
  });

  describe('what if', () => {
    const at = reduce(shown, { type: 'go', at: 1 });
    const struck = reduce(at, { type: 'strike', index: 0 });

    it('a fault strikes at the step shown', () => assert.deepEqual(shownChoice(struck), { kind: 'what-if', play: dropped }));

    it('the run that follows is shown from that fault on', () => {
      const steps = [step('message', 'Till', 'Paid'), step('message', 'Paid', 'Books', { fault: 'Drop' }), step('event', 'Books', 'Books')];
      const own = run({ kind: 'what-if', play: dropped }, { steps });
      assert.equal(reduce(struck, { type: 'run', run: own }).at, 1);
      assert.equal(reduce(reduce(reduce(struck, { type: 'run', run: own }), { type: 'go', at: 2 }), { type: 'run', run: own }).at, 2);
    });

    it('a fault that cannot strike there does nothing', () => {
      assert.equal(reduce(at, { type: 'strike', index: 1 }), at);
      assert.equal(reduce(shown, { type: 'strike', index: 0 }), shown);
    });
  });

  describe('its verdict', () => {
    const verdicts: readonly (readonly [state: ReplayState, broken: boolean, title: RegExp, detail: RegExp])[] = [
      [shown, true, /^Effect once is broken$/, /^way 1 of 2 to fail$/],
      [stateAfter(...known, { type: 'run', run: run({ kind: 'happy' }) }), true, /^2 ways to fail$/, /without a fault/],
      [
        stateAfter(...known, { type: 'choose-flow', flow: 'Clock ticks' }, { type: 'run', run: run({ kind: 'happy' }) }),
        false,
        /^Survives any one fault$/,
        /without a fault/,
      ],
      [
        stateAfter(...known, { type: 'choose-flow', flow: 'Far away' }, { type: 'run', run: run({ kind: 'happy' }) }),
        false,
        /^No way to fail was found$/,
        /100,000 states/,
      ],
      [stateAfter(...known, { type: 'run', run: run({ kind: 'what-if', play: dropped }) }), false, /^Every promise holds$/, /of your own/],
    ];
    for (const [state, broken, title, detail] of verdicts) {
      it(`is ${title.source}`, () => {
        const verdict = verdictOf(state);
        assert.equal(verdict?.broken, broken);
        assert.match(verdict?.title ?? '', title);
        assert.match(verdict?.detail ?? '', detail);
      });
    }
    it('waits for the run', () => assert.equal(verdictOf(stateAfter(...known)), undefined));
  });

  it('has the step that it shows', () => assert.equal(shownStep(reduce(shown, { type: 'go', at: 2 }))?.fault, 'Duplicate'));
});

describe('a step on the architecture picture', () => {
  const around = run(first).around;
  const places: readonly (readonly [what: string, step: ReturnType<typeof step>, place: ReturnType<typeof placeOf>])[] = [
    ['goes along its line', step('message', 'Till', 'Paid'), { from: 'Till', to: 'Paid', edge: 'Till->Paid', backward: false }],
    ['comes back along it', step('acknowledge', 'Books', 'Paid'), { from: 'Books', to: 'Paid', edge: 'Paid->Books', backward: true }],
    ['goes along no line of another kind', step('call', 'Till', 'Paid'), { from: 'Till', to: 'Paid', edge: null, backward: false }],
    ['happens at one element', step('event', 'Books', 'Books'), { from: 'Books', to: 'Books', edge: null, backward: false }],
    [
      'is at the closed group of what is not drawn',
      step('message', 'Hidden', 'Books'),
      { from: 'warehouse', to: 'Books', edge: null, backward: false },
    ],
    ['is nowhere if nothing of it is drawn', step('message', 'outside', 'Paid'), { from: null, to: 'Paid', edge: null, backward: false }],
  ];
  for (const [what, each, place] of places) it(what, () => assert.deepEqual(placeOf(each, sample, { around }), place));

  it('is lit with all others of its run', () => {
    assert.deepEqual([...litParts(run(first), sample)].sort(), ['Books', 'Paid', 'Paid->Books', 'Till', 'Till->Paid']);
  });
});

describe('the time of a replay', () => {
  it('is longer for longer sentences and shorter at higher speed', () => {
    assert.equal(stepTime('Short.', 1), 800);
    assert.ok(stepTime('A'.repeat(100), 1) > 800);
    assert.equal(stepTime('Short.', 2), 400);
  });

  it('takes a message along its way, back along it, and not to the end if it is lost', () => {
    const way = { getTotalLength: () => 120, getPointAtLength: (x: number) => ({ x, y: 7 }) };
    const ends = (backward: boolean, until?: number): readonly number[] => {
      const points = pointsAlong(way, backward, until);
      return [points[0]?.x ?? -1, points.at(-1)?.x ?? -1, points.length];
    };
    assert.deepEqual(ends(false), [0, 120, 11]);
    assert.deepEqual(ends(true), [120, 0, 11]);
    assert.deepEqual(ends(false, 0.5), [0, 60, 11]);
  });
});
