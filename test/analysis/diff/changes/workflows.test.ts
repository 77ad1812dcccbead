/** Steps of workflows, what undoes them, and where they go when they fail. */
import { change } from '../../../../analysis/diff/changes/workflows.ts';
import { describeChanges } from '../../../support/changes.ts';

const run = (...steps: readonly string[]): string => `orchestrator Run { ${steps.join('  ')} }
service Stock { serves take  serves release  serves tell }
store Rows
orchestrator Other { step One calls Stock.tell }`;

const answers = (...steps: readonly string[]): string => `event Yes\nevent No\nqueue Answers\n${run(...steps)}`;

describeChanges(change, [
  {
    name: 'a step that is new, with what it does',
    before: run('step Take calls Stock.take'),
    after: run('step Take calls Stock.take', 'step Tell parallel { calls Stock.tell  puts Rows }', 'step Sleep wait 1d'),
    says: ['~ Run has a step Tell now, which calls Stock.tell and puts Rows.', '~ Run has a step Sleep now.'],
    at: ['after: step Tell parallel { calls Stock.tell  puts Rows }', 'after: step Sleep'],
  },
  {
    name: 'a step that has gone: where it was',
    before: run('step Take calls Stock.take', 'step Tell calls Stock.tell'),
    after: run('step Take calls Stock.take'),
    says: ['~ Run no longer has the step Tell, which calls Stock.tell.'],
    at: ['before: step Tell calls Stock.tell'],
  },
  {
    name: 'nothing where steps change places',
    before: run('step Take calls Stock.take', 'step Tell calls Stock.tell'),
    after: run('step Tell calls Stock.tell', 'step Take calls Stock.take'),
    says: [],
  },
  {
    name: 'undone now: where that is said',
    before: run('step Take calls Stock.take'),
    after: run('step Take calls Stock.take undo Stock.release'),
    says: ['+ The step Take of Run is undone by Stock.release now when the run fails.'],
    at: ['after: undo Stock.release'],
  },
  {
    name: 'undone no longer',
    before: run('step Take calls Stock.take undo Stock.release'),
    after: run('step Take calls Stock.take'),
    says: ['- The step Take of Run is not undone any more when the run fails; it was, by Stock.release.'],
    at: ['after: step Take calls Stock.take'],
  },
  {
    name: 'undone by something else',
    before: run('step Take calls Stock.take undo Stock.tell'),
    after: run('step Take calls Stock.take undo { calls Stock.release  deletes Rows }'),
    says: ['~ The step Take of Run is undone by Stock.release and `deletes Rows` now when the run fails; it was Stock.tell.'],
  },
  {
    name: 'undone by one thing more',
    before: run('step Take calls Stock.take undo { calls Stock.release }'),
    after: run('step Take calls Stock.take undo { calls Stock.release  calls Stock.tell }'),
    says: ['~ The step Take of Run is undone by Stock.release and Stock.tell now when the run fails; it was Stock.release.'],
  },
  {
    name: 'nothing where it is undone by the same',
    before: run('step Take calls Stock.take undo Stock.release'),
    after: run('step Take calls Stock.take undo { calls Stock.release }'),
    says: [],
  },
  {
    name: 'goes on elsewhere when it fails',
    before: run('step Take calls Stock.take', 'step Tell calls Stock.tell'),
    after: run('step Take calls Stock.take on failure Tell', 'step Tell calls Stock.tell'),
    says: ['~ The step Take of Run goes on with Tell now when it fails.'],
    at: ['after: step Take calls Stock.take on failure Tell'],
  },
  {
    name: 'goes on with another step when it fails',
    before: run('step Take calls Stock.take on failure Tell', 'step Tell calls Stock.tell', 'step Last calls Stock.tell'),
    after: run('step Take calls Stock.take on failure Last', 'step Tell calls Stock.tell', 'step Last calls Stock.tell'),
    says: ['~ The step Take of Run goes on with Last now when it fails.'],
  },
  {
    name: 'fails the run now',
    before: run('step Take calls Stock.take on failure Tell', 'step Tell calls Stock.tell'),
    after: run('step Take calls Stock.take', 'step Tell calls Stock.tell'),
    says: ['~ The step Take of Run fails the run now when it fails; it went on with Tell.'],
    at: ['after: step Take calls Stock.take'],
  },
  {
    name: 'nothing of workflows that are new or gone',
    before: run(),
    after: run().replace('orchestrator Run', 'orchestrator Ran'),
    says: [],
  },
  {
    name: 'each of the workflows',
    before: run('step Take calls Stock.take'),
    after: run('step Take calls Stock.take undo Stock.release').replace('step One', 'step Two'),
    says: [
      '+ The step Take of Run is undone by Stock.release now when the run fails.',
      '~ Other no longer has the step One, which calls Stock.tell.',
      '~ Other has a step Two now, which calls Stock.tell.',
    ],
  },
  {
    name: 'a timer that is longer: where it waits',
    before: run('step Rest waits 1h'),
    after: run('step Rest waits 2h'),
    says: ['~ The step Rest of Run waits 2h now; it was 1h.'],
    at: ['after: waits 2h'],
  },
  {
    name: 'what it waits for, in which order is all the same where all must come',
    before: answers('step Rest waits for Yes'),
    after: answers('step Rest waits for Yes, No from Answers at most 2d with heartbeat 5m'),
    says: ['~ The step Rest of Run waits for Yes or No from Answers, at most 2d, while a heartbeat comes every 5m now; it was for Yes.'],
  },
  {
    name: 'for all in place of one of them',
    before: answers('step Rest waits for Yes, No'),
    after: answers('step Rest waits for all of Yes, No with heartbeat'),
    says: ['~ The step Rest of Run waits for all of Yes and No, while a heartbeat comes now; it was for Yes or No.'],
  },
  {
    name: 'a step that waits now, and one that does not any more',
    before: answers('step One calls Stock.take', 'step Two waits 1h'),
    after: answers('step One waits 1h', 'step Two calls Stock.take'),
    says: ['~ The step One of Run waits 1h now.', '~ The step Two of Run no longer waits 1h.'],
  },
]);
