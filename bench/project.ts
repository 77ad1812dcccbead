/** A made-up project of any size for measurements: shops of twenty elements that tell each other about orders, split into files. */
import type { Design } from '../language/model/design.ts';
import { ProjectReader } from '../language/read.ts';

/** A project as files by name. */
export type Files = ReadonlyMap<string, string>;

const ELEMENTS_PER_SHOP = 20;

/** One shop: an API, a workflow, queues with dead letters, consumers that are right and some that are not, stores. */
function shop(number: number, system: string, next: string): string {
  const n = (name: string): string => `${name}${number}`;
  return `
  event ${n('OrderPlaced')} { key orderId  critical  ordered by orderId  size 4KB }
  event ${n('OrderPaid')} { key orderId  critical }
  event ${n('OrderShipped')} { key orderId }
  command ${n('PackOrder')} { key orderId  critical }

  group ${n('shop')} "Shop ${number}" {
    owner "Team ${number % 12}"
    actor ${n('Shopper')} { calls ${n('Api')} "POST /orders" with timeout 3s, 2 retries exponential jitter, key orderId at 5..50/s }
    gateway ${n('Api')} : aws.apigateway { timeout 29s  routes "POST /orders" to ${n('Ordering')}.place  routes "GET /orders" to ${n('Ordering')}.status }
    service ${n('Ordering')} : aws.lambda {
      timeout 10s
      serves place in 40ms idempotent by orderId {
        puts ${n('Orders')}
        publishes ${n('OrderPlaced')} to ${n('Events')} via outbox ${n('Orders')}
      }
      serves status in 10ms { reads ${n('Orders')} }
      serves paid idempotent by orderId { puts ${n('Orders')}  publishes ${n('OrderPaid')} to ${n('Events')} via outbox ${n('Orders')} }
      serves refund idempotent by orderId { deletes ${n('Orders')} }
    }
    store ${n('Orders')} : aws.dynamodb { key orderId  owned by ${n('Ordering')} }
    topic ${n('Events')} : aws.sns
    queue ${n('Totals')} : aws.sqs { subscribes to ${n('Events')} for ${n('OrderPlaced')}  visibility 60s  dead-letters to ${n('Parked')} after 5 attempts }
    queue ${n('Packing')} : aws.sqs { visibility 60s  dead-letters to ${n('Parked')} after 5 attempts  alarm }
    queue ${n('Shipped')} : aws.sqs { subscribes to ${n('Events')} for ${n('OrderShipped')}  dead-letters after 5 attempts  alarm }
    queue ${n('Parked')} : aws.sqs { retention 14d  alarm }
    service ${n('Statistics')} : aws.lambda { timeout 10s  on ${n('OrderPlaced')} from ${n('Totals')} in 20ms { increments ${n('Sales')} } }
    store ${n('Sales')} : aws.dynamodb { key day }
    orchestrator ${n('Fulfil')} : aws.stepfunctions {
      alarm
      subscribes to ${n('Events')} for ${n('OrderPaid')} with key orderId
      step Reserve calls ${n('Stock')}.reserve with timeout 5s, 3 retries exponential jitter undo ${n('Stock')}.release
      step Pack    sends ${n('PackOrder')} to ${n('Packing')} with unlimited retries exponential jitter
    } otherwise {
      step Cancel calls ${n('Ordering')}.refund with timeout 5s, unlimited retries exponential jitter
    }
    service ${n('Stock')} : aws.lambda {
      timeout 5s
      serves reserve idempotent by orderId { puts ${n('Shelf')} }
      serves release idempotent by orderId { deletes ${n('Shelf')} }
    }
    store ${n('Shelf')} : aws.dynamodb { key orderId  owned by ${n('Stock')} }
    service ${n('Bench')} : aws.ecs {
      instances 2..6
      keeps Layout in memory rebuilt from ${n('Shelf')}
      on ${n('PackOrder')} from ${n('Packing')} in 5s idempotent by orderId using ${n('Seen')} { publishes ${n('OrderShipped')} to ${n('Events')} }
    }
    store ${n('Seen')} : aws.dynamodb { key orderId  ttl 30d }
    service ${n('Mail')} : aws.lambda { timeout 20s  on ${n('OrderShipped')} from ${n('Shipped')} { calls ${n('Post')}.send with timeout 5s, key orderId } }
    external ${n('Post')} { serves send expendable idempotent by orderId }
    service ${n('Watch')} : aws.ecs { instances 2  on ${system}.OrderShipped${next} { puts ${n('Orders')} if newer } }
  }
`;
}

/**
 * How a project hangs together.
 * - `systems`: a system over ten files, each file's shops listen to one another;
 * - `one system`: the same, all in one system;
 * - `connected`: one system in which each shop listens to the next one, over all files.
 */
export type Shape = 'systems' | 'one system' | 'connected';

/**
 * Makes a project.
 * @param elements about how many elements, messages aside
 * @param files over how many files
 */
export function makeProject(elements: number, files: number, shape: Shape = 'systems'): Files {
  const shops = Math.max(files, Math.round(elements / ELEMENTS_PER_SHOP));
  const texts = new Map<string, string>();
  for (let file = 0, made = 0; file < files; file++) {
    const upTo = Math.round(((file + 1) * shops) / files);
    const ofFile = shape === 'systems' ? file % 10 : file;
    const system = `market${shape === 'systems' ? Math.floor(file / 10) : ''}`;
    let body = '';
    const first = made;
    for (; made < upTo; made++) {
      const next = shape === 'connected' ? (made + 1) % shops : made + 1 < upTo ? made + 1 : first;
      body += shop(made, system, String(next));
    }
    texts.set(
      `shop${String(file).padStart(3, '0')}.arch`,
      `system ${system} {${ofFile === 0 ? '\n  correlation traceId\n' : ''}${body}}\n`,
    );
  }
  return texts;
}

/** @returns a file of such a project with the same elements in no group. */
export function withoutGroups(text: string): string {
  return text.replace(/ {2}group shop\d+ "Shop \d+" \{\n {4}owner "[^"]*"\n/g, '').replace(/\n {2}\}\n(?=\n {2}event|\})/g, '\n');
}

/** Reads the design of a project by itself; what is computed of a design is kept with it, so each reading begins anew. */
export async function designOf(files: Files): Promise<Design> {
  const [design] = await new ProjectReader().read([new Map([...files].map(([name, text]) => [`file:///bench/${name}`, text]))]);
  if (!design) throw new Error('The project gives no design.');
  return design;
}
