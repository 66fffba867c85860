package rpccamera

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
)

const manifestName = "manifest.json"

// MissingFile is a file of a group that is not here, or without Path the picture of a camera that has none; and why.
type MissingFile struct {
	Camera string
	Host   string
	Path   string
	Reason string
	// Remedy is what to do about it, in a sentence; it may be empty.
	Remedy string
	// Err is what went wrong, if anything did.
	Err error
}

func (m *MissingFile) String() string {
	what, on, remedy := m.Path, "", ""
	if what == "" {
		what = "the picture"
	}
	if m.Host != "" {
		on = " on " + m.Host
	}
	if m.Remedy != "" {
		remedy = " " + m.Remedy
	}
	return what + " of " + m.Camera + on + ": " + m.Reason + remedy
}

type collectedFile struct{ name, sha256 string }

// collectedFiles is what is known of a group's files, each by its camera and its path on that. It can be used by any
// number of goroutines.
type collectedFiles struct {
	mu      sync.Mutex
	here    map[fileKey]collectedFile
	missing map[fileKey]MissingFile
}

func (c *collectedFiles) note(key fileKey, file collectedFile) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.here[key] = file
}

func (c *collectedFiles) noteMissing(missing MissingFile) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.missing[fileKey{missing.Camera, missing.Path}] = missing
}

type writtenFile struct {
	File
	CollectedAs string `json:"collected_as,omitempty"`
	SHA256      string `json:"sha256,omitempty"`
	Missing     string `json:"missing,omitempty"`
}

type writtenMember struct {
	GroupMember
	Files []writtenFile `json:"files"`
}

type writtenManifest struct {
	*GroupManifest
	Collected bool            `json:"collected"`
	Cameras   []writtenMember `json:"cameras"`
}

// write puts the manifest beside a group's files, with what became of each: the old one or the new one is there, and
// never a part.
func (c *collectedFiles) write(folder string, manifest *GroupManifest) error {
	written := writtenManifest{manifest, len(c.missing) == 0, make([]writtenMember, len(manifest.Cameras))}
	for i, member := range manifest.Cameras {
		files := make([]writtenFile, len(member.Files))
		for j, file := range member.Files {
			files[j] = c.describe(fileKey{member.Camera, file.Path}, file)
		}
		written.Cameras[i] = writtenMember{member, files}
	}
	text, err := json.MarshalIndent(written, "", "  ")
	if err != nil {
		return err
	}
	part := filepath.Join(folder, "."+manifestName+".part")
	out, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(append(text, '\n'))
	if err := firstOf(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	return os.Rename(part, filepath.Join(folder, manifestName))
}

func (c *collectedFiles) describe(key fileKey, file File) writtenFile {
	if here, isHere := c.here[key]; isHere {
		return writtenFile{File: file, CollectedAs: here.name, SHA256: here.sha256}
	}
	if missing, isKnown := c.missing[key]; isKnown {
		return writtenFile{File: file, Missing: missing.Reason}
	}
	return writtenFile{File: file, Missing: "It has not come yet."}
}
