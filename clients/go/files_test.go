package rpccamera_test

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"rpc-camera/rpccamera"
)

// aFile returns a file of random bytes here, and its SHA-256.
func aFile(t *testing.T, name string, size int) (string, [32]byte) {
	t.Helper()
	data := make([]byte, size)
	rand.Read(data)
	path := filepath.Join(t.TempDir(), name)
	check(t, os.WriteFile(path, data, 0o600))
	return path, sha256.Sum256(data)
}

func pictureFolder(t *testing.T, session *rpccamera.Session) (folder string, first rpccamera.FileInfo) {
	t.Helper()
	listed, err := session.ListFiles(within(t), rpccamera.ListFilesParams{Recursive: rpccamera.Ptr(true)})
	check(t, err)
	first = listed.Files[0]
	return filepath.Dir(first.Path), first
}

func TestDownloadThatIsCutThreeTimesIsWhole(t *testing.T) {
	s := shared(t)
	link := startProxy(t, s)
	session := connect(t, &link.service, rpccamera.Options{})
	folder, _ := pictureFolder(t, session)
	source, sum := aFile(t, "CUT.JPG", 4<<20)
	stored, err := session.Upload(within(t), source, folder, rpccamera.UploadOptions{})
	check(t, err)

	link.cutAnswers(1<<20, 1<<20, 1<<20)
	to, done := t.TempDir(), 0.0
	reporting := session.WithProgress(func(step *rpccamera.Progress) {
		if step.Done < done {
			t.Errorf("after %v bytes it begins again", done)
		}
		done = step.Done
	})
	name, err := reporting.Download(within(t), stored.Path, to, rpccamera.DownloadOptions{})
	check(t, err)
	got, err := os.ReadFile(name)
	check(t, err)
	if sha256.Sum256(got) != sum || name != filepath.Join(to, "CUT.JPG") {
		t.Errorf("%d other bytes are in %s", len(got), name)
	}
	if link.cutsLeft() > 0 || done != 4<<20 {
		t.Errorf("%d cuts are left, and %v bytes came", link.cutsLeft(), done)
	}
	if left, err := filepath.Glob(filepath.Join(to, ".*")); len(left) > 0 || err != nil {
		t.Errorf("%v was left: %v", left, err)
	}
	_, err = session.Download(within(t), stored.Path, to, rpccamera.DownloadOptions{})
	if !errors.Is(err, fs.ErrExist) {
		t.Errorf("a name that is taken gives %v", err)
	}
	_, err = session.Download(within(t), folder+"/NOT.THERE", to, rpccamera.DownloadOptions{})
	as[*rpccamera.FileNotFound](t, err)
}

func TestDownloadMakesTheFolderThatEndsInASlash(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	_, first := pictureFolder(t, session)
	to := filepath.Join(t.TempDir(), "new", "pictures")
	saved, err := session.Download(within(t), first.Path, to+"/", rpccamera.DownloadOptions{})
	check(t, err)
	if saved != filepath.Join(to, first.Filename) {
		t.Errorf("it is at %s", saved)
	}
}

func TestUploadIsNotRepeatedOverAnotherFile(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	folder, first := pictureFolder(t, session)
	source, _ := aFile(t, "OTHER.JPG", 1000)
	_, err := session.Upload(within(t), source, folder, rpccamera.UploadOptions{Name: first.Filename})
	as[*rpccamera.FileExists](t, err)
	_, err = session.Upload(within(t), source+".not", folder, rpccamera.UploadOptions{})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there gives %v", err)
	}
}

func TestUploadWhoseAnswerIsLost(t *testing.T) {
	s := shared(t)
	link := startProxy(t, s)
	session := connect(t, &link.service, rpccamera.Options{})
	folder, _ := pictureFolder(t, session)
	source, _ := aFile(t, "LOST.JPG", 100_000)
	var once sync.Once
	sent := session.WithProgress(func(step *rpccamera.Progress) {
		if step.Done == *step.Total {
			once.Do(func() { link.cutAnswers(1) })
		}
	})
	stored, err := sent.Upload(within(t), source, folder, rpccamera.UploadOptions{})
	check(t, err)
	if link.cutsLeft() > 0 {
		t.Error("the answer was not lost")
	}
	if stored.SizeBytes != 100_000 || stored.Path != folder+"/LOST.JPG" {
		t.Errorf("it does not fit: %v", stored)
	}
}
