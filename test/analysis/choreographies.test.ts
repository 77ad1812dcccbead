/** What one first message sets off, and where it ends. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../analysis/analyses.ts';
import { type Choreography, choreographies, messageFlows } from '../../analysis/passes/choreographies.ts';
import type { Reaction } from '../../analysis/passes/reactions.ts';
import { designOf } from '../support/design.ts';

/** What is expected of a flow; what a row leaves out is not asserted. */
interface Expected {
  /** The messages of the longest way, each with the service that it reaches. */
  readonly longest?: readonly string[];
  /** The same where workflows and the contracts of other teams are followed, too. */
  readonly through?: readonly string[];
  readonly participants?: readonly string[];
  readonly conditional?: string;
  readonly undoing?: string;
  readonly join?: string;
  readonly watched?: boolean;
  readonly orchestrated?: boolean;
}

interface Row {
  readonly name: string;
  readonly text: string;
  /** By who starts them; all flows of the design, in its order. */
  readonly flows: Readonly<Record<string, Expected>>;
}

const events = ['A', 'B', 'C', 'D'].map((name) => `event ${name} { key id }`).join('\n');

const rows: readonly Row[] = [
  {
    name: 'what a handler has another service do belongs to the flow, and the service itself begins one as well',
    text: `${events}
      topic T
      service Shop { serves order { publishes A to T } }
      service Stock { on A from T { calls Desk.note } }
      service Desk { serves note { publishes B to T } }
      service Mail { on B from T }`,
    flows: {
      Shop: { longest: ['A Stock', 'B Mail'], participants: ['Shop', 'Stock', 'Mail'] },
      Desk: { longest: ['B Mail'], participants: ['Desk', 'Mail'] },
    },
  },
  {
    name: 'two operations that call each other are each followed once',
    text: `${events}
      topic T
      service Shop { serves order { publishes A to T } }
      service Stock { on A from T { calls Desk.note }  serves again { calls Desk.note } }
      service Desk { serves note { publishes B to T  calls Stock.again } }
      service Mail { on B from T }`,
    flows: { Shop: { longest: ['A Stock', 'B Mail'] }, Desk: { longest: ['B Mail'] } },
  },
  {
    name: 'a workflow that is called, or begun by a message, directs what comes after it, and begins no flow of its own',
    text: `${events}
      topic T
      actor Buyer { publishes A to T  publishes C to T }
      service Stock { on A from T { calls W } }
      orchestrator W { step Tell publishes B to T }
      orchestrator V { subscribes to T for C with key id  step Tell publishes D to T }
      service Mail { on B, D from T }`,
    flows: {
      'Buyer A': { longest: ['A Stock'], through: ['A Stock'], orchestrated: false },
      'Buyer C': { longest: ['C V'], through: ['C V', 'D Mail'], orchestrated: true },
    },
  },
  {
    name: 'a workflow among others that hear the same',
    text: `${events}
      topic T
      actor Buyer { publishes A to T }
      orchestrator V { subscribes to T for A with key id  step Tell publishes D to T }
      service Mail { on A from T }`,
    flows: { Buyer: { orchestrated: true } },
  },
  ...['version 1', 'schema "placed.json"'].map(
    (contract): Row => ({
      name: `what another team reads by a contract, ${contract}, begins a flow of that team`,
      text: `event A { key id  ${contract} }\nevent B { key id }
      topic T
      group one { owner "One"  service Shop { serves order { publishes A to T } } }
      service Mail { owner "Two"  on A from T { publishes B to T } }
      service Print { on B from T }`,
      flows: { Shop: { longest: [], through: ['A Mail', 'B Print'], participants: ['Shop'] } },
    }),
  ),
  ...(
    [
      ['without a contract', '', 'owner "One"', 'owner "Two"'],
      ['of the same team', 'version 1', 'owner "One"', 'owner "One"'],
      ['whose reader nobody owns', 'version 1', 'owner "One"', ''],
      ['whose sender nobody owns', 'version 1', '', 'owner "Two"'],
      ['that nobody owns', 'version 1', '', ''],
    ] as const
  ).map(
    ([what, contract, sender, reader]): Row => ({
      name: `an event ${what} is followed`,
      text: `event A { key id  ${contract} }\nevent B { key id }
        topic T
        service Shop { ${sender}  serves order { publishes A to T } }
        service Mail { ${reader}  on A from T { publishes B to T } }
        service Print { on B from T }`,
      flows: { Shop: { longest: ['A Mail', 'B Print'] } },
    }),
  ),
  {
    name: 'of two ways of the same length the first counts; a change stream is no hop',
    text: `${events}
      topic T
      service Shop { serves order { publishes A to T } }
      service Mail { on A from T { publishes B to T } }
      service Print { on B from T }
      service Stock { on A from T { puts Rows } }
      store Rows { publishes C to T }
      service Late { on C from T }`,
    flows: { Shop: { longest: ['A Mail', 'B Print'], participants: ['Shop', 'Mail', 'Print', 'Stock', 'Late'] } },
  },
  {
    name: 'a way over a change stream names the messages',
    text: `${events}
      topic T
      service Shop { serves order { publishes A to T } }
      service Stock { on A from T { puts Rows } }
      store Rows { publishes C to T }
      service Late { on C from T }`,
    flows: { Shop: { longest: ['A Stock', 'C Late'], through: ['A Stock', 'C Late'] } },
  },
  {
    name: 'a decision counts where it is not the one that begins the flow',
    text: `${events}
      topic T
      service Shop { serves order { when "new" { publishes A to T } } }
      service Stock { on A from T { parallel { publishes B to T  reads Rows } } }
      service Mail { on B from T { when "wanted" { publishes C to T } } }
      service Print { on C from T }
      service Desk { serves note { when "new" { publishes D to T } } }
      service Log { on D from T }
      store Rows`,
    flows: { Shop: { conditional: 'C Print' }, Desk: { conditional: undefined } },
  },
  {
    name: 'a filter decides who gets it, wherever it stands',
    text: `${events}
      topic T
      queue Q { subscribes to T for A with filter "large" }
      actor Buyer { publishes A to T  publishes B to T  publishes C to T }
      service Stock { on A from Q }
      service Mail { on B from T with filter "wanted" }
      service Print { on C from T }`,
    flows: { 'Buyer A': { conditional: 'A Stock' }, 'Buyer B': { conditional: 'B Mail' }, 'Buyer C': { conditional: undefined } },
  },
  {
    name: 'what a service wrote in the flow and removes later is taken back',
    text: `${events}
      topic T
      store Rows
      service Shop { serves order { publishes A to T } }
      service Stock { on A from T { inserts Rows  publishes B to T }  on B from T { deletes Rows } }`,
    flows: { Shop: { undoing: 'B Stock' } },
  },
  ...(
    [
      ['only read', 'reads Rows', 'deletes Rows'],
      ['wrote elsewhere', 'inserts Others', 'deletes Rows'],
      ['wrote and writes again', 'inserts Rows', 'puts Rows'],
      ['writes and removes in one go', 'reads Others', 'inserts Rows  deletes Rows'],
    ] as const
  ).map(
    ([what, before, after]): Row => ({
      name: `what a service ${what} is not taken back`,
      text: `${events}
        topic T
        store Rows
        store Others
        service Shop { serves order { publishes A to T } }
        service Stock { on A from T { ${before}  publishes B to T }  on B from T { ${after} } }`,
      flows: { Shop: { undoing: undefined } },
    }),
  ),
  ...(
    [
      ['a time limit and what happens then', 'within 10m', 'otherwise { puts Rows }', true],
      ['a time limit after which nothing happens', 'within 10m', '', false],
      ['no time limit', '', '', false],
    ] as const
  ).map(
    ([what, within, otherwise, watched]): Row => ({
      name: `a join with ${what} is ${watched ? '' : 'not '}somebody who watches`,
      text: `${events}
        topic T
        store Rows
        service Shop { serves order { publishes A to T  publishes B to T } }
        service Watch { on all of A, B ${within} using Rows from T { puts Rows } ${otherwise} }`,
      flows: { Shop: { watched, join: 'Watch' } },
    }),
  ),
];

function said({ message, to }: Reaction): string {
  return `${message?.name ?? 'a change'} ${to.element.name}`;
}

function whole({ longest, participants, conditional, undoing, join, watched, orchestrated }: Choreography): Expected {
  return {
    longest: longest.map(said),
    participants: participants.map(({ name }) => name),
    conditional: conditional && said(conditional),
    undoing: undoing && said(undoing),
    join: join?.element.name,
    watched,
    orchestrated,
  };
}

describe('flows of messages', () => {
  for (const { name, text, flows } of rows)
    it(name, async () => {
      const design = await designOf(text);
      assert.deepEqual(
        design.problems.map(({ message }) => message),
        [],
      );
      const found = analysisOf(design, choreographies);
      const all = analysisOf(design, messageFlows);
      const starting = found.map(({ start }) => start.element.name);
      const names = found.map(({ start, effect }) => {
        const own = start.element.name;
        return starting.indexOf(own) === starting.lastIndexOf(own) ? own : `${own} ${effect.message?.name ?? ''}`;
      });
      assert.deepEqual(names, Object.keys(flows));
      assert.deepEqual(
        all.map(({ effect }) => effect.id),
        found.map(({ effect }) => effect.id),
      );
      for (const [at, flow] of found.entries()) {
        const got: Expected = { ...whole(flow), through: (all[at]?.longest ?? []).map(said) };
        const expected = flows[names[at] ?? ''] ?? {};
        const asked = Object.fromEntries(Object.entries(got).filter(([key]) => key in expected));
        assert.deepEqual(asked, { ...expected }, names[at]);
      }
    });
});
