package rpccamera

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	frameSilence = 2 * time.Second // then it may be that a new connection has no live view yet
	stopWithin   = 5 * time.Second
)

// LiveView reads the frames of live view, each time the newest: a slow reader misses those between.
type LiveView struct {
	session *Session
	params  StartPreviewParams
	camera  string
	frames  chan *PreviewFrame // has room for the newest
	remove  func()
	once    sync.Once
}

// LiveView starts live view; it is to be closed. params.Binary is set by it. It goes on after the connection was made
// again.
func (s *Session) LiveView(ctx context.Context, params StartPreviewParams) (*LiveView, error) {
	params.Binary = Ptr(true)
	view := &LiveView{session: s, params: params, frames: make(chan *PreviewFrame, 1)}
	started, err := s.StartPreview(ctx, params)
	if err != nil {
		return nil, err
	}
	view.camera, view.params.Camera = started.Camera, &started.Camera
	view.remove = On(s, view.put)
	return view, nil
}

func (v *LiveView) put(frame *PreviewFrame) {
	if frame.Camera != v.camera {
		return
	}
	select {
	case <-v.frames: // an older one
	default:
	}
	select {
	case v.frames <- frame:
	default:
	}
}

// Next waits for the newest frame that was not returned yet; its Image is a JPEG.
func (v *LiveView) Next(ctx context.Context) (*PreviewFrame, error) {
	for {
		silence := time.NewTimer(frameSilence)
		select {
		case frame := <-v.frames:
			silence.Stop()
			return frame, nil
		case <-ctx.Done():
			silence.Stop()
			return nil, ctx.Err()
		case <-silence.C:
		}
		if err := v.startAgain(ctx); err != nil {
			return nil, err
		}
	}
}

// startAgain has frames sent on the connection that there is now; what may pass is waited for.
func (v *LiveView) startAgain(ctx context.Context) error {
	_, err := v.session.StartPreview(ctx, v.params)
	var lost *ConnectionLost
	var refused *RPCCameraError
	if errors.As(err, &lost) && !v.session.hasEnded() || errors.As(err, &refused) && refused.Retryable {
		return nil
	}
	return err
}

// Close stops live view.
func (v *LiveView) Close() {
	v.once.Do(func() {
		v.remove()
		ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
		defer cancel()
		_, _ = v.session.StopPreview(ctx, StopPreviewParams{Camera: &v.camera}) // it ends with the connection as well
	})
}

func (s *Session) hasEnded() bool {
	s.core.mu.Lock()
	defer s.core.mu.Unlock()
	return s.core.ended != nil
}
