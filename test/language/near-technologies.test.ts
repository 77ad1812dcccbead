/** Unknown technologies: which known ones are proposed, as the quick fixes of the finding. */
import assert from 'node:assert/strict';
import { TestProject } from './project.ts';

/** What is written, and what is proposed for it, in this order. */
const cases: Readonly<Record<string, readonly string[]>> = {
  // Shortened or lengthened, of the vendor that is named.
  'gcp.run': ['gcp.cloudrun'],
  'aws.dynamo': ['aws.dynamodb', 'aws.dynamodb.streams'],
  'azure.cosmos': ['azure.cosmosdb', 'azure.cosmosdb.changefeed'],
  'gcp.cloudfunctions': ['gcp.functions'],
  'aws.sqs.standard': ['aws.sqs'],
  'gcp.sql': ['gcp.cloudsql', 'mysql', 'ksqldb'],
  // Written another way.
  'aws.step-functions': ['aws.stepfunctions', 'aws.stepfunctions.express', 'aws.stepfunctions.express.sync'],
  'AWS.SQS': ['aws.sqs', 'aws.sqs.fifo'],
  // Without the vendor, with one that nobody knows, or with one that does not make it.
  s3: ['aws.s3'],
  lambda: ['aws.lambda', 'aws.lambda.durable'],
  stepfunctions: ['aws.stepfunctions', 'aws.stepfunctions.express', 'aws.stepfunctions.express.sync'],
  'google.pubsub': ['gcp.pubsub', 'redis.pubsub'],
  'aws.kafka': ['kafka'],
  postgresql: ['postgres', 'azure.postgres', 'azure.sql'],
  // A variant of a product that stands for itself.
  'redis.cluster': ['redis'],
  // Misspelt.
  'aws.dynamdb': ['aws.dynamodb'],
  'rabbitmq.quorm': ['rabbitmq.quorum'],
  kafak: ['kafka'],
  // Of what is the project's own, too.
  'house.que': ['house.queue'],
  // Nothing is like them, though another vendor has a queue.
  'aws.queue': [],
  'acme.base': [],
};

describe('unknown technologies', () => {
  const project = new TestProject();
  before(() => project.open({}));

  for (const [written, proposed] of Object.entries(cases)) {
    it(`proposes for ${written} ${proposed.join(', ') || 'nothing'}`, async () => {
      await project.change('a.arch', `queue Q : ${written}\ntechnology house.queue is queue like aws.sqs\n`);
      const found = project.problems('a.arch').filter(({ rule }) => rule === 'unknown-technology');
      const titles = found.flatMap(({ fixes }) => fixes.map(({ title }) => title));
      assert.deepEqual(titles, [...proposed.map((name) => `Change to \`${name}\``), `Declare the technology \`${written}\``]);
    });
  }
});
