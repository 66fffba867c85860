package rpccamera

import (
	"context"
	"encoding/json"
	"time"
)

const (
	mostSteps     = 100 // of progress, which wait for a slow callback; each says all that those before it said
	cancelWithin  = 100 * time.Millisecond
	progressEvent = "progress"
)

// pendingCall is one call, from before it is sent.
type pendingCall struct {
	method   string
	params   json.RawMessage
	answer   chan answer // has room for the only one
	onResult func(json.RawMessage)
	progress *handler
	wasSent  bool // the caller's own: nobody else looks at it
}

type answer struct {
	result   json.RawMessage
	attached []byte
	err      error
}

// isSafeToRepeat says whether it cannot have changed anything yet.
func (p *pendingCall) isSafeToRepeat() bool { return !p.wasSent || traits[p.method].isSafe }

// errorFor returns an end of the connection or session as it is for this call.
func (p *pendingCall) errorFor(err error) error {
	if loss, isLoss := err.(*ConnectionLost); isLoss {
		return &ConnectionLost{loss.Code, loss.Reason, p.method, p.isSafeToRepeat()}
	}
	return err
}

// send returns the result of p, after its last progress. When ctx ends, the request is cancelled.
func (c *core) send(ctx context.Context, l *link, p *pendingCall) (answer, error) {
	number, isThere := c.register(l, p)
	if !isThere {
		return answer{}, p.errorFor(&ConnectionLost{Code: abnormalClosure})
	}
	defer c.forget(number)
	if p.progress != nil { // each time, as the user may unsubscribe; nobody waits for its answer
		l.send(ctx, c.request("subscribe", map[string]any{"events": []string{progressEvent}}))
	}
	p.wasSent = l.send(ctx, requestText(number, p.method, p.params))
	if !p.wasSent && ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	select {
	case got := <-p.answer:
		if got.err != nil {
			return answer{}, p.errorFor(got.err)
		}
		return got, p.finishProgress(ctx)
	case <-ctx.Done():
		c.cancel(l, number)
		return answer{}, ctx.Err()
	}
}

func (p *pendingCall) finishProgress(ctx context.Context) error {
	if p.progress == nil {
		return nil
	}
	select {
	case <-p.progress.finished():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// cancel sends `cancel_request`, and waits neither for its answer nor for a network that is slow to take it.
func (c *core) cancel(l *link, number int64) {
	ctx, stop := context.WithTimeout(context.Background(), cancelWithin)
	defer stop()
	l.send(ctx, c.request("cancel_request", map[string]any{"request_id": number}))
}

// request returns the text of a request whose answer nobody waits for.
func (c *core) request(method string, params map[string]any) []byte {
	text, err := json.Marshal(params)
	if err != nil {
		panic(err) // they are the session's own
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lastNumber++
	return requestText(c.lastNumber, method, text)
}

func (c *core) register(l *link, p *pendingCall) (number int64, isThere bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.link != l || l == nil {
		return 0, false
	}
	c.lastNumber++
	c.calls[c.lastNumber] = p
	return c.lastNumber, true
}

func (c *core) forget(number int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.calls, number)
}

// settle gives an answer to the call that it is for, if that still waits. c.mu is held.
func (c *core) settle(m *message) {
	p := c.calls[*m.ID]
	if p == nil {
		return
	}
	delete(c.calls, *m.ID)
	if len(m.Error) > 0 && string(m.Error) != "null" {
		p.answer <- answer{err: refusalOf(m.Error)}
		return
	}
	if p.onResult != nil {
		p.onResult(m.Result)
	}
	p.answer <- answer{result: m.Result, attached: m.attached}
}

// failCalls fails all that wait. c.mu is held.
func (c *core) failCalls(err error) {
	for number, p := range c.calls {
		delete(c.calls, number)
		p.answer <- answer{err: err}
	}
}
