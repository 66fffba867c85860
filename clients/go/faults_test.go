package rpccamera_test

import (
	"errors"
	"syscall"
	"testing"
	"time"

	"rpc-camera/rpccamera"
)

func TestServiceKilledInMidCapture(t *testing.T) {
	s := startService(t)
	session := connect(t, s, rpccamera.Options{})
	subscribe(t, session, rpccamera.NotificationNameCaptureCompleted)
	selected, err := session.SelectCamera(within(t), rpccamera.SelectCameraParams{Camera: cameraOf(t, session)})
	check(t, err)
	events := session.Events()
	defer events.Close()
	before, err := session.CaptureImage(within(t), rpccamera.CaptureImageParams{})
	check(t, err)
	if done := next[*rpccamera.CaptureCompleted](t, events); done.Files[0].Path != before.Files[0].Path {
		t.Errorf("another capture was completed: %v", done)
	}

	failed := make(chan error, 1)
	go func() {
		_, err := session.CaptureImage(within(t), rpccamera.CaptureImageParams{BulbS: rpccamera.Ptr(5.0)})
		failed <- err
	}()
	time.Sleep(time.Second)
	check(t, s.process.Kill())
	lost := as[*rpccamera.ConnectionLost](t, receive(t, failed))
	if lost.IsSafeToRepeat || lost.Method != "capture_image" {
		t.Errorf("it does not fit: %v", lost)
	}
	s.start(t)
	if missed := next[*rpccamera.EventsMissed](t, events); missed.Reason != rpccamera.MissedReasonLogEnded {
		t.Errorf("events were missed for %s", missed.Reason)
	}
	if id := selected.Camera.ID; selectedCamera(t, session) != id {
		t.Errorf("%s is not selected again", id)
	}
	after, err := session.CaptureImage(within(t), rpccamera.CaptureImageParams{})
	check(t, err)
	if done := next[*rpccamera.CaptureCompleted](t, events); done.Files[0].Path != after.Files[0].Path {
		t.Errorf("another capture was completed: %v", done)
	}
}

func cameraOf(t *testing.T, session *rpccamera.Session) string {
	t.Helper()
	listed, err := session.ListCameras(within(t))
	check(t, err)
	return listed.Cameras[0].ID
}

// selectedCamera waits until one is selected: after a restart it may come later than the connection.
func selectedCamera(t *testing.T, session *rpccamera.Session) string {
	t.Helper()
	for start := time.Now(); time.Since(start) < patient; time.Sleep(50 * time.Millisecond) {
		if _, err := session.GetCamera(within(t), rpccamera.GetCameraParams{}); err == nil {
			info, err := session.GetServerInfo(within(t))
			check(t, err)
			return *info.SelectedCamera
		}
	}
	return ""
}

func TestEventsOfTheMeantimeComeOnceEach(t *testing.T) {
	s := shared(t)
	link := startProxy(t, s)
	session, other := connect(t, &link.service, rpccamera.Options{}), connect(t, s, rpccamera.Options{})
	subscribe(t, session, rpccamera.NotificationNameFileAdded, rpccamera.NotificationNameCaptureCompleted)
	events := session.Events()
	defer events.Close()
	var paths []string
	for count := 0; count < 4; count++ {
		if count == 1 {
			link.shut(true)
			link.cut()
		}
		picture, err := other.CaptureImage(within(t), rpccamera.CaptureImageParams{})
		check(t, err)
		paths = append(paths, picture.Files[0].Path)
		if count == 2 {
			link.shut(false)
			_, err = session.ListCameras(within(t)) // which waits for the connection
			check(t, err)
		}
	}
	for _, path := range paths {
		added, isAdded := nextOf(t, events).(*rpccamera.FileAdded)
		done, isDone := nextOf(t, events).(*rpccamera.CaptureCompleted)
		if !isAdded || !isDone || added.File.Path != path || done.Files[0].Path != path {
			t.Fatalf("not what has come of %s: %v, %v", path, added, done)
		}
	}
}

func nextOf(t *testing.T, events *rpccamera.EventStream) rpccamera.Notification {
	t.Helper()
	event, err := events.Next(within(t))
	check(t, err)
	return event
}

func TestFrozenServiceIsNoticed(t *testing.T) {
	s := startService(t)
	session := connect(t, s, rpccamera.Options{Keepalive: 800 * time.Millisecond})
	check(t, s.process.Signal(syscall.SIGSTOP))
	started := time.Now()
	_, err := session.ListCameras(within(t))
	if lost := as[*rpccamera.ConnectionLost](t, err); !lost.IsSafeToRepeat {
		t.Errorf("it does not fit: %v", lost)
	}
	if took := time.Since(started); took > 4*time.Second {
		t.Errorf("it was noticed after %v", took)
	}
	check(t, s.process.Signal(syscall.SIGCONT))
	_, err = session.ListCameras(within(t))
	check(t, err)
}

func TestSessionOfOneConnectionEndsWithIt(t *testing.T) {
	s := shared(t)
	link := startProxy(t, s)
	session := connect(t, &link.service, rpccamera.Options{OnlyOneConnection: true})
	events := session.Events()
	link.cut()
	_, err := events.Next(within(t))
	as[*rpccamera.ConnectionLost](t, err)
	_, err = session.ListCameras(within(t))
	if lost := as[*rpccamera.ConnectionLost](t, err); !lost.IsSafeToRepeat {
		t.Errorf("it does not fit: %v", lost)
	}
	if errors.Is(err, rpccamera.ErrSessionClosed) {
		t.Error("its user has not closed it")
	}
}
