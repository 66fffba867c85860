package rpccamera

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// core is what all views of a session share: it connects, and again, and restores what the service knew of the
// connection before.
type core struct {
	target     target
	token      string
	backoff    *Backoff // nil: the session ends with its first connection
	deadlines  map[string]time.Duration
	feed       *feed
	ctx        context.Context // ends with the session
	stop       context.CancelFunc
	stopped    chan struct{} // closed when nothing is at work any more
	catchingUp sync.Mutex

	mu                  sync.Mutex // for all that follows
	link                *link      // nil between two connections
	calls               map[int64]*pendingCall
	lastNumber          int64
	ready               chan struct{} // closed while the session is ready, and when it has ended
	isReady             bool
	ended               error
	positions           positions
	handlers            map[string]map[*handler]bool
	held                []received
	isHolding           bool // events wait, while older ones are fetched
	isDue               bool // there may be something to fetch
	wantsProgress       bool
	selected            string
	isSelectionRestored bool
}

func newCore(to target, token string, backoff *Backoff, deadlines map[string]time.Duration) *core {
	ctx, stop := context.WithCancel(context.Background())
	return &core{
		target:              to,
		token:               token,
		backoff:             backoff,
		deadlines:           deadlines,
		feed:                newFeed(),
		ctx:                 ctx,
		stop:                stop,
		stopped:             make(chan struct{}),
		calls:               map[int64]*pendingCall{},
		ready:               make(chan struct{}),
		positions:           newPositions(),
		handlers:            map[string]map[*handler]bool{},
		isSelectionRestored: true,
	}
}

// call returns the answer to method, sent as soon as there is a connection.
func (c *core) call(ctx context.Context, method string, params any, report func(*Progress)) (answer, error) {
	text, err := encodeParams(method, params)
	if err != nil {
		return answer{}, err
	}
	var own struct {
		ownTimes
		Camera  *string `json:"camera"`
		Cameras any     `json:"cameras"`
	}
	_ = json.Unmarshal(text, &own) // the service says what is wrong with them
	p := c.newCall(method, text)
	if report != nil {
		p.progress = newHandler(func(step any) { report(step.(*Progress)) }, mostSteps, nil)
		defer p.progress.stop()
	}
	if _, has := ctx.Deadline(); !has {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.deadline(method, own.ownTimes))
		defer cancel()
	}
	got, err := c.callWhenReady(ctx, p, own.Camera == nil && own.Cameras == nil)
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) && errors.Is(err, ctx.Err()) {
		return answer{}, &CallTimedOut{method, p.isSafeToRepeat()}
	}
	return got, err
}

func (c *core) deadline(method string, own ownTimes) time.Duration {
	if limit := c.deadlines[method]; limit > 0 {
		return limit
	}
	return defaultDeadline(method, own)
}

func (c *core) callWhenReady(ctx context.Context, p *pendingCall, meansSelected bool) (answer, error) {
	l, err := c.waitUntilReady(ctx)
	if err != nil {
		return answer{}, p.errorFor(err)
	}
	if meansSelected && traits[p.method].takesCamera {
		if err := c.restoreSelection(ctx, l); err != nil {
			return answer{}, p.errorFor(err)
		}
	}
	return c.requestOn(ctx, l, p)
}

func (c *core) waitUntilReady(ctx context.Context) (*link, error) {
	for {
		c.mu.Lock()
		l, ready, isReady, ended := c.link, c.ready, c.isReady, c.ended
		c.mu.Unlock()
		switch {
		case ended != nil:
			return nil, ended
		case isReady:
			return l, nil
		}
		select {
		case <-ready:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// restoreSelection selects the camera again that a call without `camera` means: another must not stand in for it.
func (c *core) restoreSelection(ctx context.Context, l *link) error {
	c.mu.Lock()
	selected, isRestored := c.selected, c.isSelectionRestored
	c.mu.Unlock()
	if isRestored {
		return nil
	}
	_, err := c.ask(ctx, l, "select_camera", SelectCameraParams{Camera: selected})
	return err
}

// ask calls a method for the session's own sake.
func (c *core) ask(ctx context.Context, l *link, method string, params any) (json.RawMessage, error) {
	text, err := encodeParams(method, params)
	if err != nil {
		return nil, err
	}
	got, err := c.requestOn(ctx, l, c.newCall(method, text))
	return got.result, err
}

func (c *core) requestOn(ctx context.Context, l *link, p *pendingCall) (answer, error) {
	if p.method != "subscribe" || p.onResult == nil {
		return c.send(ctx, l, p)
	}
	names := eventsIn(p.params)
	c.mu.Lock()
	c.positions.expect(names)
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		c.positions.forgetUnanswered(names)
		c.mu.Unlock()
	}()
	return c.send(ctx, l, p)
}

// newCall returns a call; the session notes the result of one that changes what the service knows of the connection.
func (c *core) newCall(method string, params json.RawMessage) *pendingCall {
	p := &pendingCall{method: method, params: params, answer: make(chan answer, 1)}
	switch method {
	case "select_camera":
		p.onResult = c.noteSelection
	case "subscribe":
		p.onResult = func(result json.RawMessage) { c.noteSubscription(params, result) }
	case "unsubscribe":
		p.onResult = func(json.RawMessage) { c.noteUnsubscription(params) }
	}
	return p
}

func (c *core) noteSelection(result json.RawMessage) {
	var selection SelectCameraResult
	if json.Unmarshal(result, &selection) == nil {
		c.selected, c.isSelectionRestored = selection.Camera.ID, true
	}
}

func (c *core) noteSubscription(params, result json.RawMessage) {
	var subscription Subscription
	if json.Unmarshal(result, &subscription) == nil {
		c.wantsProgress = c.wantsProgress || hasProgress(params)
		c.positions.subscribe(eventsIn(params), subscription.LastSeq, subscription.LogID)
	}
}

func (c *core) noteUnsubscription(params json.RawMessage) {
	c.wantsProgress = c.wantsProgress && !hasProgress(params)
	c.positions.unsubscribe(eventsIn(params))
}

// eventsIn returns the names in the params of `subscribe`, but for progress, which has no numbers.
func eventsIn(params json.RawMessage) []string {
	var wanted struct {
		Events []string `json:"events"`
	}
	_ = json.Unmarshal(params, &wanted)
	var names []string
	for _, name := range wanted.Events {
		if name != progressEvent {
			names = append(names, name)
		}
	}
	return names
}

func hasProgress(params json.RawMessage) bool {
	var wanted UnsubscribeParams
	_ = json.Unmarshal(params, &wanted)
	for _, name := range wanted.Events {
		if name == NotificationNameProgress {
			return true
		}
	}
	return false
}

func errSilent(limit time.Duration) error {
	return fmt.Errorf("it lets in, but has not answered within %v", limit)
}
