package rpccamera

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

const mostNamed = 5 // failures, in the text of one error

// FolderOptions are what the download of a folder may be given; the zero value has the defaults.
type FolderOptions struct {
	// Camera is which camera; the selected, or the only one, without it.
	Camera *string
	// Flatten has all files go into the folder itself, and not into folders as on the camera.
	Flatten bool
}

// FolderCopy is where a camera's files are here: those that came, and those that were here already.
type FolderCopy struct {
	Saved   []string
	Skipped []string
}

// FolderIncomplete says that not all files came: Failures says why, by their paths on the camera; Copy is what is here.
type FolderIncomplete struct {
	Failures map[string]error
	Copy     *FolderCopy
}

func (e *FolderIncomplete) Error() string {
	paths := make([]string, 0, len(e.Failures))
	for name := range e.Failures {
		paths = append(paths, name)
	}
	sort.Strings(paths)
	more := ""
	if len(paths) > mostNamed {
		paths, more = paths[:mostNamed], fmt.Sprintf("; and %d more", len(paths)-mostNamed)
	}
	for i, name := range paths {
		paths[i] = fmt.Sprintf("%s: %v", name, e.Failures[name])
	}
	return fmt.Sprintf("%d of the camera's files did not come: %s%s", len(e.Failures), strings.Join(paths, "; "), more)
}

// DownloadFolder fetches all files of the camera's folder, and of those within, into the folder `to`, as Download does.
//
// A name that another file has gets a number: nothing is replaced, and nothing goes outside `to`. What is here already
// is not fetched: a record in `to`, `.rpc-camera.jsonl`, has size, time and SHA-256 of what came, which the file here
// still has to have. Of files here that are not in it, the service is asked for the digest.
//
// After a file that fails it goes on, unless the camera or the service is gone; a FolderIncomplete names those that did
// not come, and the next call fetches them. Progress over the whole comes to WithProgress, in bytes, and after each
// file also in files.
func (s *Session) DownloadFolder(
	ctx context.Context, folder, to string, options FolderOptions,
) (*FolderCopy, error) {
	from := s.files()
	defer from.client.CloseIdleConnections()
	details, err := from.session.GetCamera(ctx, GetCameraParams{Camera: options.Camera}) // whatever is selected meanwhile
	if err != nil {
		return nil, err
	}
	wanted := ListFilesParams{Folder: &folder, Recursive: Ptr(true), Camera: &details.ID}
	listed, err := from.session.ListFiles(ctx, wanted)
	if err != nil {
		return nil, err
	}
	record, err := openRecord(to)
	if err != nil {
		return nil, err
	}
	f := &folderDownload{
		files: from, report: s.report, record: record, camera: details.ID,
		folder: folder, flatten: options.Flatten, copy: &FolderCopy{},
	}
	return f.copy, f.fetchAll(ctx, listed.Files)
}

type folderDownload struct {
	files   *files
	report  func(*Progress)
	record  *folderRecord
	camera  string
	folder  string
	flatten bool
	copy    *FolderCopy
	before  int64 // bytes of the files that are done with
	total   int64
}

// fetchAll fetches one file after another, until one fails as all further ones would.
func (f *folderDownload) fetchAll(ctx context.Context, listed []FileInfo) error {
	for i := range listed {
		f.total += listed[i].SizeBytes
	}
	failures := map[string]error{}
	for i := range listed {
		file := &listed[i]
		err := f.fetch(ctx, file)
		switch {
		case err == nil:
		case ctx.Err() != nil || errors.Is(err, ErrSessionClosed):
			return err
		case isOfAll(err):
			for _, left := range listed[i:] {
				failures[left.Path] = err
			}
			return &FolderIncomplete{failures, f.copy}
		default:
			failures[file.Path] = err
		}
		f.before += file.SizeBytes
		f.step(f.before, f.total, ProgressUnitBytes)
		f.step(int64(i+1), int64(len(listed)), ProgressUnitFiles)
	}
	if len(failures) > 0 {
		return &FolderIncomplete{failures, f.copy}
	}
	return nil
}

// isOfAll says whether the camera, the service or the way to it is gone: each further file would wait for it in vain.
func isOfAll(err error) bool {
	return isOfNetwork(err) ||
		isA[*CameraLost](err) || isA[*CameraNotFound](err) || isA[*CameraClaimed](err) ||
		isA[*Unauthorized](err) || isA[*Forbidden](err)
}

// isOfNetwork says whether the service, or the way to it, is gone.
func isOfNetwork(err error) bool {
	return isA[*networkError](err) || isA[*ConnectFailed](err) || isA[*HandshakeRefused](err) ||
		isA[*ConnectionLost](err) || isA[*CallTimedOut](err)
}

func isA[Kind error](err error) bool {
	var found Kind
	return errors.As(err, &found)
}

// step reports how far the whole is.
func (f *folderDownload) step(done, total int64, unit ProgressUnit) {
	if f.report == nil {
		return
	}
	step := bytesDone(f.folder, "reading", done, total)
	step.Unit = unit
	f.report(step)
}

// fetch fetches one file, unless it is here.
func (f *folderDownload) fetch(ctx context.Context, info *FileInfo) error {
	file := &cameraFile{f.camera, info.Path, info.SizeBytes, info.ModifiedAt}
	relative := strings.TrimPrefix(strings.TrimPrefix(file.path, strings.TrimSuffix(f.folder, "/")), "/")
	parts := strings.Split(relative, "/")
	if f.flatten {
		parts = parts[len(parts)-1:]
	}
	here, isHere := f.record.find(file)
	if !isHere {
		var err error
		theirs := func() ([]byte, error) { return f.files.digestOf(ctx, file) }
		if here, isHere, err = f.record.place(file, parts, theirs); err != nil {
			return err
		}
	}
	if isHere {
		f.copy.Skipped = append(f.copy.Skipped, here)
		return nil
	}
	defer f.record.release(here)
	report := func(step *Progress) { f.step(f.before+int64(step.Done), f.total, ProgressUnitBytes) }
	d := &download{files: f.files, report: report, source: file.path, camera: &f.camera, hash: sha256.New()}
	saved, err := d.save(ctx, here, false)
	if err != nil {
		return err
	}
	f.copy.Saved = append(f.copy.Saved, saved)
	return f.record.add(file, saved, d.hash.Sum(nil))
}

// digestOf returns the digest of a camera's file, as its service computes it.
func (f *files) digestOf(ctx context.Context, file *cameraFile) ([]byte, error) {
	link, err := f.session.GetFileURL(ctx, GetFileURLParams{Path: file.path, Camera: &file.camera})
	if err != nil {
		return nil, err
	}
	return f.digest(ctx, link.URL)
}

// digestOf returns the SHA-256 and the size of a file here.
func digestOf(name string) ([]byte, int64, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer file.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, file)
	return sum.Sum(nil), size, err
}
