package rpccamera

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sort"
	"strings"
)

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
	lines := make([]string, 0, len(e.Failures))
	for name, err := range e.Failures {
		lines = append(lines, fmt.Sprintf("%s: %v", name, err))
	}
	sort.Strings(lines)
	return fmt.Sprintf("%d of the camera's files did not come: %s", len(lines), strings.Join(lines, "; "))
}

// DownloadFolder fetches all files of the camera's folder, and of those within, into the folder `to`, as Download does.
//
// A name that another file has gets a number: nothing is replaced, and nothing goes outside `to`. What is here already
// is not fetched: a record in `to`, `.rpc-camera.jsonl`, has size, time and SHA-256 of what came, which the file here
// still has to have. Of files here that are not in it, the service is asked for the digest. After a file that fails it
// goes on; a FolderIncomplete names those that did not come, and the next call fetches them.
func (s *Session) DownloadFolder(
	ctx context.Context, folder, to string, options FolderOptions,
) (*FolderCopy, error) {
	details, err := s.GetCamera(ctx, GetCameraParams{Camera: options.Camera}) // whatever is selected meanwhile
	if err != nil {
		return nil, err
	}
	listed, err := s.ListFiles(ctx, ListFilesParams{Folder: &folder, Recursive: Ptr(true), Camera: &details.ID})
	if err != nil {
		return nil, err
	}
	record, err := openRecord(to, details.ID)
	if err != nil {
		return nil, err
	}
	f := &folderDownload{s, s.files(), record, folder, options.Flatten, &FolderCopy{}}
	defer f.files.client.CloseIdleConnections()
	failures := map[string]error{}
	for i := range listed.Files {
		file := &listed.Files[i]
		err := f.fetch(ctx, file)
		if ctx.Err() != nil || errors.Is(err, ErrSessionClosed) {
			return f.copy, err
		}
		if err != nil {
			failures[file.Path] = err
		}
	}
	if len(failures) > 0 {
		return f.copy, &FolderIncomplete{failures, f.copy}
	}
	return f.copy, nil
}

type folderDownload struct {
	session *Session
	files   *files
	record  *folderRecord
	folder  string
	flatten bool
	copy    *FolderCopy
}

// fetch fetches one file, unless it is here.
func (f *folderDownload) fetch(ctx context.Context, file *FileInfo) error {
	if here, isThere := f.record.find(file); isThere {
		f.copy.Skipped = append(f.copy.Skipped, here)
		return nil
	}
	relative := strings.TrimPrefix(strings.TrimPrefix(file.Path, strings.TrimSuffix(f.folder, "/")), "/")
	parts := strings.Split(relative, "/")
	if f.flatten {
		parts = parts[len(parts)-1:]
	}
	for count := 0; ; count++ {
		place, err := f.record.place(parts, count)
		if err != nil {
			return err
		}
		if place == f.record.file() {
			continue
		}
		if _, err := os.Lstat(place); errors.Is(err, fs.ErrNotExist) {
			return f.save(ctx, file, place)
		}
		digest, err := f.digestIfSame(ctx, file, place)
		if err != nil {
			return err
		}
		if digest != nil {
			f.copy.Skipped = append(f.copy.Skipped, place)
			return f.record.add(file, place, digest)
		}
	}
}

func (f *folderDownload) save(ctx context.Context, file *FileInfo, place string) error {
	d := &download{
		files: f.files, report: f.session.report, source: file.Path, camera: &f.record.camera, hash: sha256.New(),
	}
	saved, err := d.save(ctx, place, false)
	if err != nil {
		return err
	}
	f.copy.Saved = append(f.copy.Saved, saved)
	return f.record.add(file, saved, d.hash.Sum(nil))
}

// digestIfSame returns the digest of a file here that is the camera's, and nil of another. Only of one with the same
// size is the camera's worth its time.
func (f *folderDownload) digestIfSame(ctx context.Context, file *FileInfo, place string) ([]byte, error) {
	info, err := os.Stat(place)
	if err != nil || !info.Mode().IsRegular() || info.Size() != file.SizeBytes {
		return nil, err
	}
	link, err := f.files.session.GetFileURL(ctx, GetFileURLParams{Path: file.Path, Camera: &f.record.camera})
	if err != nil {
		return nil, err
	}
	expected, err := f.files.digest(ctx, link.URL)
	if err != nil {
		return nil, err
	}
	found, _, err := digestOf(place)
	if err != nil || !bytes.Equal(expected, found) {
		return nil, err
	}
	return found, nil
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
