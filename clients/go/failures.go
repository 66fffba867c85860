package rpccamera

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// ErrSessionClosed is what calls and streams of events end with when their session was closed by its user.
var ErrSessionClosed = errors.New("the session is closed")

const abnormalClosure = 1006

var closeCodes = map[int]string{
	1000: "it was done",
	1001: "it is going away",
	1006: "no reason came",
	1008: "it refuses this client",
	1009: "a message was too large",
	1011: "it has a fault",
}

var handshakes = map[int]string{
	401: "it, or a proxy before it, wants another token or login",
	403: "it, or a proxy before it, serves neither this client nor this name: see its --allow-host and --allow-origin",
	404: "there is nothing at this path: the service's own ends in /rpc",
	426: "there is no WebSocket at this path, or a proxy does not pass it on",
	502: "the proxy before it does not reach it",
	503: "it has no room for more clients now, or the proxy before it does not reach it",
}

// ConnectFailed says that there is no connection: nobody answers at the address, or not as the service does.
type ConnectFailed struct {
	URL string
	Err error
}

func (e *ConnectFailed) Error() string {
	return fmt.Sprintf("no answer from %s: see that `rpc-camera serve` runs there (%v)", e.URL, e.Err)
}

// Unwrap returns what kept it from connecting.
func (e *ConnectFailed) Unwrap() error { return e.Err }

// HandshakeRefused says that the address answers with an HTTP status and no WebSocket.
type HandshakeRefused struct {
	URL    string
	Status int
	// RetryAfter is when to try again; 0 if that was not said.
	RetryAfter time.Duration
}

func (e *HandshakeRefused) Error() string {
	words := handshakes[e.Status]
	if words == "" {
		words = http.StatusText(e.Status)
	}
	again := ""
	if e.RetryAfter > 0 {
		again = fmt.Sprintf("; try again in %v", e.RetryAfter)
	}
	return fmt.Sprintf("%s refuses the connection: %s (HTTP %d)%s", e.URL, words, e.Status, again)
}

// ConnectionLost says that the connection ended, with the WebSocket's close code and reason, while Method waited for
// its answer.
type ConnectionLost struct {
	Code   int
	Reason string
	// Method is empty where the loss is not that of a call.
	Method string
	// IsSafeToRepeat: the call was not sent, or only reads. Otherwise the service may have carried it out, and the
	// answer is what was lost.
	IsSafeToRepeat bool
}

func (e *ConnectionLost) Error() string {
	lost, words := "the service closed the connection", e.Reason
	if e.Code == abnormalClosure {
		lost = "the connection broke off"
	}
	if words == "" {
		words = closeCodes[e.Code]
	}
	if words == "" {
		words = "unknown close code"
	}
	return fmt.Sprintf("%s: %s (%d)%s", lost, words, e.Code, advice(e.Method, e.IsSafeToRepeat))
}

// CallTimedOut says that no answer to Method came before its deadline; the request was cancelled, as far as it could
// be. It is a context.DeadlineExceeded for errors.Is.
type CallTimedOut struct {
	Method string
	// IsSafeToRepeat is as that of ConnectionLost.
	IsSafeToRepeat bool
}

func (e *CallTimedOut) Error() string {
	return fmt.Sprintf("no answer to %s came in time%s", e.Method, advice(e.Method, e.IsSafeToRepeat))
}

// Unwrap returns context.DeadlineExceeded.
func (e *CallTimedOut) Unwrap() error { return context.DeadlineExceeded }

func advice(method string, isSafe bool) string {
	switch {
	case method == "":
		return ""
	case isSafe:
		return fmt.Sprintf(": it is safe to repeat %s", method)
	}
	return fmt.Sprintf(": %s may have been carried out, so look before you repeat it", method)
}
