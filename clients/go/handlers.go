package rpccamera

import (
	"log"
	"runtime/debug"
	"sync"
)

// handler calls one function with one thing after another, in a goroutine of its own.
//
// A panic is logged, and harms nobody else. Of more than `most` that wait, the oldest is dropped, and onDrop called,
// once until none waits.
type handler struct {
	mu         sync.Mutex
	function   func(any)
	most       int
	onDrop     func()
	waiting    []any
	hasDropped bool
	hasStopped bool
	idle       chan struct{} // closed while it is at nothing
}

func newHandler(function func(any), most int, onDrop func()) *handler {
	idle := make(chan struct{})
	close(idle)
	return &handler{function: function, most: most, onDrop: onDrop, idle: idle}
}

// put has the function called with value, after what waits; it returns at once.
func (h *handler) put(value any) {
	if isFirstDrop := h.add(value); isFirstDrop && h.onDrop != nil {
		h.onDrop()
	}
}

func (h *handler) add(value any) (isFirstDrop bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.hasStopped {
		return false
	}
	h.waiting = append(h.waiting, value)
	if len(h.waiting) > h.most {
		h.waiting = h.waiting[1:]
		isFirstDrop = !h.hasDropped
		h.hasDropped = true
	}
	select {
	case <-h.idle:
		h.idle = make(chan struct{})
		go h.run()
	default:
	}
	return isFirstDrop
}

// finished is closed when the function has been called with all that waits.
func (h *handler) finished() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.idle
}

// stop has it called no more.
func (h *handler) stop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.hasStopped, h.waiting = true, nil
}

func (h *handler) run() {
	for {
		value, isThere := h.take()
		if !isThere {
			return
		}
		h.call(value)
	}
}

func (h *handler) take() (any, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.waiting) == 0 {
		h.hasDropped = false
		close(h.idle)
		return nil, false
	}
	value := h.waiting[0]
	h.waiting = h.waiting[1:]
	return value, true
}

func (h *handler) call(value any) {
	defer func() {
		if reason := recover(); reason != nil {
			log.Printf("rpccamera: a handler panicked: %v\n%s", reason, debug.Stack())
		}
	}()
	h.function(value)
}
