package rpccamera

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"
)

const (
	mostTries   = 8                // one after another of which none brings a byte
	httpSilence = 90 * time.Second // the service itself waits a minute for a camera that is lost
	dialWithin  = 20 * time.Second
)

var digestField = regexp.MustCompile(`sha-256=:([A-Za-z0-9+/=]+):`)

// files makes requests for files by HTTP.
type files struct {
	session *Session
	client  *http.Client
	header  http.Header
	base    string
}

func (s *Session) files() *files {
	to := s.core.target
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		TLSClientConfig:       to.tls,
		DialContext:           (&net.Dialer{Timeout: dialWithin}).DialContext,
		ResponseHeaderTimeout: httpSilence,
		DisableCompression:    true,
	}
	return &files{&Session{core: s.core}, &http.Client{Transport: transport}, to.header, to.httpBase()}
}

// request makes a request whose answer is a success; other answers are the errors that their bodies say.
func (f *files) request(
	ctx context.Context, method, url string, header map[string]string, body io.Reader, size int64,
) (*http.Response, error) {
	isElsewhere := strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://") // in a rig, at another host
	if !isElsewhere {
		url = f.base + url
	}
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return nil, err
	}
	if !isElsewhere {
		for name, values := range f.header {
			request.Header[name] = values
		}
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	request.ContentLength = size
	response, err := f.client.Do(request)
	if err != nil {
		return nil, &networkError{err}
	}
	if response.StatusCode/100 != 2 {
		defer response.Body.Close()
		return nil, refusedRequest(response)
	}
	return response, nil
}

// digest returns the SHA-256 that the service computes of the camera's file.
func (f *files) digest(ctx context.Context, url string) ([]byte, error) {
	wanted := map[string]string{"Want-Repr-Digest": "sha-256=1"}
	response, err := f.request(ctx, http.MethodHead, url, wanted, nil, 0)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	found := digestField.FindStringSubmatch(response.Header.Get("Repr-Digest"))
	if found == nil {
		return nil, errors.New("the service sends no digest of the file")
	}
	return base64.StdEncoding.DecodeString(found[1])
}

func refusedRequest(response *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err == nil && len(text) > 0 && text[0] == '{' && json.Valid(text) {
		return refusalOf(text)
	}
	return &RPCCameraError{
		Code:      response.StatusCode,
		Message:   fmt.Sprintf("The file's address is answered with HTTP %d.", response.StatusCode),
		Retryable: response.StatusCode >= 502 && response.StatusCode <= 504,
	}
}

// mayPass says whether the same can succeed later.
func mayPass(ctx context.Context, err error) bool {
	var refused *RPCCameraError
	var mismatch *DigestMismatch
	switch {
	case ctx.Err() != nil || errors.Is(err, ErrSessionClosed) || errors.As(err, &mismatch) || isA[*anotherFile](err):
		return false
	case errors.As(err, &refused):
		return refused.Retryable
	}
	var disk *diskError
	return !errors.As(err, &disk)
}

// diskError is a fault of this machine's disk, which no repetition mends.
type diskError struct{ error }

func (e *diskError) Unwrap() error { return e.error }

func ofDisk(err error) error {
	if err == nil {
		return nil
	}
	return &diskError{err}
}

// networkError is a fault on the way to the service, which has nothing to do with the file.
type networkError struct{ error }

func (e *networkError) Unwrap() error { return e.error }

// impatient is a body that is given up when nothing comes for a while.
type impatient struct {
	io.Reader
	timer *time.Timer
}

func newImpatient(body io.Reader, giveUp context.CancelFunc) *impatient {
	return &impatient{body, time.AfterFunc(httpSilence, giveUp)}
}

func (i *impatient) Read(data []byte) (int, error) {
	i.timer.Reset(httpSilence)
	count, err := i.Reader.Read(data)
	if err != nil && err != io.EOF { // the end, which io.Copy looks for by itself
		err = &networkError{err}
	}
	return count, err
}
