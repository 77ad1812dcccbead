/** All rules by the alphabet. Generated from the files of this folder by `npm run generate`. */
import type { Rule } from '../rule.ts';
import { rule as allOrNothingBatch } from './all-or-nothing-batch.ts';
import { rule as backlogGrows } from './backlog-grows.ts';
import { rule as brokerDedupIsNotIdempotency } from './broker-dedup-is-not-idempotency.ts';
import { rule as cacheWithoutExpiry } from './cache-without-expiry.ts';
import { rule as callWithoutTimeout } from './call-without-timeout.ts';
import { rule as choreographyTooComplex } from './choreography-too-complex.ts';
import { rule as commandDisguisedAsEvent } from './command-disguised-as-event.ts';
import { rule as competingServicesOnOneQueue } from './competing-services-on-one-queue.ts';
import { rule as concurrencyOverwhelmsDownstream } from './concurrency-overwhelms-downstream.ts';
import { rule as cyclicSyncDependency } from './cyclic-sync-dependency.ts';
import { rule as deadLetterBreaksOrdering } from './dead-letter-breaks-ordering.ts';
import { rule as deadLetterEvidenceExpires } from './dead-letter-evidence-expires.ts';
import { rule as deadLetterTypeMismatch } from './dead-letter-type-mismatch.ts';
import { rule as dedupWindowTooShort } from './dedup-window-too-short.ts';
import { rule as dualWriteWithoutOutbox } from './dual-write-without-outbox.ts';
import { rule as durableStateOnEphemeralStorage } from './durable-state-on-ephemeral-storage.ts';
import { rule as entryTimeoutExceeded } from './entry-timeout-exceeded.ts';
import { rule as eventLoop } from './event-loop.ts';
import { rule as externalStateExceedsLatencyBudget } from './external-state-exceeds-latency-budget.ts';
import { rule as fifoWithoutNeed } from './fifo-without-need.ts';
import { rule as functionChaining } from './function-chaining.ts';
import { rule as hotPartition } from './hot-partition.ts';
import { rule as hotReadWithoutCache } from './hot-read-without-cache.ts';
import { rule as invalidTechnologySetting } from './invalid-technology-setting.ts';
import { rule as joinWithoutTimeout } from './join-without-timeout.ts';
import { rule as localStateOnScaledService } from './local-state-on-scaled-service.ts';
import { rule as lossyHopOnCriticalPath } from './lossy-hop-on-critical-path.ts';
import { rule as maxReceiveCountOutOfRange } from './max-receive-count-out-of-range.ts';
import { rule as misplacedDeadLetterQueue } from './misplaced-dead-letter-queue.ts';
import { rule as missingCompensation } from './missing-compensation.ts';
import { rule as missingCorrelationId } from './missing-correlation-id.ts';
import { rule as missingDeadLetterQueue } from './missing-dead-letter-queue.ts';
import { rule as missingFailureEvent } from './missing-failure-event.ts';
import { rule as missingOrderingKey } from './missing-ordering-key.ts';
import { rule as mixedCoordination } from './mixed-coordination.ts';
import { rule as mixedWorkloadQueue } from './mixed-workload-queue.ts';
import { rule as nonAtomicDedup } from './non-atomic-dedup.ts';
import { rule as nonIdempotentConsumer } from './non-idempotent-consumer.ts';
import { rule as orchestrationOverkill } from './orchestration-overkill.ts';
import { rule as orchestratorCentralDependency } from './orchestrator-central-dependency.ts';
import { rule as orchestratorWithoutHistory } from './orchestrator-without-history.ts';
import { rule as orderingLost } from './ordering-lost.ts';
import { rule as payloadExceedsHopLimit } from './payload-exceeds-hop-limit.ts';
import { rule as pointToPointEvent } from './point-to-point-event.ts';
import { rule as poisonMessageBlocksPartition } from './poison-message-blocks-partition.ts';
import { rule as queueAgeUnmonitored } from './queue-age-unmonitored.ts';
import { rule as redundantIdempotency } from './redundant-idempotency.ts';
import { rule as retryAmplification } from './retry-amplification.ts';
import { rule as retryWithoutBackoff } from './retry-without-backoff.ts';
import { rule as retryWithoutIdempotency } from './retry-without-idempotency.ts';
import { rule as sharedDatabase } from './shared-database.ts';
import { rule as singleInstanceOnCriticalPath } from './single-instance-on-critical-path.ts';
import { rule as staleReadViolatesConsistency } from './stale-read-violates-consistency.ts';
import { rule as statefulWithoutAffinity } from './stateful-without-affinity.ts';
import { rule as stepWithoutErrorHandling } from './step-without-error-handling.ts';
import { rule as stickySessions } from './sticky-sessions.ts';
import { rule as syncChainTooDeep } from './sync-chain-too-deep.ts';
import { rule as throughputExceedsQuota } from './throughput-exceeds-quota.ts';
import { rule as unattendedDeadLetterQueue } from './unattended-dead-letter-queue.ts';
import { rule as unbufferedBurst } from './unbuffered-burst.ts';
import { rule as uncontrolledConcurrentWrites } from './uncontrolled-concurrent-writes.ts';
import { rule as unmatchedEvent } from './unmatched-event.ts';
import { rule as unnecessaryDeadLetterQueue } from './unnecessary-dead-letter-queue.ts';
import { rule as unprotectedDependency } from './unprotected-dependency.ts';
import { rule as unstableIdempotencyKey } from './unstable-idempotency-key.ts';
import { rule as unsupportedAccessPattern } from './unsupported-access-pattern.ts';
import { rule as unversionedEventContract } from './unversioned-event-contract.ts';
import { rule as unversionedOutOfOrderUpdate } from './unversioned-out-of-order-update.ts';
import { rule as visibilityTimeoutTooShort } from './visibility-timeout-too-short.ts';
import { rule as workflowLimitExceeded } from './workflow-limit-exceeded.ts';

export const rules: readonly Rule[] = [
  allOrNothingBatch,
  backlogGrows,
  brokerDedupIsNotIdempotency,
  cacheWithoutExpiry,
  callWithoutTimeout,
  choreographyTooComplex,
  commandDisguisedAsEvent,
  competingServicesOnOneQueue,
  concurrencyOverwhelmsDownstream,
  cyclicSyncDependency,
  deadLetterBreaksOrdering,
  deadLetterEvidenceExpires,
  deadLetterTypeMismatch,
  dedupWindowTooShort,
  dualWriteWithoutOutbox,
  durableStateOnEphemeralStorage,
  entryTimeoutExceeded,
  eventLoop,
  externalStateExceedsLatencyBudget,
  fifoWithoutNeed,
  functionChaining,
  hotPartition,
  hotReadWithoutCache,
  invalidTechnologySetting,
  joinWithoutTimeout,
  localStateOnScaledService,
  lossyHopOnCriticalPath,
  maxReceiveCountOutOfRange,
  misplacedDeadLetterQueue,
  missingCompensation,
  missingCorrelationId,
  missingDeadLetterQueue,
  missingFailureEvent,
  missingOrderingKey,
  mixedCoordination,
  mixedWorkloadQueue,
  nonAtomicDedup,
  nonIdempotentConsumer,
  orchestrationOverkill,
  orchestratorCentralDependency,
  orchestratorWithoutHistory,
  orderingLost,
  payloadExceedsHopLimit,
  pointToPointEvent,
  poisonMessageBlocksPartition,
  queueAgeUnmonitored,
  redundantIdempotency,
  retryAmplification,
  retryWithoutBackoff,
  retryWithoutIdempotency,
  sharedDatabase,
  singleInstanceOnCriticalPath,
  staleReadViolatesConsistency,
  statefulWithoutAffinity,
  stepWithoutErrorHandling,
  stickySessions,
  syncChainTooDeep,
  throughputExceedsQuota,
  unattendedDeadLetterQueue,
  unbufferedBurst,
  uncontrolledConcurrentWrites,
  unmatchedEvent,
  unnecessaryDeadLetterQueue,
  unprotectedDependency,
  unstableIdempotencyKey,
  unsupportedAccessPattern,
  unversionedEventContract,
  unversionedOutOfOrderUpdate,
  visibilityTimeoutTooShort,
  workflowLimitExceeded,
];
