package rpccamera

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand"
	"time"
)

// Backoff says how long to wait before each new try to connect: First, then twice as long from try to try, up to Most.
// Each wait is shortened by up to a third, so that the many clients of a service that restarts come one after another.
type Backoff struct {
	First time.Duration
	Most  time.Duration
}

var defaultBackoff = Backoff{First: 200 * time.Millisecond, Most: 10 * time.Second}

// next returns a wait, and has the one after it be longer.
func (b *Backoff) next() time.Duration {
	wait := b.First
	if b.First *= 2; b.First > b.Most {
		b.First = b.Most
	}
	return wait - time.Duration(rand.Int63n(int64(wait/3)+1))
}

// isFinal says whether the service does not want this client, whenever it comes.
func isFinal(err error) bool {
	var refused *HandshakeRefused
	if errors.As(err, &refused) {
		return refused.Status == 401 || refused.Status == 403
	}
	var unauthorized *Unauthorized
	var forbidden *Forbidden
	return errors.As(err, &unauthorized) || errors.As(err, &forbidden)
}

// askedWait returns how long the service asks to wait.
func askedWait(err error) time.Duration {
	var refused *HandshakeRefused
	if errors.As(err, &refused) {
		return refused.RetryAfter
	}
	var asked struct {
		RetryAfterS float64 `json:"retry_after_s"`
	}
	var base *RPCCameraError
	if errors.As(err, &base) {
		_ = json.Unmarshal(base.Data, &asked)
	}
	return seconds(asked.RetryAfterS)
}

func seconds(value float64) time.Duration { return time.Duration(value * float64(time.Second)) }

func longer(one, other time.Duration) time.Duration {
	if one > other {
		return one
	}
	return other
}

// pause waits, unless ctx ends before.
func pause(ctx context.Context, wait time.Duration) error {
	select {
	case <-time.After(wait):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
