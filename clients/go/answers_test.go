package rpccamera_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"rpc-camera/rpccamera"
)

// request is what a session sends.
type request struct {
	ID     int64
	Method string
	Params struct {
		Since int64
	}
}

// answering runs a server that has answer return the texts to send for each request; an empty one ends the connection.
func answering(t *testing.T, answer func(request) []string) *service {
	t.Helper()
	var upgrader websocket.Upgrader
	server := httptest.NewServer(http.HandlerFunc(func(to http.ResponseWriter, from *http.Request) {
		if from.URL.Path == "/file" {
			to.Header().Set("Repr-Digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:") // of no bytes
			_, _ = to.Write([]byte("others"))
			return
		}
		socket, err := upgrader.Upgrade(to, from, nil)
		if err != nil {
			return
		}
		defer socket.Close()
		for {
			var asked request
			if socket.ReadJSON(&asked) != nil {
				return
			}
			for _, text := range answer(asked) {
				if text == "" {
					words := websocket.FormatCloseMessage(1008, "it is full")
					_ = socket.WriteControl(websocket.CloseMessage, words, time.Now().Add(time.Second))
					return
				}
				_ = socket.WriteMessage(websocket.TextMessage, []byte(text))
			}
		}
	}))
	t.Cleanup(server.Close)
	return &service{port: portOf(server.URL)}
}

func reply(to request, member string) string {
	return fmt.Sprintf(`{"jsonrpc": "2.0", "id": %d, %s}`, to.ID, member)
}

func event(method string, seq int64) string {
	return fmt.Sprintf(`{"jsonrpc": "2.0", "method": %q, "params": {"seq": %d}}`, method, seq)
}

// page returns events of a log that has so many, two at a time.
func page(since, last int64) string {
	events := []map[string]any{}
	for seq := since + 1; seq <= last && seq <= since+2; seq++ {
		params := map[string]any{"seq": seq}
		events = append(events, map[string]any{"seq": seq, "event": "camera_removed", "params": params})
	}
	text, _ := json.Marshal(map[string]any{
		"log_id": "679b50bb395d1c97", "events": events, "last_seq": last, "oldest_seq": 1, "gap": false,
		"more": since+2 < last,
	})
	return `"result": ` + string(text)
}

func TestWhatIsDroppedWhileTheLastPageIsOnItsWayIsFetchedToo(t *testing.T) {
	last := int64(3)
	s := answering(t, func(asked request) []string {
		switch {
		case asked.Method == "subscribe":
			dropped := `{"jsonrpc": "2.0", "method": "events_dropped", "params": {"from_seq": 1, "to_seq": 3, "count": 3}}`
			subscribed := `"result": {"events": [], "last_seq": 0, "log_id": "679b50bb395d1c97"}`
			return []string{reply(asked, subscribed), dropped, event("camera_removed", 3)}
		case asked.Params.Since+2 >= last && last == 3: // the log grows after its last page was read
			last = 7
			dropped := `{"jsonrpc": "2.0", "method": "events_dropped", "params": {"from_seq": 4, "to_seq": 6, "count": 3}}`
			return []string{reply(asked, page(asked.Params.Since, 3)), dropped, event("camera_removed", 7)}
		}
		return []string{reply(asked, page(asked.Params.Since, last)), event("camera_removed", last)}
	})
	session := connect(t, s, rpccamera.Options{})
	events := session.Events()
	subscribe(t, session, rpccamera.NotificationNameCameraRemoved)
	for seq := int64(1); seq <= 7; seq++ {
		if removed := next[*rpccamera.CameraRemoved](t, events); removed.Seq != seq {
			t.Fatalf("after %d comes %d", seq-1, removed.Seq)
		}
	}
	_, err := session.GetEvents(within(t), rpccamera.GetEventsParams{}) // after which nothing more is on its way
	check(t, err)
	session.Close()
	if more, err := events.Next(within(t)); err == nil {
		t.Errorf("%v comes twice", more)
	}
}

func TestErrorsOfAProxyAndNonsenseStopNothing(t *testing.T) {
	errors := map[string]string{
		"list_cameras":    `"error": {"code": 1102, "message": "Busy."}`,
		"get_server_info": `"error": "a text"`,
		"list_tethering":  `"error": {"code": 7, "data": [1]}`,
	}
	s := answering(t, func(asked request) []string {
		return []string{"no JSON", "[]", `{"method": "file_added", "params": 1}`, event("news", 1), reply(asked, errors[asked.Method])}
	})
	session := connect(t, s, rpccamera.Options{})
	events := session.Events()
	_, err := session.ListCameras(within(t))
	busy := as[*rpccamera.CameraBusy](t, err)
	if busy.Name != "camera_busy" || !busy.Retryable || busy.Remedy == "" || busy.Message != "Busy." {
		t.Errorf("it does not fit: %+v", busy.RPCCameraError)
	}
	_, err = session.GetServerInfo(within(t))
	if base := as[*rpccamera.RPCCameraError](t, err); !strings.Contains(base.Message, "a text") {
		t.Errorf("it does not fit: %+v", base)
	}
	_, err = session.ListTethering(within(t))
	if base := as[*rpccamera.RPCCameraError](t, err); base.Code != 7 || string(base.Data) != "[1]" {
		t.Errorf("it does not fit: %+v", base)
	}
	if news := next[*rpccamera.UnknownNotification](t, events); news.Name != "news" {
		t.Errorf("it does not fit: %+v", news)
	}
}

func TestCloseCodeAndReasonReachTheCaller(t *testing.T) {
	session := connect(t, answering(t, func(request) []string { return []string{""} }), rpccamera.Options{})
	_, err := session.CaptureImage(within(t), rpccamera.CaptureImageParams{})
	lost := as[*rpccamera.ConnectionLost](t, err)
	if lost.Code != 1008 || lost.Reason != "it is full" || lost.IsSafeToRepeat {
		t.Errorf("it does not fit: %v", lost)
	}
}

func TestNoCallWaitsForEver(t *testing.T) {
	cancelled := make(chan string, 10)
	s := answering(t, func(asked request) []string {
		cancelled <- asked.Method
		return nil
	})
	limits := map[string]time.Duration{"list_cameras": 100 * time.Millisecond}
	session := connect(t, s, rpccamera.Options{Deadlines: limits})
	_, err := session.ListCameras(context.Background())
	if timedOut := as[*rpccamera.CallTimedOut](t, err); !timedOut.IsSafeToRepeat {
		t.Errorf("it does not fit: %v", timedOut)
	}
	if sent := []string{receive(t, cancelled), receive(t, cancelled)}; sent[1] != "cancel_request" {
		t.Errorf("it sends %v", sent)
	}
}

func TestBytesThatAreNotTheCamerasAreNotKept(t *testing.T) {
	link := `"result": {"url": "/file", "file": {"path": "/A.JPG", "filename": "../A.JPG", "size_bytes": 6}}`
	s := answering(t, func(asked request) []string { return []string{reply(asked, link)} })
	to := t.TempDir()
	_, err := connect(t, s, rpccamera.Options{}).Download(within(t), "/A.JPG", to, rpccamera.DownloadOptions{})
	if mismatch := as[*rpccamera.DigestMismatch](t, err); !strings.HasPrefix(mismatch.Remedy, "Download the file again;") || mismatch.Code == 0 {
		t.Errorf("it does not fit: %+v", mismatch.RPCCameraError)
	}
	if left, err := os.ReadDir(to); len(left) > 0 || err != nil {
		t.Errorf("%v was left: %v", left, err)
	}
}

func TestAnAddressAtAnotherHostIsTakenAsItIs(t *testing.T) {
	content, own := "of another host", make(chan string, 10)
	host := httptest.NewServer(http.HandlerFunc(func(to http.ResponseWriter, from *http.Request) {
		own <- from.URL.Path + from.Header.Get("X-Own")
		digest := sha256.Sum256([]byte(content))
		to.Header().Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(digest[:])+":")
		_, _ = to.Write([]byte(content))
	}))
	t.Cleanup(host.Close)
	const link = `"result": {"url": "%s/there", "file": {"path": "/A.JPG", "filename": "A.JPG", "size_bytes": %d}}`
	s := answering(t, func(asked request) []string {
		return []string{reply(asked, fmt.Sprintf(link, host.URL, len(content)))}
	})
	options := rpccamera.Options{Header: http.Header{"X-Own": []string{"1"}}}
	saved, err := connect(t, s, options).Download(within(t), "/A.JPG", t.TempDir(), rpccamera.DownloadOptions{})
	check(t, err)
	if text, err := os.ReadFile(saved); string(text) != content || err != nil {
		t.Errorf("%q came: %v", text, err)
	}
	if asked := receive(t, own); asked != "/there" {
		t.Errorf("the other host was asked with %q", asked)
	}
}

func TestNoOtherCameraStandsInForTheSelectedOne(t *testing.T) {
	selections, sent := 0, make(chan string, 10)
	s := answering(t, func(asked request) []string {
		sent <- asked.Method
		switch {
		case asked.Method == "list_cameras":
			return []string{""}
		case asked.Method != "select_camera":
			return []string{reply(asked, `"result": {"camera": "another", "cameras": [], "complete": true}`)}
		}
		if selections++; selections > 1 { // on the next connection, it is not there
			return []string{reply(asked, `"error": {"code": 1101, "message": "There is no such camera."}`)}
		}
		return []string{reply(asked, `"result": {"camera": {"id": "one"}}`)}
	})
	session := connect(t, s, rpccamera.Options{})
	_, err := session.SelectCamera(within(t), rpccamera.SelectCameraParams{Camera: "one"})
	check(t, err)
	_, err = session.ListCameras(within(t))
	as[*rpccamera.ConnectionLost](t, err)
	_, err = session.CaptureImage(within(t), rpccamera.CaptureImageParams{})
	as[*rpccamera.CameraNotFound](t, err)
	_, err = session.CaptureImage(within(t), rpccamera.CaptureImageParams{Camera: rpccamera.Ptr("another")})
	check(t, err)
	_, err = session.GetExposureOfCameras(within(t), rpccamera.GetExposureOfCamerasParams{Cameras: []string{"another"}})
	check(t, err)
	close(sent)
	var methods []string
	for method := range sent {
		methods = append(methods, method)
	}
	if all := strings.Join(methods, " "); all != "select_camera list_cameras select_camera select_camera capture_image get_exposure" {
		t.Errorf("it sends %s", all)
	}
}
