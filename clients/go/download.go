package rpccamera

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// DownloadOptions are what a download may be given; the zero value has the defaults.
type DownloadOptions struct {
	// Camera is which camera; the selected, or the only one, without it.
	Camera *string
	// Overwrite has a file replaced that is there already.
	Overwrite bool
}

// Download fetches the camera's file source by HTTP, to the file `to` or into that folder, and returns where it is.
// What ends in "/" is a folder, which is made where it is missing.
//
// It is resumed after faults, also of the service, as long as each of eight tries brings something, and compared with
// its SHA-256; until then it has another name, and where it fails, there is nothing. An error that is fs.ErrExist says
// that the name is taken, an RPCCameraError that the service refuses, its DigestMismatch that other bytes came.
// Progress comes to WithProgress, in bytes.
func (s *Session) Download(ctx context.Context, source, to string, options DownloadOptions) (string, error) {
	from := s.files()
	defer from.client.CloseIdleConnections()
	d := &download{files: from, report: s.report, source: source, camera: options.Camera, hash: sha256.New()}
	return d.save(ctx, to, options.Overwrite)
}

type download struct {
	files  *files
	report func(*Progress)
	source string
	camera *string
	tag    string
	done   int64
	hash   hash.Hash
	// signed asks for the file's address, where that is not all that it does.
	signed func(context.Context) (*GetFileURLResult, error)
}

// save puts the file at `to`, or into that folder under its own name.
func (d *download) save(ctx context.Context, to string, overwrite bool) (string, error) {
	link, err := d.sign(ctx)
	if err != nil {
		return "", err
	}
	if strings.HasSuffix(to, "/") {
		if err := os.MkdirAll(to, 0o755); err != nil {
			return "", err
		}
	}
	if isFolder(to) {
		if to, err = within(to, path.Base(link.File.Filename)); err != nil {
			return "", err
		}
	}
	if err := refuseExisting(to, overwrite); err != nil {
		return "", err
	}
	part, err := os.CreateTemp(filepath.Dir(to), "."+filepath.Base(to)+".*.part")
	if err != nil {
		return "", err
	}
	defer os.Remove(part.Name()) // which is not there any more after a success
	err = d.fill(ctx, part, link)
	if err := firstOf(err, part.Sync(), part.Chmod(0o644), part.Close(), refuseExisting(to, overwrite)); err != nil {
		return "", err
	}
	return to, os.Rename(part.Name(), to)
}

func (d *download) sign(ctx context.Context) (*GetFileURLResult, error) {
	if d.signed != nil {
		return d.signed(ctx)
	}
	return d.files.session.GetFileURL(ctx, GetFileURLParams{Path: d.source, Camera: d.camera})
}

// fill fetches the file in as many tries as it needs.
func (d *download) fill(ctx context.Context, file *os.File, link *GetFileURLResult) error {
	tries, waits := 0, defaultBackoff
	for {
		before := d.done
		err := d.fetch(ctx, file, link)
		if err == nil {
			err = d.compare(ctx, link.URL)
		}
		if err == nil {
			return nil
		}
		if d.done > before {
			tries, waits = 0, defaultBackoff
		}
		if tries++; tries == mostTries || !mayPass(ctx, err) {
			return err
		}
		if err := pause(ctx, longer(waits.next(), askedWait(err))); err != nil {
			return err
		}
		again, err := d.sign(ctx)
		if err == nil {
			link = again
		} else if !mayPass(ctx, err) {
			return err
		} // without a new address, the old one may do
	}
}

// fetch adds what is missing, or begins anew if it is another file by now.
func (d *download) fetch(ctx context.Context, file *os.File, link *GetFileURLResult) error {
	if d.tag != "" && d.done == link.File.SizeBytes {
		return nil
	}
	header := map[string]string{}
	if d.tag != "" && d.done > 0 {
		header["Range"], header["If-Range"] = fmt.Sprintf("bytes=%d-", d.done), d.tag
	}
	ctx, giveUp := context.WithCancel(ctx)
	defer giveUp()
	response, err := d.files.request(ctx, http.MethodGet, link.URL, header, nil, 0)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK {
		if err := d.restart(file); err != nil {
			return err
		}
	}
	d.tag = response.Header.Get("ETag")
	body := newImpatient(response.Body, giveUp)
	defer body.timer.Stop()
	_, err = io.Copy(&arriving{d, file, link.File.SizeBytes}, body)
	return err
}

func (d *download) restart(file *os.File) error {
	d.done = 0
	d.hash.Reset()
	_, err := file.Seek(0, io.SeekStart)
	return ofDisk(firstOf(err, file.Truncate(0)))
}

func (d *download) compare(ctx context.Context, url string) error {
	expected, err := d.files.digest(ctx, url)
	if err != nil {
		return err
	}
	if !bytes.Equal(expected, d.hash.Sum(nil)) {
		const words = "The bytes that came are not those of the camera's file."
		const remedy = "Download the file again; if that fails as well, bytes are changed on the way, or the camera changes the file."
		return refusalOf([]byte(`{"message": "` + words + `", "data": {"name": "digest_mismatch", "remedy": "` + remedy + `"}}`))
	}
	return nil
}

// arriving writes what comes, and reports how far it is.
type arriving struct {
	*download
	file  *os.File
	total int64
}

func (a *arriving) Write(data []byte) (int, error) {
	count, err := a.file.Write(data)
	a.hash.Write(data[:count])
	a.done += int64(count)
	if a.report != nil {
		a.report(bytesDone(a.source, "reading", a.done, a.total))
	}
	return count, ofDisk(err)
}

func bytesDone(of, stage string, done, total int64) *Progress {
	return &Progress{
		RequestID: of,
		Stage:     stage,
		Done:      float64(done),
		Total:     Ptr(float64(total)),
		Unit:      ProgressUnitBytes,
	}
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func refuseExisting(name string, overwrite bool) error {
	if _, err := os.Lstat(name); overwrite || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return &fs.PathError{Op: "download", Path: name, Err: fs.ErrExist}
}

// within returns the path of a camera's file in a folder, which no name of the camera's leads out of.
func within(folder string, names ...string) (string, error) {
	for _, name := range names {
		if name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/\\\x00") || filepath.VolumeName(name) != "" {
			return "", fmt.Errorf("the camera's name %q is none for a file here", name)
		}
	}
	return filepath.Join(append([]string{folder}, names...)...), nil
}
