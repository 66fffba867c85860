package rpccamera

import (
	"context"
	"sync"
)

const mostKept = 10_000

// feed has the events of a session by their index from its start; those that all readers have had are forgotten.
type feed struct {
	mu       sync.Mutex
	kept     []Notification
	first    int // the index of the first that is kept
	unread   int // the index of the first that no reader has had
	streams  map[*EventStream]bool
	changed  chan struct{} // closed, and replaced, when an event or the end comes
	hasEnded bool
	err      error
}

func newFeed() *feed {
	return &feed{streams: map[*EventStream]bool{}, changed: make(chan struct{})}
}

// append adds an event; of too many that wait, the oldest is dropped.
func (f *feed) append(event Notification) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept = append(f.kept, event)
	if len(f.kept) > mostKept {
		f.drop(1)
	}
	f.wake()
}

// end has all readers end after the last event, with an error.
func (f *feed) end(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hasEnded, f.err = true, err
	f.wake()
}

func (f *feed) wake() {
	close(f.changed)
	f.changed = make(chan struct{})
}

func (f *feed) drop(count int) {
	for i := 0; i < count; i++ {
		f.kept[i] = nil
	}
	f.kept = f.kept[count:]
	f.first += count
}

// EventStream reads the events of a session, one after another. Of several at the same time each gets every event.
type EventStream struct {
	feed  *feed
	index int
	once  sync.Once
	ended chan struct{}
}

func (f *feed) stream() *EventStream {
	f.mu.Lock()
	defer f.mu.Unlock()
	stream := &EventStream{feed: f, index: f.unread, ended: make(chan struct{})}
	f.streams[stream] = true
	return stream
}

// Next waits for the next event. It returns ErrSessionClosed after the session or the stream was closed, or what else
// ended the session. An *EventsMissed stands for events that are lost.
func (s *EventStream) Next(ctx context.Context) (Notification, error) {
	for {
		event, changed, err := s.read()
		if event != nil || err != nil {
			return event, err
		}
		select {
		case <-changed:
		case <-s.ended:
			return nil, ErrSessionClosed
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Close ends the stream: what it has not had is not kept for it.
func (s *EventStream) Close() {
	s.once.Do(func() {
		close(s.ended)
		s.feed.mu.Lock()
		defer s.feed.mu.Unlock()
		delete(s.feed.streams, s)
		s.feed.forgetRead()
	})
}

// read returns the next event, an error when none will come, or what to wait for.
func (s *EventStream) read() (Notification, <-chan struct{}, error) {
	f := s.feed
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case !f.streams[s]:
		return nil, nil, ErrSessionClosed
	case s.index < f.first:
		s.index = f.first
		return readerTooSlow(), nil, nil
	case s.index < f.first+len(f.kept):
		event := f.kept[s.index-f.first]
		s.index++
		if s.index > f.unread {
			f.unread = s.index
		}
		f.forgetRead()
		return event, nil, nil
	case f.hasEnded:
		return nil, nil, f.err
	}
	return nil, f.changed, nil
}

// forgetRead drops what all readers have had.
func (f *feed) forgetRead() {
	needed := f.unread
	for stream := range f.streams {
		if stream.index < needed {
			needed = stream.index
		}
	}
	if needed > f.first {
		f.drop(needed - f.first)
	}
}
