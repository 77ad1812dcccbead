/** All rules by the alphabet. Generated from the files of this folder by `npm run generate`. */
import type { Rule } from '../rule.ts';
import { rule as brokerDedupIsNotIdempotency } from './broker-dedup-is-not-idempotency.ts';
import { rule as choreographyTooComplex } from './choreography-too-complex.ts';
import { rule as deadLetterBreaksOrdering } from './dead-letter-breaks-ordering.ts';
import { rule as durableStateOnEphemeralStorage } from './durable-state-on-ephemeral-storage.ts';
import { rule as eventLoop } from './event-loop.ts';
import { rule as invalidTechnologySetting } from './invalid-technology-setting.ts';
import { rule as localStateOnScaledService } from './local-state-on-scaled-service.ts';
import { rule as missingCompensation } from './missing-compensation.ts';
import { rule as missingCorrelationId } from './missing-correlation-id.ts';
import { rule as missingDeadLetterQueue } from './missing-dead-letter-queue.ts';
import { rule as mixedCoordination } from './mixed-coordination.ts';
import { rule as nonIdempotentConsumer } from './non-idempotent-consumer.ts';
import { rule as orchestratorCentralDependency } from './orchestrator-central-dependency.ts';
import { rule as poisonMessageBlocksPartition } from './poison-message-blocks-partition.ts';
import { rule as retryWithoutIdempotency } from './retry-without-idempotency.ts';
import { rule as statefulWithoutAffinity } from './stateful-without-affinity.ts';
import { rule as stepWithoutErrorHandling } from './step-without-error-handling.ts';
import { rule as stickySessions } from './sticky-sessions.ts';
import { rule as unmatchedEvent } from './unmatched-event.ts';
import { rule as unnecessaryDeadLetterQueue } from './unnecessary-dead-letter-queue.ts';

export const rules: readonly Rule[] = [
  brokerDedupIsNotIdempotency,
  choreographyTooComplex,
  deadLetterBreaksOrdering,
  durableStateOnEphemeralStorage,
  eventLoop,
  invalidTechnologySetting,
  localStateOnScaledService,
  missingCompensation,
  missingCorrelationId,
  missingDeadLetterQueue,
  mixedCoordination,
  nonIdempotentConsumer,
  orchestratorCentralDependency,
  poisonMessageBlocksPartition,
  retryWithoutIdempotency,
  statefulWithoutAffinity,
  stepWithoutErrorHandling,
  stickySessions,
  unmatchedEvent,
  unnecessaryDeadLetterQueue,
];
