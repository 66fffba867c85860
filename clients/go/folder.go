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
	"path"
	"path/filepath"
	"strings"
)

// FolderResult is what DownloadFolder did, by the paths of the files here.
type FolderResult struct {
	Saved   []string
	Skipped []string
}

// FilesFailed says which of several files could not be fetched, by their paths on the camera.
type FilesFailed struct {
	Errors map[string]error
}

func (e *FilesFailed) Error() string {
	lines := make([]string, 0, len(e.Errors))
	for name, err := range e.Errors {
		lines = append(lines, fmt.Sprintf("%s: %v", name, err))
	}
	return fmt.Sprintf("%d files were not fetched: %s", len(lines), strings.Join(lines, "; "))
}

// DownloadFolder fetches all files of the camera's folder and of those within into the folder `to`, under the same
// names. What is there already with the same size and SHA-256 is skipped; another file of that name is left alone, and
// the camera's gets a number behind its name. One that fails does not stop the others: a FilesFailed has each.
func (s *Session) DownloadFolder(ctx context.Context, folder, to string, camera *string) (*FolderResult, error) {
	listed, err := s.ListFiles(ctx, ListFilesParams{Folder: &folder, Recursive: Ptr(true), Camera: camera})
	if err != nil {
		return nil, err
	}
	f := &folderDownload{s, s.files(), folder, to, camera, &FolderResult{}}
	defer f.files.client.CloseIdleConnections()
	failed := map[string]error{}
	for i := range listed.Files {
		file := &listed.Files[i]
		if err := f.fetch(ctx, file); ctx.Err() != nil || errors.Is(err, ErrSessionClosed) {
			return f.result, err
		} else if err != nil {
			failed[file.Path] = err
		}
	}
	if len(failed) > 0 {
		return f.result, &FilesFailed{failed}
	}
	return f.result, nil
}

type folderDownload struct {
	session *Session
	files   *files
	folder  string
	to      string
	camera  *string
	result  *FolderResult
}

func (f *folderDownload) fetch(ctx context.Context, file *FileInfo) error {
	relative := strings.TrimPrefix(strings.TrimPrefix(file.Path, strings.TrimSuffix(f.folder, "/")), "/")
	final, err := within(f.to, strings.Split(relative, "/")...)
	if err != nil {
		return err
	}
	for count := 0; ; count++ {
		name := numbered(final, count)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return f.save(ctx, file, name)
		}
		isSame, err := f.isSame(ctx, file, name)
		if err != nil {
			return err
		}
		if isSame {
			f.result.Skipped = append(f.result.Skipped, name)
			return nil
		}
	}
}

func (f *folderDownload) save(ctx context.Context, file *FileInfo, name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	saved, err := f.session.download(ctx, f.files, file.Path, name, DownloadOptions{Camera: f.camera})
	if err == nil {
		f.result.Saved = append(f.result.Saved, saved)
	}
	return err
}

// isSame says whether the file here is the camera's. Only of one with the same size is the digest worth its time.
func (f *folderDownload) isSame(ctx context.Context, file *FileInfo, name string) (bool, error) {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != file.SizeBytes {
		return false, err
	}
	link, err := f.files.session.GetFileURL(ctx, GetFileURLParams{Path: file.Path, Camera: f.camera})
	if err != nil {
		return false, err
	}
	expected, err := f.files.digest(ctx, link.URL)
	if err != nil {
		return false, err
	}
	found, _, err := digestOf(name)
	return bytes.Equal(expected, found), err
}

// numbered returns name itself, or for a count above 0 one with the count before its extension.
func numbered(name string, count int) string {
	if count == 0 {
		return name
	}
	extension := path.Ext(name)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, extension), count, extension)
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
