package rpccamera

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Options are what a session may be given; the zero value has the defaults.
type Options struct {
	// Token is sent with `authenticate` on each connection, where there is one.
	Token string
	// TLS is for wss addresses, and for files from them.
	TLS *tls.Config
	// Header is sent with each handshake and request for a file.
	Header http.Header
	// Reconnect says how long to wait between tries; the default is from 0.2 s to 10 s.
	Reconnect *Backoff
	// OnlyOneConnection has the session end with its first connection.
	OnlyOneConnection bool
	// Keepalive is after how much silence a connection is pinged; it is lost when nothing comes in half of that. 5 s.
	Keepalive time.Duration
	// ConnectWithin is how long the handshake may take, and again what comes before the session is ready. 20 s.
	ConnectWithin time.Duration
	// Deadlines are, by the method's name, how long a call may take whose context has no deadline.
	Deadlines map[string]time.Duration
}

// Session has all that the service can do, each method by its name. It can be used by any number of goroutines.
//
// When the connection ends, the calls under way return a ConnectionLost, which says whether repeating them is safe. The
// session connects again, authenticates, selects the camera and subscribes as before, and brings back the events that
// were missed, each once; calls made meanwhile wait for that. Where events are lost, an EventsMissed stands for them.
type Session struct {
	core   *core
	report func(*Progress)
}

// Connect opens url, which ends in `/rpc`, and authenticates when there is a token. ctx is for that only.
//
// It returns a ConnectFailed when no service answers there, a HandshakeRefused when it does so with an HTTP status, and
// an RPCCameraError when it refuses, as it does with Unauthorized when the token is wrong.
func Connect(ctx context.Context, url string, options Options) (*Session, error) {
	to := target{url, options.TLS, options.Header, options.Keepalive, options.ConnectWithin}
	if to.keepalive <= 0 {
		to.keepalive = 5 * time.Second
	}
	if to.connect <= 0 {
		to.connect = 20 * time.Second
	}
	backoff := options.Reconnect
	if backoff == nil {
		backoff = &defaultBackoff
	}
	if options.OnlyOneConnection {
		backoff = nil
	}
	c := newCore(to, options.Token, backoff, options.Deadlines)
	l, err := c.open(ctx)
	if err != nil {
		c.stop()
		return nil, err
	}
	go c.run(l)
	return &Session{core: c}, nil
}

// Close ends the session: calls that wait, and streams of events, return ErrSessionClosed.
func (s *Session) Close() { s.core.close() }

// IsConnected says whether there is a connection now, on which all is restored.
func (s *Session) IsConnected() bool {
	s.core.mu.Lock()
	defer s.core.mu.Unlock()
	return s.core.isReady && s.core.ended == nil
}

// WithProgress returns this same session, with report called with how far each call is that is made on what is
// returned. A call returns after the last report has.
func (s *Session) WithProgress(report func(*Progress)) *Session { return &Session{s.core, report} }

// Call stores the result of method in result, where that is not nil; params are written as encoding/json does.
//
// An RPCCameraError says why the service refuses. ConnectionLost and CallTimedOut say whether repeating is safe. Params
// with NaN, an infinity or invalid UTF-8 are not sent. When ctx ends, the request is cancelled: what waits is not
// begun, a download ends, and a bulb exposure is closed; what the camera cannot stop, such as a capture once released,
// is finished, and the event log has its files.
func (s *Session) Call(ctx context.Context, method string, params, result any) error {
	if params == nil {
		params = struct{}{}
	}
	got, err := s.core.call(ctx, method, params, s.report)
	if err != nil || result == nil {
		return err
	}
	if err := json.Unmarshal(got.result, result); err != nil {
		return fmt.Errorf("the result of %s does not fit: %w", method, err)
	}
	attach(result, got.attached)
	return nil
}

func callFor[Result any](ctx context.Context, s *Session, method string, params any) (*Result, error) {
	result := new(Result)
	if err := s.Call(ctx, method, params, result); err != nil {
		return nil, err
	}
	return result, nil
}

// Events returns a stream of all that is subscribed to, which begins with the first event that no stream has had.
// Frames of live view are left out. It is to be closed, but for one that is read to its end.
func (s *Session) Events() *EventStream { return s.core.feed.stream() }

// On has handler called with each notification of its type, in a goroutine for each handler; remove ends that.
//
//	rpccamera.On(session, func(added *rpccamera.FileAdded) { fmt.Println(added.File.Path) })
func On[Event Notification](s *Session, handler func(Event)) (remove func()) {
	var none Event
	return s.core.addHandler(none.Method(), func(value any) { handler(value.(Event)) })
}
