package rpccamera

// MissedReason is why events were missed.
type MissedReason string

// The values of MissedReason: the service was restarted, or its log has forgotten them, or they were not read in time.
const (
	MissedReasonLogEnded      MissedReason = "log_ended"
	MissedReasonLogFull       MissedReason = "log_full"
	MissedReasonReaderTooSlow MissedReason = "reader_too_slow"
)

// EventsMissed stands for events that nobody can bring back; the session itself says so, and not the service.
type EventsMissed struct {
	Reason MissedReason
	// Message is the same in a sentence.
	Message string
	// AfterSeq is the last event before the gap that is known to have come, by the log that it is of.
	AfterSeq *int64
	// BeforeSeq is the first event after the gap that the log still has.
	BeforeSeq *int64
}

// Method returns the notification's name.
func (*EventsMissed) Method() string { return "events_missed" }

func logEnded(after int64) *EventsMissed {
	message := "The service was restarted: events at the end of its last run may be missing."
	return &EventsMissed{Reason: MissedReasonLogEnded, Message: message, AfterSeq: &after}
}

func logFull(after int64, before *int64) *EventsMissed {
	message := "The connection was away for too long: the service has forgotten events of that time."
	return &EventsMissed{Reason: MissedReasonLogFull, Message: message, AfterSeq: &after, BeforeSeq: before}
}

func readerTooSlow() *EventsMissed {
	return &EventsMissed{
		Reason:  MissedReasonReaderTooSlow,
		Message: "Events were dropped because they were not read in time.",
	}
}
