/** State kept on an instance gets exactly one finding, whatever stands in front of the service; a copy gets none. */
import assert from 'node:assert/strict';
import { lint } from '../support/design.ts';

const rules = new Set([
  'local-state-on-scaled-service',
  'sticky-sessions',
  'stateful-without-affinity',
  'durable-state-on-ephemeral-storage',
]);

const technologies = ['', ' : aws.ecs', ' : aws.lambda'];
const instances = ['', 'instances 1', 'instances 4', 'instances 1..4'];
const entries = ['', 'balancer Edge { routes "/" to S }', 'gateway Edge { sticky sessions  routes "/" to S }'];
const places = ['in memory', 'on disk', 'in Lone'];

describe('state that is kept', () => {
  for (const technology of technologies) {
    for (const count of instances) {
      for (const entry of entries) {
        for (const place of places) {
          const service = `service S${technology} { ${count}  keeps X ${place} }`;
          it(`${entry} ${service}`.trim(), async () => {
            const found = (await lint(`${entry}\n${service}\ncache Lone { replicas 0 }\n`)).filter(({ rule }) => rules.has(rule));
            // Pinning clients to a service that keeps nothing on its instances is a second matter.
            const faults = found.filter(({ severity }) => severity !== 'hint');
            assert.equal(faults.length, 1, JSON.stringify(found.map(({ message }) => message)));
          });
        }
      }
    }
  }

  it('is none where it is rebuilt from something', async () => {
    for (const entry of entries) {
      for (const count of instances) {
        const found = await lint(`${entry}\nservice S { ${count}  keeps X in memory rebuilt from Rows }\nstore Rows\n`);
        assert.deepEqual(
          found.filter(({ rule }) => rules.has(rule)).map(({ message }) => message),
          [],
        );
      }
    }
  });
});
