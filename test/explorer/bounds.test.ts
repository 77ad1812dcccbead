/** Where the explorer stops: flows of more occurrences, variants and states than it looks at. Apart from the rest because each of these designs takes long. */
import assert from 'node:assert/strict';
import { explore } from '../../analysis/explorer/index.ts';
import { checkRequirements } from '../../analysis/requirements.ts';
import { designOf, lint } from '../support/design.ts';

const shop = `
  event Placed { key orderId }
  queue Orders : aws.sqs { dead-letters after 3 attempts  alarm }
  store Sales : aws.dynamodb { key orderId }
  service Shop : aws.lambda { serves place { sends Placed to Orders } }
`;

describe('the explorer', () => {
  it('says when a bound has stopped it', async () => {
    const levels = Array.from({ length: 13 }, (_, at) => `event E${at}  topic T${at} : aws.sns`).join('\n');
    const handlers = Array.from({ length: 12 }, (_, at) =>
      ['A', 'B'].map((name) => `service ${name}${at} { on E${at} from T${at} { publishes E${at + 1} to T${at + 1} } }`).join('\n'),
    ).join('\n');
    const start =
      'service Start { serves go { publishes E0 to T0  calls Late.add } }  service Late { serves add { puts Last } }  store Last';
    const { flows, unreachable } = explore(
      await designOf(`system s {\n${levels}\n${handlers}\n${start}\nrequire Last at most once per Start.go\n}`),
    );
    const wide = flows.find(({ name }) => name === 'Start.go is called');
    assert.equal(wide?.complete, false);
    assert.match(wide?.bound ?? '', /^more than [\d,]+ occurrences$/);
    // What was left out may be what the requirement speaks of.
    assert.deepEqual([wide?.unsettled, unreachable], [[0], []]);
  });

  it('says when there are more variants than it looks at', async () => {
    const branches = Array.from({ length: 11 }, (_, at) => `when "case ${at}" { reads Rows }`).join('  ');
    const { flows } = explore(await designOf(`store Rows : postgres\nservice S { serves go { ${branches} } }`));
    assert.equal(flows[0]?.bound, 'more than 1,000 variants');
  });

  it('leaves open what a requirement says of a flow that is not looked at whole', async () => {
    const branches = Array.from({ length: 12 }, (_, number) => `when "${number}" { puts Sales }`).join('  ');
    const text = `system shop {${shop}service Big : aws.lambda { serves run { ${branches} } }
      require Big.run leads to Sales\nrequire Big.run all or nothing\nrequire Placed never lost\n}`;
    const design = await designOf(text);
    const problems = checkRequirements(design);
    assert.deepEqual(
      problems.map(({ rule, source }) => [rule, text.slice(source.offset, source.end)]),
      [
        ['broken-requirement', 'require Big.run leads to Sales'],
        ['unsettled-requirement', 'require Big.run all or nothing'],
      ],
    );
    assert.match(problems[1]?.message ?? '', /^Nobody knows whether this holds: `Big\.run is called` has more than 1,000 variants, /);
    const finding = (await lint(text)).find(({ rule }) => rule === 'unsettled-requirement');
    assert.deepEqual([finding?.severity, finding?.code], ['warning', 'TXT013']);
  });
});
