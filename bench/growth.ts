/** How the time of each rule grows with a design: four times the hops should take about four times as long, whatever the design looks like. */
import { defaultConfig } from '../analysis/config.ts';
import { analyze } from '../analysis/engine.ts';
import { printTable } from './measure.ts';
import { designOf, type Files, makeProject } from './project.ts';

/** The quickest round counts: whatever else the machine does only makes one slower. */
const ROUNDS = 7;
/** How many times as large the larger design is. */
const FACTOR = 4;
/** Times below this many milliseconds are the clock's. */
const least = 2;

/** Designs that stress an analysis each in its way: what is far away, what has many neighbours, what comes together. */
const shapes: readonly { readonly name: string; readonly size: number; readonly of: (size: number) => Files }[] = [
  { name: 'connected shops', size: 1_250, of: (size) => makeProject(size, Math.max(1, size / 50), 'connected') },
  {
    name: 'a chain of messages',
    size: 250,
    of: (size) => designWith(size, messageChain, 'queue Q0 : aws.sqs\nevent E0 { key id }\nexternal Web { sends E0 to Q0 }\n'),
  },
  {
    name: 'a chain of calls',
    size: 250,
    of: (size) => designWith(size, callChain, 'actor Web { calls S0.go with timeout 1s, 2 retries exponential jitter }\n'),
  },
  {
    name: 'one topic, many subscribers',
    size: 250,
    of: (size) => designWith(size, subscriber, 'event E { key id }\ntopic T : aws.sns\nexternal Web { publishes E to T }\n'),
  },
  {
    name: 'many callers of one service',
    size: 250,
    of: (size) =>
      designWith(size, caller, 'service Hub : aws.ecs { instances 2  serves go { increments Totals } }\nstore Totals : aws.dynamodb\n'),
  },
  {
    name: 'many senders to one queue',
    size: 250,
    of: (size) =>
      designWith(
        size,
        sender,
        'event E { key id }\nqueue Q : aws.sqs\nservice All : aws.lambda { on E from Q { increments Totals } }\nstore Totals : aws.dynamodb\n',
      ),
  },
];

function designWith(size: number, part: (index: number, next: number) => string, rest: string): Files {
  const parts = Array.from({ length: size }, (_, index) => part(index, index + 1));
  return new Map([['growth.arch', `${rest}${parts.join('')}${part === callChain ? `service S${size} { serves go }\n` : ''}`]]);
}

function messageChain(index: number, next: number): string {
  return `event E${next} { key id }
queue Q${next} : aws.sqs
service S${index} : aws.lambda { on E${index} from Q${index} { puts R${index}  sends E${next} to Q${next} } }
store R${index} : aws.dynamodb\n`;
}

function callChain(index: number, next: number): string {
  return `service S${index} : aws.ecs { instances 2  serves go { calls S${next}.go with timeout 1s, 2 retries } }\n`;
}

function subscriber(index: number): string {
  return `queue Q${index} : aws.sqs { subscribes to T for E }
service S${index} : aws.lambda { on E from Q${index} { increments R${index} } }
store R${index} : aws.dynamodb\n`;
}

function caller(index: number): string {
  return `service S${index} : aws.lambda { serves go { calls Hub.go with timeout 1s, 2 retries } }
actor A${index} { calls S${index}.go }\n`;
}

function sender(index: number): string {
  return `service S${index} : aws.lambda { serves go { sends E to Q } }
actor A${index} { calls S${index}.go at 3/s }\n`;
}

/** Milliseconds by rule, and of all, in the quickest warm round. What several rules need to know counts for the first that asks. */
async function timesOf(files: Files): Promise<ReadonlyMap<string, number>> {
  const byRule = new Map<string, number[]>();
  const add = (rule: string, time: number): void => void byRule.set(rule, [...(byRule.get(rule) ?? []), time]);
  for (let round = 0; round < ROUNDS; round++) {
    const design = await designOf(files);
    const started = performance.now();
    analyze(design, defaultConfig('file:///bench'), { onRule: add });
    add('all rules', performance.now() - started);
  }
  return new Map([...byRule].map(([rule, values]) => [rule, Math.min(...values)]));
}

/** Measures and prints, for each shape, all rules together and those that grow most. */
export async function benchGrowth(): Promise<void> {
  for (const { name, size, of } of shapes) {
    // The first design warms the rules for both.
    await timesOf(of(size));
    const small = await timesOf(of(size));
    const large = await timesOf(of(size * FACTOR));
    const growths = [...large]
      .filter(([, time]) => time >= least)
      .map(([rule, time]) => ({ rule, time, growth: time / Math.max(small.get(rule) ?? 0, 0.05) }))
      .sort((one, other) => Number(other.rule === 'all rules') - Number(one.rule === 'all rules') || other.growth - one.growth);
    printTable(
      `${name}: ${FACTOR} times as many, ${size * FACTOR}`,
      growths.slice(0, 8).map(({ rule, time, growth }) => ({
        what: rule,
        measured: `${time.toFixed(1)} ms, × ${growth.toFixed(1)}`,
        aim: `× ${FACTOR}, give or take`,
      })),
    );
  }
}
