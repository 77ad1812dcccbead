/** A thread does one job after another, whatever becomes of one of them. */
import assert from 'node:assert/strict';
import type { LayoutAnswer } from '../../server/layout-worker.ts';
import { Thread } from '../../server/thread.ts';

interface Job {
  readonly id: number;
  readonly sent: unknown;
}

const graph = { id: 'root' };

describe('a thread', () => {
  const rows: readonly { readonly name: string; readonly sent: readonly unknown[]; readonly comes: readonly string[] }[] = [
    { name: 'does its jobs in order', sent: [graph, graph, graph], comes: ['1 is done', '2 is done', '3 is done'] },
    {
      name: 'fails a job that cannot be sent, and goes on',
      sent: [graph, () => graph, graph],
      comes: ['1 is done', '2 fails', '3 is done'],
    },
    { name: 'that dies over a job is replaced', sent: [graph, null, graph], comes: ['1 is done', '2 fails', '3 is done'] },
    { name: 'asks once more where the answer is none', sent: ['again', graph], comes: ['1 is asked again', '1 is done', '2 is done'] },
  ];
  for (const { name, sent, comes } of rows) {
    it(name, async () => {
      const came: string[] = [];
      const all = Promise.withResolvers<void>();
      const say = (what: string): void => {
        came.push(what);
        if (came.length === comes.length) all.resolve();
      };
      const thread = new Thread<Job, LayoutAnswer>({
        module: 'layout-worker',
        name: 'The engine',
        request: ({ id, sent: what }) => (typeof what === 'object' && what ? { id, graph: what } : what === 'again' ? { id, graph } : what),
        answered: ({ id, sent: what }, answer) => {
          const isAgain = what === 'again' && !came.includes(`${id} is asked again`);
          say(isAgain ? `${id} is asked again` : 'error' in answer ? `${id} has the error ${answer.error}` : `${id} is done`);
          return !isAgain;
        },
        failed: ({ id }) => say(`${id} fails`),
      });
      for (const [index, what] of sent.entries()) thread.add({ id: index + 1, sent: what });
      await all.promise;
      await thread.dispose(new Error('Over.'));
      assert.deepEqual(came, comes);
    });
  }

  it('that is interrupted hands out what it did, and goes on with what waits; disposed of, it fails the rest', async () => {
    const came: string[] = [];
    const done = Promise.withResolvers<void>();
    const thread = new Thread<Job, LayoutAnswer>({
      module: 'layout-worker',
      name: 'The engine',
      request: ({ id }) => ({ id, graph }),
      answered: ({ id }) => {
        came.push(`${id} is done`);
        done.resolve();
        return true;
      },
      failed: ({ id }, { message }) => came.push(`${id}: ${message}`),
    });
    assert.equal(thread.isStarted, false);
    for (const id of [1, 2]) thread.add({ id, sent: graph });
    assert.deepEqual([thread.isStarted, thread.running?.id, thread.jobs.map(({ id }) => id)], [true, 1, [1, 2]]);
    assert.equal((await thread.interrupt())?.id, 1);
    await done.promise;
    for (const id of [3, 4, 5]) thread.add({ id, sent: graph });
    const last = thread.jobs.at(-1);
    if (last) thread.drop(last);
    await thread.dispose(new Error('Over.'));
    assert.deepEqual(came, ['2 is done', '3: Over.', '4: Over.']);
  });
});
