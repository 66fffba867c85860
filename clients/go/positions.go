package rpccamera

// positions has, for each event's name that is subscribed to, the number up to which nothing is missing.
//
// The service sends the events of a connection in the order of their numbers. So one that comes also says that there
// are none before it that were not sent, of whatever name.
type positions struct {
	logID   string
	reached map[string]int64
	// expected are the names whose `subscribe` is neither answered nor followed by an event yet.
	expected map[string]bool
}

func newPositions() positions {
	return positions{reached: map[string]int64{}, expected: map[string]bool{}}
}

// names returns those that are subscribed to.
func (p *positions) names() []string {
	names := make([]string, 0, len(p.reached))
	for name := range p.reached {
		names = append(names, name)
	}
	return names
}

// since returns the number after which events may be missing; false when there is nothing to miss.
func (p *positions) since() (int64, bool) {
	least, found := int64(0), false
	for _, reached := range p.reached {
		if !found || reached < least {
			least, found = reached, true
		}
	}
	return least, found
}

// expect notes that `subscribe` is being sent for names: their events may come before the answer.
func (p *positions) expect(names []string) {
	for _, name := range names {
		if _, isKnown := p.reached[name]; !isKnown {
			p.expected[name] = true
		}
	}
}

// subscribe notes that `subscribe` was answered: newer events than lastSeq are due from now on.
func (p *positions) subscribe(names []string, lastSeq int64, logID string) {
	p.logID = logID
	for _, name := range names {
		delete(p.expected, name)
		if _, isKnown := p.reached[name]; !isKnown {
			p.reached[name] = lastSeq
		}
	}
}

// unsubscribe notes that events of names are not due any more.
func (p *positions) unsubscribe(names []string) {
	for _, name := range names {
		delete(p.reached, name)
		delete(p.expected, name)
	}
}

// forgetUnanswered drops those of names whose `subscribe` was not answered.
func (p *positions) forgetUnanswered(names []string) {
	for _, name := range names {
		delete(p.expected, name)
	}
}

// accept says whether the event is new, and notes that it has come.
func (p *positions) accept(name string, seq int64) bool {
	reached, isKnown := p.reached[name]
	if isKnown && seq <= reached {
		return false
	}
	if isKnown || p.expected[name] {
		delete(p.expected, name)
		p.reached[name] = seq
		p.catchUp(seq)
	}
	return true
}

// catchUp notes that nothing is missing up to seq.
func (p *positions) catchUp(seq int64) {
	for name, reached := range p.reached {
		if reached < seq {
			p.reached[name] = seq
		}
	}
}

// beginLog notes that another log has begun: all its events are new.
func (p *positions) beginLog(logID string) {
	p.logID = logID
	for name := range p.reached {
		p.reached[name] = 0
	}
}
