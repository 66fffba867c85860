package rpccamera

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

const recordName = ".rpc-camera.jsonl"

// savedFile is a file of a camera's, and what it is called below the folder here; the Python client's is the same.
type savedFile struct {
	Camera     string  `json:"camera"`
	Path       string  `json:"path"`
	SizeBytes  int64   `json:"size_bytes"`
	ModifiedAt *string `json:"modified_at"`
	Name       string  `json:"name"`
	SHA256     string  `json:"sha256"`
}

// cameraFile is a file of a camera's, as far as the record knows it.
type cameraFile struct {
	camera     string
	path       string
	sizeBytes  int64
	modifiedAt *string
}

type fileKey struct{ camera, path string }

func (f *cameraFile) key() fileKey { return fileKey{f.camera, f.path} }

// folderRecord is what a folder here has of cameras, with a line for each file, so that nothing is fetched twice. It can
// be used by any number of goroutines.
type folderRecord struct {
	root  string
	mu    sync.Mutex
	saved map[fileKey]savedFile
	taken map[string]bool // names that no file gets, or that one is about to have
	// goesBefore is what goes before the next line: the last one may have been cut.
	goesBefore string
}

// openRecord reads the record of a folder, which is made where there is none. No file gets a name that is reserved.
func openRecord(root string, reserved ...string) (*folderRecord, error) {
	if err := os.MkdirAll(root, 0o755); err != nil {
		return nil, err
	}
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		return nil, err
	}
	record := &folderRecord{root: root, saved: map[fileKey]savedFile{}, taken: map[string]bool{}}
	for _, name := range append(reserved, recordName) {
		record.taken[filepath.Join(root, name)] = true
	}
	text, err := os.ReadFile(record.file())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		record.goesBefore = "\n"
	}
	for _, line := range bytes.Split(text, []byte("\n")) {
		var saved savedFile
		if json.Unmarshal(line, &saved) == nil { // a line that was cut is none
			record.saved[fileKey{saved.Camera, saved.Path}] = saved
		}
	}
	return record, nil
}

func (r *folderRecord) file() string { return filepath.Join(r.root, recordName) }

// of returns what is recorded of a camera's file.
func (r *folderRecord) of(file *cameraFile) (savedFile, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	saved, isThere := r.saved[file.key()]
	return saved, isThere
}

// find returns where the camera's file is already, if it is still the same on the camera, and here: by its digest.
func (r *folderRecord) find(file *cameraFile) (string, bool) {
	saved, isThere := r.of(file)
	if !isThere || saved.SizeBytes != file.sizeBytes || !equal(saved.ModifiedAt, file.modifiedAt) {
		return "", false
	}
	here := filepath.Join(r.root, filepath.FromSlash(saved.Name))
	digest, size, err := digestOf(here)
	return here, err == nil && size == saved.SizeBytes && hex.EncodeToString(digest) == saved.SHA256
}

// add notes that the camera's file is whole at `here`. A disk that takes no line leaves it out: the file is here all the
// same, and is found by its digest the next time.
func (r *folderRecord) add(file *cameraFile, here string, digest []byte) error {
	name, err := filepath.Rel(r.root, here)
	if err != nil {
		return err
	}
	sum := hex.EncodeToString(digest)
	saved := savedFile{file.camera, file.path, file.sizeBytes, file.modifiedAt, filepath.ToSlash(name), sum}
	line, err := json.Marshal(saved)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.saved[file.key()] = saved
	if r.write(append(append([]byte(r.goesBefore), line...), '\n')) == nil {
		r.goesBefore = ""
	} else {
		r.goesBefore = "\n" // the disk may have got full in the middle of the line
	}
	return nil
}

// write adds a line to the record on the disk.
func (r *folderRecord) write(line []byte) error {
	out, err := os.OpenFile(r.file(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(line)
	return firstOf(err, out.Close())
}

// place returns where the camera's file can go, or with isTheFile where it is: at `relative` below the folder, or with a
// number. A free place is its own until release. theirs asks for the digest of the camera's, when one here may be the same.
func (r *folderRecord) place(
	file *cameraFile, relative []string, theirs func() ([]byte, error),
) (place string, isTheFile bool, err error) {
	var digest []byte
	for count := 0; ; count++ {
		place, err := r.numbered(relative, count)
		if err != nil {
			return "", false, err
		}
		if r.take(place) {
			return place, false, nil
		}
		info, err := os.Stat(place)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", false, err
		}
		if err != nil || !info.Mode().IsRegular() || info.Size() != file.sizeBytes || place == r.file() {
			continue // another's, or about to be
		}
		if digest == nil {
			if digest, err = theirs(); err != nil {
				return "", false, err
			}
		}
		if found, _, err := digestOf(place); err == nil && bytes.Equal(digest, found) {
			return place, true, r.add(file, place, digest)
		}
	}
}

// take reserves a place, if it is free.
func (r *folderRecord) take(place string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := os.Lstat(place); r.taken[place] || !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	r.taken[place] = true
	return true
}

// release says that a file is at a place by now, or will not be.
func (r *folderRecord) release(place string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.taken, place)
}

// numbered returns where a file can go: under its own name, or with a count above 0 in it. It leads out of no folder.
func (r *folderRecord) numbered(relative []string, count int) (string, error) {
	place, err := within(r.root, relative...)
	if err != nil {
		return "", err
	}
	folder := filepath.Dir(place)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return "", err
	}
	if real != r.root && !strings.HasPrefix(real, r.root+string(filepath.Separator)) {
		return "", fmt.Errorf("%s leads out of %s", folder, r.root)
	}
	if count == 0 {
		return place, nil
	}
	extension := path.Ext(place)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(place, extension), count, extension), nil
}

func equal(one, other *string) bool {
	if one == nil || other == nil {
		return one == other
	}
	return *one == *other
}
