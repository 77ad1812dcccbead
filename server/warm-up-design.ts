/** A design for the warm-up: a bit of everything that designs say, right and wrong. It has no system around it, so that its names are its own. */
export const warmUpDesign = `technology house.queue is queue like aws.sqs { retention 4d }
owner "Shop"
correlation traceId
/** Somebody wants something. */
event OrderPlaced { key orderId  critical  ordered by orderId  size 4KB  version 1 }
event OrderPaid { key orderId  critical  schema "paid.json" }
event OrderShipped { key orderId }
event Noted { expendable  useful for 1h }
command PackOrder { key orderId  critical }
group shop "Shop" {
  actor Shopper { calls Api "POST /orders" with timeout 3s, 2 retries exponential jitter, key orderId at 5..50/s }
  gateway Api : aws.apigateway { timeout 29s  routes "POST /orders" to Ordering.place  routes "GET /orders" to Ordering.status }
  balancer Door : aws.alb { sticky sessions  routes "/" to Basket }
  service Ordering : aws.lambda {
    timeout 10s
    serves place in 40ms idempotent by orderId { puts Orders  publishes OrderPlaced to Events via outbox Orders }
    serves status in 10ms safe { reads Orders strongly  reads Recent }
    serves paid idempotent by orderId { atomically { puts Orders  inserts Ledger }  publishes OrderPaid to Events }
    serves refund { deletes Orders  calls Post.send with 3 retries }
    every 1h { reads Orders  when "many" { publishes Noted to Log } otherwise { increments Sales } }
  }
  store Orders : aws.dynamodb { key orderId  index customerId  owned by Ordering  consistency eventual }
  store Ledger : postgres { replicas 1 }
  cache Recent : redis { caches Orders }
  topic Events : aws.sns
  stream Log : kafka { partitions 6  retention 7d  grouped by orderId }
  bus Bus : aws.eventbridge
}
queue Totals : aws.sqs { subscribes to Events for OrderPlaced  visibility 5s  dead-letters to Parked after 5 attempts }
queue Packing : aws.sqs.fifo { grouped by orderId  visibility 60s  dead-letters after 5 attempts  alarm }
queue Shipped : house.queue { subscribes to Events for OrderShipped with filter "country" }
queue Parked : aws.sqs { retention 14d }
service Statistics : aws.lambda { timeout 10s  on OrderPlaced from Totals in 20ms with batch 10, concurrency 5 { increments Sales } }
store Sales : aws.dynamodb { key day }
orchestrator Fulfil : aws.stepfunctions {
  subscribes to Events for OrderPaid with key orderId
  step Reserve calls Stock.reserve with timeout 5s, 3 retries exponential jitter undo Stock.release
  step Pack sends PackOrder to Packing with unlimited retries exponential jitter
  step Wait waits for OrderShipped at most 2d
  step Tell calls Post.send on failure Reserve
} otherwise {
  step Cancel calls Ordering.refund
}
service Stock : aws.lambda { timeout 5s  serves reserve idempotent by orderId { puts Shelf if newer }  serves release { deletes Shelf } }
store Shelf : aws.dynamodb { key orderId  owned by Stock }
service Bench : aws.ecs {
  instances 2..6
  keeps Layout in memory rebuilt from Shelf
  on PackOrder from Packing in 5s idempotent by orderId using Seen { puts Orders  publishes OrderShipped to Events with 2 retries }
}
store Seen : aws.dynamodb { key orderId  ttl 1h }
service Basket : kubernetes { instances 3  keeps Carts in memory  serves add { calls Ordering.status  calls Stock.reserve with fallback Stock.release } }
service Mail : aws.lambda {
  timeout 20s
  on OrderShipped from Shipped { each "receiver" at most 5 { calls Post.send with timeout 5s, key orderId } }
  on all of OrderPaid, OrderShipped within 1d using Seen { parallel { reads Orders  reads Shelf } sends PackOrder to Packing } otherwise { increments Sales }
}
external Post { serves send expendable idempotent by orderId }
service Watch : aws.ecs { instances 1  on Noted from Log with ordering none { writes Sales } }
flow checkout from Ordering.place { critical  within 300ms  available 99.9% }
flow look from Ordering.status { reads own writes }
view All { include shop }
`;
