package rpccamera

import (
	"context"
	"errors"
	"time"
)

// open connects, and has the service know of this connection what it knew of the last one.
func (c *core) open(ctx context.Context) (*link, error) {
	l, err := openLink(ctx, c.target)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.link, c.isHolding, c.isDue = l, true, true
	c.mu.Unlock()
	go l.read(
		func(data []byte, isBinary bool) { c.receive(l, data, isBinary) },
		func(loss *ConnectionLost) { c.linkEnded(l, loss) },
	)
	ctx, cancel := context.WithTimeout(ctx, c.target.connect)
	defer cancel()
	if err := c.restore(ctx, l); err != nil {
		l.close()
		if errors.Is(err, context.DeadlineExceeded) {
			err = &ConnectFailed{c.target.url, errSilent(c.target.connect)}
		}
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.link == l && !c.isReady {
		c.isReady = true
		close(c.ready)
	}
	return l, nil
}

func (c *core) restore(ctx context.Context, l *link) error {
	if c.token != "" {
		if _, err := c.ask(ctx, l, "authenticate", AuthenticateParams{Token: c.token}); err != nil {
			return err
		}
	}
	selected, names := c.remembered()
	if selected != "" {
		_, err := c.ask(ctx, l, "select_camera", SelectCameraParams{Camera: selected})
		var refused *RPCCameraError // it may come later: calls that mean it try again
		if err != nil && !errors.As(err, &refused) {
			return err
		}
	}
	if len(names) > 0 {
		if err := c.subscribeAgain(ctx, l, names); err != nil {
			return err
		}
	}
	return c.catchUp(ctx, l)
}

func (c *core) remembered() (selected string, names []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.isSelectionRestored = c.selected == ""
	names = c.positions.names()
	if c.wantsProgress {
		names = append(names, progressEvent)
	}
	return c.selected, names
}

// subscribeAgain changes no position by its answer: what came since they were reached is still to be fetched.
func (c *core) subscribeAgain(ctx context.Context, l *link, names []string) error {
	params, err := encodeParams("subscribe", map[string]any{"events": names})
	if err != nil {
		return err
	}
	p := c.newCall("subscribe", params)
	p.onResult = nil
	_, err = c.send(ctx, l, p)
	return err
}

func (c *core) linkEnded(l *link, loss *ConnectionLost) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.link != l {
		return
	}
	c.link, c.held, c.isHolding = nil, nil, false
	if c.ended != nil {
		c.failCalls(c.ended)
		return
	}
	if c.isReady {
		c.isReady = false
		c.ready = make(chan struct{})
	}
	c.failCalls(loss)
}

// run connects again whenever the connection ends, until that is of no use.
func (c *core) run(l *link) {
	defer close(c.stopped)
	for {
		select {
		case <-l.done:
		case <-c.ctx.Done():
			l.close()
			return
		}
		if c.backoff == nil {
			c.end(l.loss)
			return
		}
		next, err := c.openAgain(*c.backoff)
		if err != nil {
			c.end(err)
			return
		}
		l = next
	}
}

func (c *core) openAgain(waits Backoff) (*link, error) {
	var asked time.Duration
	for {
		if pause(c.ctx, longer(waits.next(), asked)) != nil {
			return nil, ErrSessionClosed
		}
		l, err := c.open(c.ctx)
		if err == nil || isFinal(err) {
			return l, err
		}
		asked = askedWait(err)
	}
}

// end has the session end with err, unless it has ended already.
func (c *core) end(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended != nil {
		return
	}
	c.ended = err
	if !c.isReady {
		c.isReady = true
		close(c.ready)
	}
	c.failCalls(err)
	c.feed.end(err)
	c.stop()
}

func (c *core) close() {
	c.end(ErrSessionClosed)
	<-c.stopped
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, handlers := range c.handlers {
		for h := range handlers {
			h.stop()
		}
	}
}
