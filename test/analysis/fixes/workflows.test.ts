/** A workflow that calls one after the other what was brought about by events. */
import assert from 'node:assert/strict';
import { analysisOf } from '../../../analysis/analyses.ts';
import { orchestratorFix } from '../../../analysis/fixes/workflows.ts';
import { choreographies } from '../../../analysis/passes/choreographies.ts';
import { designOf, type Texts } from '../../support/design.ts';
import { assertOffers, type Changes } from '../../support/fixes.ts';

interface Row {
  readonly name: string;
  readonly text: Texts;
  /** Absent where nothing is offered. */
  readonly becomes?: Changes;
  readonly workflow?: string;
}

const events = 'event Ordered { key id }\nevent Packed { key id }\nevent Sent { key id }\ntopic T\nstore Parcels\nstore Letters\n';
const shop = 'service Shop { serves order { publishes Ordered to T } }\n';
const depot = 'service Depot { on Ordered from T { puts Parcels  publishes Packed to T } }\n';
const post = 'service Post { on Packed from T { puts Letters } }\n';
const plain = events + shop + depot + post;

const again = '3 retries exponential jitter, key id';
const steps = (first = `timeout 30s, ${again}`, second = `timeout 30s, ${again}`): string =>
  `\n  alarm\n  step Depot calls Depot.onOrdered with ${first}\n  step Post calls Post.onPacked with ${second}\n}`;
const starts: Changes = { 'publishes Ordered to T } }': `starts OrderedFlow with key id } }\norchestrator OrderedFlow {${steps()}` };
const operations: Changes = { 'on Ordered from T': 'serves onOrdered(Ordered)', 'on Packed from T': 'serves onPacked(Packed)' };
const quiet: Changes = { '  publishes Packed to T': '' };
const all: Changes = { ...starts, ...operations, ...quiet };

const rows: readonly Row[] = [
  { name: 'calls what was told', text: plain, becomes: all },
  {
    name: 'calls three, one after the other',
    text: `${plain.replace('puts Letters', 'puts Letters  publishes Sent to T')}service Mail { on Sent from T { puts Letters } }`,
    becomes: {
      'publishes Ordered to T } }': `starts OrderedFlow with key id } }\norchestrator OrderedFlow {${steps().replace('\n}', `\n  step Mail calls Mail.onSent with timeout 30s, ${again}\n}`)}`,
      ...operations,
      ...quiet,
      '  publishes Sent to T': '',
      'on Sent from T': 'serves onSent(Sent)',
    },
  },
  {
    name: 'under a name that is free',
    text: `${plain}queue OrderedFlow`,
    workflow: 'OrderedFlow2',
    becomes: {
      ...operations,
      ...quiet,
      'publishes Ordered to T } }': `starts OrderedFlow2 with key id } }\norchestrator OrderedFlow2 {${steps()}`,
    },
  },
  {
    name: 'of the usual product',
    text: `${plain}orchestrator Other : aws.stepfunctions { step Wait waits 1d }`,
    becomes: {
      ...all,
      'publishes Ordered to T } }': `starts OrderedFlow with key id } }\norchestrator OrderedFlow : aws.stepfunctions {${steps()}`,
    },
  },
  {
    name: 'of no product where one hosts it oneself',
    text: `${plain}orchestrator Other : kubernetes { step Wait waits 1d }`,
    becomes: all,
  },
  {
    name: 'in the lines of a file that is indented otherwise',
    text: plain.replace('{ serves order { publishes Ordered to T } }', '{\n\tserves order { publishes Ordered to T }\n}'),
    becomes: {
      ...operations,
      ...quiet,
      'publishes Ordered to T }\n}': `starts OrderedFlow with key id }\n}\norchestrator OrderedFlow {${steps().replaceAll('\n  ', '\n\t')}`,
    },
  },
  {
    name: 'without a key where the first message has none',
    text: plain.replace('event Ordered { key id }', 'event Ordered'),
    becomes: {
      ...operations,
      ...quiet,
      'publishes Ordered to T } }': `starts OrderedFlow } }\norchestrator OrderedFlow {${steps('timeout 30s, 3 retries exponential jitter')}`,
    },
  },
  {
    name: 'by the key of the handler, and for as long as its service is given',
    text: plain.replace('{ on Ordered from T', '{ timeout 5s  on Ordered from T idempotent by order'),
    becomes: {
      ...operations,
      ...quiet,
      'publishes Ordered to T } }': `starts OrderedFlow with key id } }\norchestrator OrderedFlow {${steps('timeout 5s, 3 retries exponential jitter, key order')}`,
    },
  },
  {
    name: 'once, where twice is not the same',
    text: plain.replace('puts Letters', 'appends Letters'),
    becomes: {
      ...operations,
      ...quiet,
      'publishes Ordered to T } }': `starts OrderedFlow with key id } }\norchestrator OrderedFlow {${steps(undefined, 'timeout 30s, key id')}`,
    },
  },
  {
    name: 'once, and says so to a product that tries again unasked',
    text: `${plain.replace('puts Letters', 'appends Letters')}technology house is orchestrator { 2 retries }\norchestrator Other : house { step Wait waits 1d }`,
    becomes: {
      ...operations,
      ...quiet,
      'publishes Ordered to T } }': `starts OrderedFlow with key id } }\norchestrator OrderedFlow : house {${steps(undefined, 'timeout 30s, no retries, key id')}`,
    },
  },
  {
    name: 'again, where a handler recognises what it has done',
    text: plain.replace('on Packed from T { puts Letters }', 'on Packed from T idempotent by id using Letters { appends Letters }'),
    becomes: all,
  },
  {
    name: 'and goes on telling what others hear, too',
    text: `${plain}service Mail { on Packed { puts Letters } }`,
    becomes: { ...starts, ...operations },
  },
  {
    name: 'what comes straight, by whatever way',
    text: events + shop.replace(' to T', '') + depot.replace(' from T', '') + post,
    becomes: {
      ...quiet,
      'on Packed from T': 'serves onPacked(Packed)',
      'on Ordered': 'serves onOrdered(Ordered)',
      'publishes Ordered } }': `starts OrderedFlow with key id } }\norchestrator OrderedFlow {${steps()}`,
    },
  },
  { name: 'not a single step', text: events + shop + depot.replace('  publishes Packed to T', '') },
  {
    name: 'not what waits for several',
    text: `${plain}service Both { on all of Ordered, Packed within 5m from T { puts Letters } otherwise { deletes Letters } }`,
  },
  { name: 'not what is done with options', text: plain.replace('on Packed from T', 'on Packed from T with batch 5') },
  { name: 'not what handles several messages', text: plain.replace('on Packed from T', 'on Packed, Sent from T') },
  { name: 'not what nobody says what it does', text: plain.replace('on Packed from T { puts Letters }', 'on Packed from T') },
  {
    name: 'not what begins at a time that nobody knows',
    text: plain.replace('serves order { publishes Ordered to T }', 'publishes Ordered to T'),
  },
  { name: 'not what is sent so often', text: plain.replace('publishes Packed to T', 'publishes Packed to T at 5/s') },
  { name: 'not what is begun so often', text: plain.replace('publishes Ordered to T', 'publishes Ordered to T at 5/s') },
  { name: 'not what goes through an outbox', text: plain.replace('publishes Packed to T', 'publishes Packed to T via outbox Parcels') },
  { name: 'not what is decided', text: plain.replace('publishes Packed to T', 'when "ready" { publishes Packed to T }') },
  { name: 'not what others hear of the beginning', text: `${plain}service Mail { on Ordered from T { puts Letters } }` },
  {
    name: 'not what one service does twice',
    text: events + shop + depot.replace('{ on Ordered', '{ on Packed from T { puts Letters }  on Ordered'),
  },
  {
    name: 'not what is told to the last by another, too',
    text: `${plain.replace('puts Letters', 'puts Letters  publishes Sent to T')}service Last { on Sent from T { puts Letters } }
service Mail { on Packed from T { publishes Sent to T } }`,
  },
  {
    name: 'not a row whose last is done with options',
    text: `${plain.replace('puts Letters', 'puts Letters  publishes Sent to T')}service Last { on Sent from T with batch 5 { puts Letters } }`,
  },
  {
    name: 'not what others hear straight of the beginning',
    text: `${events}${shop.replace(' to T', '')}${depot.replace(' from T', '')}${post}service Mail { on Ordered { puts Letters } }`,
  },
  {
    name: 'not what leads to the row from beside it',
    text: `${plain}service Again { on Packed from T { publishes Ordered to T } }`,
  },
  {
    name: 'not what is in another system',
    text: `system shop { ${events.replaceAll('\n', ' ')} ${shop.trim()} ${depot.trim()} }\nsystem far { service Post { on shop.Packed from shop.T { puts Letters } } store Letters }`,
  },
  {
    name: 'not what somebody outside does',
    text: plain.replace(
      'service Post { on Packed from T { puts Letters } }',
      'external Post { on Packed from T { sends Sent to Q } }\nqueue Q',
    ),
  },
  { name: 'not what stands beside a remark', text: plain.replace('on Packed from T', 'on /* all */ Packed from T') },
];

describe('a workflow', () => {
  for (const { name, text, becomes, workflow = 'OrderedFlow' } of rows)
    it(name.startsWith('not') ? `does not call ${name.slice(4)}` : name, async () => {
      const design = await designOf(text);
      assert.deepEqual(design.problems, []);
      const choreography = analysisOf(design, choreographies).find(({ effect }) => effect.message?.name === 'Ordered');
      assert.ok(choreography);
      const title = `Let a workflow, ${workflow}, call them one after the other`;
      await assertOffers(text, orchestratorFix(design, choreography), becomes ? [{ title, becomes }] : []);
    });
});
