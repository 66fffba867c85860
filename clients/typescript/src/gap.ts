// The event that stands for those that were missed.

/** Why events are missing, and between which. */
export interface EventsMissedParams {
  /** The service was restarted, or its log has forgotten them, or they were not read in time. */
  reason: "log_ended" | "log_full" | "reader_too_slow";
  /** The same in a sentence. */
  message: string;
  /** The last event before the gap that is known to have come, by the log that it is of. */
  after_seq?: number;
  /** The first event after the gap that the log still has. */
  before_seq?: number;
}

/** Events were missed that nobody can bring back; the session itself says so, and not the service. */
export interface EventsMissedNotification {
  method: "events_missed";
  params: EventsMissedParams;
}

/** Return the gap between the logs of two runs of the service. */
export function logEnded(after_seq: number): EventsMissedNotification {
  const message = "The service was restarted: events at the end of its last run may be missing.";
  return { method: "events_missed", params: { reason: "log_ended", message, after_seq } };
}

/** Return the gap that a log has that has no room for older events. */
export function logFull(after_seq: number, oldest: number | null): EventsMissedNotification {
  const message = "The connection was away for too long: the service has forgotten events of that time.";
  const before = oldest === null ? {} : { before_seq: oldest };
  return { method: "events_missed", params: { reason: "log_full", message, after_seq, ...before } };
}

/** Return the gap before the oldest event that is still kept for a reader. */
export function readerTooSlow(): EventsMissedNotification {
  const message = "Events were dropped because they were not read in time.";
  return { method: "events_missed", params: { reason: "reader_too_slow", message } };
}
