package rpccamera

import (
	"encoding/json"
	"log"
)

const (
	frameEvent = "preview_frame"
	mostFrames = 2 // that wait for a slow handler: live view is for the newest
)

// Notification is what the service sends of its own accord: a *FileAdded, say. What it points to is shared by all who
// get it. Events that are lost are an *EventsMissed.
type Notification interface {
	// Method returns the notification's name in the contract.
	Method() string
}

// UnknownNotification is one that a newer contract has.
type UnknownNotification struct {
	Name   string
	Params json.RawMessage
}

// Method returns the notification's name.
func (u *UnknownNotification) Method() string { return u.Name }

// received is a notification as it came.
type received struct {
	name     string
	seq      *int64
	params   json.RawMessage
	attached []byte
}

// receive sorts a message; one that makes no sense is logged, and ends nothing.
func (c *core) receive(l *link, data []byte, isBinary bool) {
	m, err := parse(data, isBinary)
	if err != nil {
		log.Printf("rpccamera: ignored a message that makes no sense: %v", err)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if m.Method == "" {
		c.settle(m)
		return
	}
	var numbered struct {
		Seq *int64 `json:"seq"`
	}
	_ = json.Unmarshal(m.Params, &numbered) // one without is no event
	c.notify(l, received{m.Method, numbered.Seq, m.Params, m.attached})
}

func (c *core) notify(l *link, r received) {
	switch {
	case r.name == progressEvent:
		c.reportProgress(r)
	case r.name == "events_dropped":
		c.isHolding, c.isDue = true, true // at once: what comes next must not be passed on by a run about to end
		go c.catchUpAfterDrop(l)
	case c.isHolding && r.seq != nil:
		c.held = append(c.held, r)
	default:
		c.deliver(r)
	}
}

func (c *core) reportProgress(r received) {
	progress := &Progress{}
	if err := json.Unmarshal(r.params, progress); err != nil {
		log.Printf("rpccamera: ignored a progress that makes no sense: %v", err)
		return
	}
	number, _ := progress.RequestID.(float64)
	if p := c.calls[int64(number)]; p != nil && p.progress != nil {
		p.progress.put(progress)
	}
	if c.wantsProgress {
		c.publish(progress)
	}
}

// deliver passes on a notification, unless it is an event that has come already. c.mu is held.
func (c *core) deliver(r received) {
	if r.seq != nil && !c.positions.accept(r.name, *r.seq) {
		return
	}
	n := newNotification(r.name)
	if n == nil {
		n = &UnknownNotification{r.name, r.params}
	} else if err := json.Unmarshal(r.params, n); err != nil {
		log.Printf("rpccamera: ignored a %s that makes no sense: %v", r.name, err)
		return
	}
	attach(n, r.attached)
	c.publish(n)
}

// publish passes on an event to all handlers and readers. c.mu is held.
func (c *core) publish(n Notification) {
	if n.Method() != frameEvent {
		c.feed.append(n)
	}
	for h := range c.handlers[n.Method()] {
		h.put(n)
	}
}

// release passes on the events that waited, as far as they did not come otherwise. c.mu is held.
func (c *core) release() {
	held := c.held
	c.held, c.isHolding = nil, false
	for _, r := range held {
		c.deliver(r)
	}
}

// addHandler has function called with each notification of that name; it returns what ends that.
func (c *core) addHandler(name string, function func(any)) (remove func()) {
	h := newHandler(function, mostKept, func() { c.publish(readerTooSlow()) })
	if name == frameEvent {
		h.most, h.onDrop = mostFrames, nil
	} else if name == (*EventsMissed)(nil).Method() {
		h.onDrop = nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.handlers[name] == nil {
		c.handlers[name] = map[*handler]bool{}
	}
	c.handlers[name][h] = true
	return func() {
		h.stop()
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.handlers[name], h)
	}
}

// attach gives a result or a notification the bytes that came beside it.
func attach(value any, data []byte) {
	if holder, holds := value.(interface{ attach(data []byte) }); holds && data != nil {
		holder.attach(data)
	}
}
