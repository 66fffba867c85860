package rpccamera

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// UploadOptions are what an upload may be given; the zero value has the defaults.
type UploadOptions struct {
	// Name is the file's name on the camera; its own without it.
	Name string
	// Camera is which camera; the selected, or the only one, without it.
	Camera *string
}

// Upload stores the file source in the camera's folder by HTTP, and has its SHA-256 compared before the camera gets it.
//
// After faults it is tried again: the service never overwrites a file, so when the answer of a try was lost, and the
// file is there with the same digest, it is that one. FileExists says that the name is taken.
// Progress comes to WithProgress, in bytes.
func (s *Session) Upload(ctx context.Context, source, folder string, options UploadOptions) (*File, error) {
	digest, size, err := digestOf(source)
	if err != nil {
		return nil, err
	}
	name := options.Name
	if name == "" {
		name = filepath.Base(source)
	}
	on := strings.TrimSuffix(folder, "/") + "/" + name
	u := &upload{s.files(), s.report, source, on, options.Camera, digest, size}
	defer u.files.client.CloseIdleConnections()
	waits := defaultBackoff
	for tries := 1; ; tries++ {
		stored, err := u.put(ctx)
		var exists *FileExists
		if tries > 1 && errors.As(err, &exists) {
			return u.compare(ctx, err)
		}
		if err == nil || tries == mostTries || !mayPass(ctx, err) {
			return stored, err
		}
		if err := pause(ctx, longer(waits.next(), askedWait(err))); err != nil {
			return nil, err
		}
	}
}

type upload struct {
	files  *files
	report func(*Progress)
	source string
	path   string
	camera *string
	digest []byte
	size   int64
}

func (u *upload) put(ctx context.Context) (*File, error) {
	link, err := u.files.session.GetUploadURL(ctx, GetUploadURLParams{Path: u.path, Camera: u.camera})
	if err != nil {
		return nil, err
	}
	file, err := os.Open(u.source)
	if err != nil {
		return nil, ofDisk(err)
	}
	defer file.Close()
	header := map[string]string{"Repr-Digest": "sha-256=:" + base64.StdEncoding.EncodeToString(u.digest) + ":"}
	var body io.Reader = http.NoBody // whose length is known to be 0
	if u.size > 0 {
		body = &leaving{upload: u, file: file}
	}
	response, err := u.files.request(ctx, http.MethodPut, link.URL, header, body, u.size)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	stored := &File{}
	return stored, json.NewDecoder(response.Body).Decode(stored)
}

// compare finds out whether a file that is there is the one whose answer was lost.
func (u *upload) compare(ctx context.Context, taken error) (*File, error) {
	link, err := u.files.session.GetFileURL(ctx, GetFileURLParams{Path: u.path, Camera: u.camera})
	if err != nil {
		return nil, err
	}
	found, err := u.files.digest(ctx, link.URL)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(found, u.digest) {
		return nil, taken
	}
	info := link.File
	return &File{Path: info.Path, Filename: info.Filename, MIMEType: info.MIMEType, SizeBytes: info.SizeBytes}, nil
}

// leaving is the file as it goes, and reports how far it is.
type leaving struct {
	*upload
	file io.Reader
	done int64
}

func (l *leaving) Read(data []byte) (int, error) {
	count, err := l.file.Read(data)
	l.done += int64(count)
	if l.report != nil && count > 0 {
		l.report(bytesDone(l.path, "writing", l.done, l.size))
	}
	return count, err
}
