package rpccamera_test

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"rpc-camera/rpccamera"
)

var nobody = rpccamera.Ptr("nobody")

func subscribe(t *testing.T, s *rpccamera.Session, names ...rpccamera.NotificationName) {
	t.Helper()
	_, err := s.Subscribe(within(t), rpccamera.SubscribeParams{Events: names})
	check(t, err)
}

func TestSession(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	for name, test := range map[string]func(*testing.T, *rpccamera.Session){
		"an error is of its own type, and of all errors'":    errorHasTypes,
		"what JSON cannot carry is not sent":                 unfitParamsAreNotSent,
		"each stream has all events":                         streamsHaveAll,
		"a handler that panics stops nothing":                panicStopsNothing,
		"progress comes before the result":                   progressComes,
		"a context that is cancelled cancels the request":    contextCancels,
		"a call without an answer in time says if to repeat": callTimesOut,
		"live view has the newest frames":                    liveViewHasFrames,
	} {
		t.Run(name, func(t *testing.T) { test(t, session) })
	}
}

func TestClosedSessionSaysSo(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	events := session.Events()
	session.Close()
	if _, err := session.ListCameras(within(t)); !errors.Is(err, rpccamera.ErrSessionClosed) {
		t.Errorf("a call returns %v", err)
	}
	if _, err := events.Next(within(t)); !errors.Is(err, rpccamera.ErrSessionClosed) {
		t.Errorf("a stream returns %v", err)
	}
}

func errorHasTypes(t *testing.T, session *rpccamera.Session) {
	_, err := session.CaptureImage(within(t), rpccamera.CaptureImageParams{Camera: nobody})
	typed := as[*rpccamera.CameraNotFound](t, err)
	if len(typed.Data.Cameras) != 1 || typed.Name != "camera_not_found" || typed.Code != 1101 || typed.Retryable {
		t.Errorf("its data do not fit: %+v", typed)
	}
	if base := as[*rpccamera.RPCCameraError](t, err); base.Remedy == "" || !strings.Contains(err.Error(), base.Remedy) {
		t.Errorf("there is no remedy in %v", err)
	}
	var other *rpccamera.CameraBusy
	if errors.As(err, &other) {
		t.Error("it is of another type as well")
	}
}

func unfitParamsAreNotSent(t *testing.T, session *rpccamera.Session) {
	for _, value := range []any{math.NaN(), math.Inf(1), "\xed\xa0\x80", "\xff", []string{"\xff"}, map[string]any{"\xff": 1}} {
		_, err := session.SetConfig(within(t), rpccamera.SetConfigParams{Name: "iso", Value: value})
		if err == nil || !strings.Contains(err.Error(), "set_config is not sent") {
			t.Errorf("%q gives %v", value, err)
		}
	}
}

func streamsHaveAll(t *testing.T, session *rpccamera.Session) {
	one, other := session.Events(), session.Events()
	defer one.Close()
	defer other.Close()
	subscribe(t, session, rpccamera.NotificationNameFileAdded)
	picture, err := session.CaptureImage(within(t), rpccamera.CaptureImageParams{})
	check(t, err)
	for _, stream := range []*rpccamera.EventStream{one, other} {
		for next[*rpccamera.FileAdded](t, stream).File.Path != picture.Files[0].Path {
			continue // the picture of an exposure that a test before this one left to itself comes late
		}
	}
}

func panicStopsNothing(t *testing.T, session *rpccamera.Session) {
	subscribe(t, session, rpccamera.NotificationNameFileAdded)
	came := make(chan string, 100)
	defer rpccamera.On(session, func(*rpccamera.FileAdded) { panic("a fault of the user's") })()
	defer rpccamera.On(session, func(added *rpccamera.FileAdded) { came <- added.File.Path })()
	for range []int{0, 1} {
		picture, err := session.CaptureImage(within(t), rpccamera.CaptureImageParams{})
		check(t, err)
		for receive(t, came) != picture.Files[0].Path {
			continue // as in streamsHaveAll
		}
	}
}

func progressComes(t *testing.T, session *rpccamera.Session) {
	steps := 0
	reporting := session.WithProgress(func(step *rpccamera.Progress) {
		if steps++; steps == 1 {
			panic("a fault of the user's")
		}
	})
	_, err := reporting.CaptureImage(within(t), rpccamera.CaptureImageParams{BulbS: rpccamera.Ptr(2.5)})
	check(t, err)
	if steps < 2 {
		t.Errorf("progress came %d times", steps)
	}
}

func contextCancels(t *testing.T, session *rpccamera.Session) {
	ctx, cancel := context.WithCancel(within(t))
	time.AfterFunc(500*time.Millisecond, cancel)
	started := time.Now()
	_, err := session.CaptureImage(ctx, rpccamera.CaptureImageParams{BulbS: rpccamera.Ptr(20.0)})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled call returns %v", err)
	}
	_, err = session.CaptureImage(within(t), rpccamera.CaptureImageParams{}) // when the bulb exposure is closed
	check(t, err)
	if took := time.Since(started); took > 10*time.Second {
		t.Errorf("the exposure went on, for %v", took)
	}
}

func callTimesOut(t *testing.T, session *rpccamera.Session) {
	ctx, cancel := context.WithTimeout(within(t), 300*time.Millisecond)
	defer cancel()
	_, err := session.CaptureImage(ctx, rpccamera.CaptureImageParams{BulbS: rpccamera.Ptr(20.0)})
	timedOut := as[*rpccamera.CallTimedOut](t, err)
	if timedOut.Method != "capture_image" || timedOut.IsSafeToRepeat || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it does not fit: %v", timedOut)
	}
}

func liveViewHasFrames(t *testing.T, session *rpccamera.Session) {
	view, err := session.LiveView(within(t), rpccamera.StartPreviewParams{})
	check(t, err)
	var last int64 = -1
	for range []int{0, 1, 2} {
		frame, err := view.Next(within(t))
		check(t, err)
		if frame.Sequence <= last || !strings.HasPrefix(string(frame.Image), "\xff\xd8") {
			t.Errorf("frame %d follows %d, and begins with % x", frame.Sequence, last, frame.Image[:2])
		}
		last = frame.Sequence
	}
	view.Close()
	stopped, err := session.StopPreview(within(t), rpccamera.StopPreviewParams{})
	check(t, err)
	if stopped.Stopped {
		t.Error("live view ran on")
	}
}

func TestConnectingSaysWhyNot(t *testing.T) {
	s := shared(t)
	_, err := rpccamera.Connect(within(t), s.url(), rpccamera.Options{Token: "a guess"})
	as[*rpccamera.Unauthorized](t, err)
	_, err = rpccamera.Connect(within(t), strings.TrimSuffix(s.url(), "rpc")+"elsewhere", rpccamera.Options{})
	if refused := as[*rpccamera.HandshakeRefused](t, err); refused.Status != http.StatusNotFound {
		t.Errorf("the status is %d", refused.Status)
	}
	_, err = rpccamera.Connect(within(t), "ws://127.0.0.1:1/rpc", rpccamera.Options{})
	as[*rpccamera.ConnectFailed](t, err)
}

func TestHandshakeSaysWhenToTryAgain(t *testing.T) {
	full := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Retry-After", "7")
		answer.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer full.Close()
	_, err := rpccamera.Connect(within(t), strings.Replace(full.URL, "http", "ws", 1), rpccamera.Options{})
	if refused := as[*rpccamera.HandshakeRefused](t, err); refused.Status != 503 || refused.RetryAfter != 7*time.Second {
		t.Errorf("it does not fit: %v", refused)
	}
}
