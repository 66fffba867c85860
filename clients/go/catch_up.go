package rpccamera

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

const catchUpWithin = time.Minute

// catchUp passes on the events that are missing, each once and in order, then those that were held meanwhile. What it
// has not passed on when the connection ends is still missing.
func (c *core) catchUp(ctx context.Context, l *link) error {
	c.catchingUp.Lock()
	defer c.catchingUp.Unlock()
	for c.takeDue(l) {
		if err := c.fetchMissed(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// takeDue says whether there is something to fetch; when there is not, it releases what is held.
func (c *core) takeDue(l *link) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.link != l {
		return false
	}
	isDue := c.isDue
	c.isDue = false
	if !isDue {
		c.release()
	}
	return isDue
}

// catchUpAfterDrop brings back events that the service had no room to send.
func (c *core) catchUpAfterDrop(l *link) {
	ctx, cancel := context.WithTimeout(c.ctx, catchUpWithin)
	defer cancel()
	err := c.catchUp(ctx, l)
	var lost *ConnectionLost
	if err == nil || errors.As(err, &lost) { // the next connection fetches them
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.link == l {
		c.publish(readerTooSlow())
		c.release()
	}
}

func (c *core) fetchMissed(ctx context.Context, l *link) error {
	for {
		since, logID, isNeeded := c.position()
		if !isNeeded {
			return nil
		}
		result, err := c.ask(ctx, l, "get_events", GetEventsParams{Since: since, LogID: &logID})
		if err != nil {
			return err
		}
		var page eventPage
		if err := json.Unmarshal(result, &page); err != nil {
			return err
		}
		if !c.passOn(since, page) {
			return nil
		}
	}
}

// eventPage is a GetEventsResult, with its events' params as they came.
type eventPage struct {
	GetEventsResult
	Events []struct {
		Seq    int64           `json:"seq"`
		Event  string          `json:"event"`
		Params json.RawMessage `json:"params"`
	} `json:"events"`
}

func (c *core) position() (since int64, logID string, isNeeded bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	since, isNeeded = c.positions.since()
	return since, c.positions.logID, isNeeded
}

// passOn passes on a page of events; it says whether there are more.
func (c *core) passOn(since int64, page eventPage) (more bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if page.LogID != c.positions.logID {
		c.positions.beginLog(page.LogID)
		c.publish(logEnded(since))
	} else if page.Gap {
		c.publish(logFull(since, page.OldestSeq))
	}
	for i := range page.Events {
		event := &page.Events[i]
		if _, isWanted := c.positions.reached[event.Event]; isWanted {
			c.deliver(received{event.Event, &event.Seq, event.Params, nil})
		}
	}
	reached := page.LastSeq
	if more = page.More && len(page.Events) > 0; more {
		reached = page.Events[len(page.Events)-1].Seq
	}
	c.positions.catchUp(reached)
	return more
}
