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

// folderRecord is what a folder here has of a camera, with a line for each file, so that nothing is fetched twice.
type folderRecord struct {
	root   string
	camera string
	saved  map[string]savedFile
}

// openRecord reads the record of a folder, which is made where there is none.
func openRecord(root, camera string) (*folderRecord, error) {
	if err := os.MkdirAll(root, 0o755); err != nil {
		return nil, err
	}
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		return nil, err
	}
	record := &folderRecord{root, camera, map[string]savedFile{}}
	text, err := os.ReadFile(record.file())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, line := range bytes.Split(text, []byte("\n")) {
		var saved savedFile
		if json.Unmarshal(line, &saved) == nil && saved.Camera == camera { // a line that was cut is none
			record.saved[saved.Path] = saved
		}
	}
	return record, nil
}

func (r *folderRecord) file() string { return filepath.Join(r.root, recordName) }

// find returns where the camera's file is already, if it is still the same on the camera, and here: by its digest.
func (r *folderRecord) find(file *FileInfo) (string, bool) {
	saved, isThere := r.saved[file.Path]
	if !isThere || saved.SizeBytes != file.SizeBytes || !equal(saved.ModifiedAt, file.ModifiedAt) {
		return "", false
	}
	here := filepath.Join(r.root, filepath.FromSlash(saved.Name))
	digest, size, err := digestOf(here)
	return here, err == nil && size == saved.SizeBytes && hex.EncodeToString(digest) == saved.SHA256
}

// add notes that the camera's file is whole at `here`.
func (r *folderRecord) add(file *FileInfo, here string, digest []byte) error {
	name, err := filepath.Rel(r.root, here)
	if err != nil {
		return err
	}
	sum := hex.EncodeToString(digest)
	saved := savedFile{r.camera, file.Path, file.SizeBytes, file.ModifiedAt, filepath.ToSlash(name), sum}
	r.saved[file.Path] = saved
	line, err := json.Marshal(saved)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(r.file(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(append(line, '\n'))
	return firstOf(err, out.Close())
}

// place returns where a file can go: under its own name, or with a count above 0 in it. It leads out of no folder.
func (r *folderRecord) place(relative []string, count int) (string, error) {
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
