/** What is said of a design's `require`s: which run breaks one, and which of several is told. */
import assert from 'node:assert/strict';
import { ExplorationCancelled } from '../../analysis/explorer/index.ts';
import { checkRequirements, faultNames, requirementProblems } from '../../analysis/requirements.ts';
import { designOf } from '../support/design.ts';

const shop = (queue: string, more = ''): string => `event Paid { key id  critical }
external Web { sends Paid to Ledger }
queue Ledger : aws.sqs { ${queue} }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { puts Rows } }
store Rows : aws.dynamodb
${more}
`;

/** @returns what is said, with the text that it points at. */
async function said(text: string): Promise<readonly string[]> {
  return checkRequirements(await designOf(text)).map(
    ({ rule, message, source }) => `${rule} at ${text.slice(source.offset, source.end)}: ${message}`,
  );
}

const never = 'require Paid never lost';

describe('what is required', () => {
  it('is broken by the fault that is enough, at the requirement', async () => {
    assert.deepEqual(await said(shop('drops after 3 attempts', never)), [
      `broken-requirement at ${never}: Paid is lost: Books cannot handle it, and when its tries are used up nothing keeps it. In \`Web sends Paid\` a message that cannot be handled is enough.`,
    ]);
  });

  it('is explained by the steps of the run, where each of them stands', async () => {
    const text = shop('drops after 3 attempts', never);
    const [problem] = checkRequirements(await designOf(text));
    const steps = (problem?.related ?? []).map(({ message, source }) => `${message} | ${text.slice(source.offset, source.end)}`);
    assert.match(steps[0] ?? '', /^Web .*\| sends Paid to Ledger$/);
    assert.ok(steps.length > 2, steps.join('\n'));
    assert.ok(
      steps.every((step) => /^\S.* \| \S/.test(step)),
      steps.join('\n'),
    );
  });

  it('is nothing where it is kept, and where nothing is required', async () => {
    assert.deepEqual(await said(shop('dead-letters after 5 attempts  alarm', never)), []);
    assert.deepEqual(await said(shop('drops after 3 attempts')), []);
  });

  it('is told once, by the flow that needs the fewest faults', async () => {
    const twice = 'require Rows at most once per Paid';
    const text = shop(
      'dead-letters after 5 attempts  alarm',
      `external Desk { sends Paid to Second }
queue Second : aws.sqs { dead-letters after 5 attempts  alarm }
service Copy : aws.lambda { timeout 5s  on Paid from Second { puts Rows  puts Rows } }
${twice}`,
    );
    const found = await said(text);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /In `Desk sends Paid` it takes no fault at all\.$/);
  });

  it('is told by that flow, also where it comes first', async () => {
    const text = `event Paid { key id  critical }
external Desk { sends Paid to Second }
external Web { sends Paid to Ledger }
queue Ledger : aws.sqs { dead-letters after 5 attempts  alarm }
queue Second : aws.sqs { dead-letters after 5 attempts  alarm }
service Books : aws.lambda { timeout 5s  on Paid from Ledger { puts Rows } }
service Copy : aws.lambda { timeout 5s  on Paid from Second { puts Rows  puts Rows } }
store Rows : aws.dynamodb
require Rows at most once per Paid`;
    const found = await said(text);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /In `Desk sends Paid` it takes no fault at all\.$/);
  });

  it('is told by the first of the flows that need as few', async () => {
    const text = shop(
      'drops after 3 attempts',
      `external Desk { sends Paid to Second }
queue Second : aws.sqs { drops after 3 attempts }
service Copy : aws.lambda { timeout 5s  on Paid from Second { puts Rows } }
${never}`,
    );
    const found = await said(text);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /In `Web sends Paid` a message that cannot be handled is enough\.$/);
  });

  it('is told in the order of what is broken, and what nothing reaches after it', async () => {
    const found = await said(shop('drops after 3 attempts', `require Rows at most once per Idle\nevent Idle\n${never}`));
    assert.deepEqual(
      found.map((text) => text.split(':')[0]),
      [`broken-requirement at ${never}`, 'unreachable-requirement at require Rows at most once per Idle'],
    );
  });

  it('is looked at once for a design', async () => {
    const design = await designOf(shop('drops after 3 attempts', never));
    assert.equal(checkRequirements(design), checkRequirements(design));
  });

  it('is not looked at to the end where nobody waits for it', async () => {
    const design = await designOf(shop('drops after 3 attempts', never));
    assert.throws(() => checkRequirements(design, () => true), ExplorationCancelled);
    assert.equal(checkRequirements(design).length, 1, 'and is not taken for kept afterwards');
  });

  it('is left open where not every run was looked at', async () => {
    const branches = Array.from({ length: 12 }, (_, number) => `when "${number}" { puts Rows }`).join('  ');
    const text = `store Rows\nservice Big { serves run { ${branches} } }\nrequire Big.run all or nothing`;
    const [problem, ...others] = checkRequirements(await designOf(text));
    assert.deepEqual(others, []);
    assert.deepEqual(
      [problem?.rule, text.slice(problem?.source.offset, problem?.source.end), problem?.message],
      [
        'unsettled-requirement',
        'require Big.run all or nothing',
        'Nobody knows whether this holds: `Big.run is called` has more than 1,000 variants, of which the rest was not looked at. Ask it of a part of the design, with its own system or fewer branches.',
      ],
    );
    assert.deepEqual(
      problem?.related.map(({ message, source }) => [message, text.slice(source.offset, source.end)]),
      [['Big.run is called begins here', 'serves run']],
    );
  });
});

describe('faults', () => {
  it('are told in words, each in its own', () => {
    assert.deepEqual(
      Object.entries(faultNames).map(([fault, words]) => `${fault}: ${words} is enough.`),
      [
        'duplicate: a message that comes twice is enough.',
        'crash: a crash is enough.',
        'lost-reply: a lost answer is enough.',
        'poison: a message that cannot be handled is enough.',
        'drop: a message lost on its way is enough.',
        'reorder: a message that another overtakes is enough.',
        'instance-loss: the loss of an instance is enough.',
        'scale-out: a further instance is enough.',
        'outage: an outage is enough.',
        'stale-read: a read that lags is enough.',
      ],
    );
  });

  it('lead to findings of three sorts', () =>
    assert.deepEqual(requirementProblems, ['broken-requirement', 'unreachable-requirement', 'unsettled-requirement']));
});
