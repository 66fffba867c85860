package rpccamera_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"testing"

	"rpc-camera/rpccamera"
)

// aFile returns a file of random bytes here, and its SHA-256.
func aFile(t *testing.T, size int) (string, [32]byte) {
	t.Helper()
	data := make([]byte, size)
	rand.Read(data)
	name := filepath.Join(t.TempDir(), "LARGE.JPG")
	check(t, os.WriteFile(name, data, 0o600))
	return name, sha256.Sum256(data)
}

func pictureFolder(t *testing.T, session *rpccamera.Session) (folder string, first rpccamera.FileInfo) {
	t.Helper()
	listed, err := session.ListFiles(within(t), rpccamera.ListFilesParams{Recursive: rpccamera.Ptr(true)})
	check(t, err)
	first = listed.Files[0]
	return filepath.Dir(first.Path), first
}

func TestDownloadThatIsCutThreeTimesIsWhole(t *testing.T) {
	s := startService(t)
	link := startProxy(t, s.port)
	session := connect(t, link.url(), rpccamera.Options{})
	folder, _ := pictureFolder(t, session)
	source, sum := aFile(t, 4<<20)
	stored, err := session.Upload(within(t), source, folder, rpccamera.UploadOptions{})
	check(t, err)

	link.mu.Lock()
	link.cutAfter = []int{1 << 20, 1 << 20, 1 << 20}
	link.mu.Unlock()
	to, reports := t.TempDir(), 0
	reporting := session.WithProgress(func(step *rpccamera.Progress) { reports++ })
	name, err := reporting.Download(within(t), stored.Path, to, rpccamera.DownloadOptions{})
	check(t, err)
	got, err := os.ReadFile(name)
	check(t, err)
	if sha256.Sum256(got) != sum || name != filepath.Join(to, "LARGE.JPG") {
		t.Errorf("%d other bytes are in %s", len(got), name)
	}
	if len(link.cutAfter) > 0 || reports == 0 {
		t.Errorf("%d cuts are left, and progress came %d times", len(link.cutAfter), reports)
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

func TestUploadIsNotRepeatedOverAnotherFile(t *testing.T) {
	session := connect(t, startService(t).url(), rpccamera.Options{})
	folder, first := pictureFolder(t, session)
	source, _ := aFile(t, 1000)
	_, err := session.Upload(within(t), source, folder, rpccamera.UploadOptions{Name: first.Filename})
	as[*rpccamera.FileExists](t, err)
	_, err = session.Upload(within(t), source+".not", folder, rpccamera.UploadOptions{})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there gives %v", err)
	}
}

func TestUploadWhoseAnswerIsLost(t *testing.T) {
	s := startService(t)
	link := startProxy(t, s.port)
	session := connect(t, link.url(), rpccamera.Options{})
	folder, _ := pictureFolder(t, session)
	source, _ := aFile(t, 100_000)
	sent := session.WithProgress(func(step *rpccamera.Progress) {
		if step.Done == *step.Total && len(link.cutAfter) == 0 {
			link.mu.Lock()
			link.cutAfter = []int{1}
			link.mu.Unlock()
		}
	})
	stored, err := sent.Upload(within(t), source, folder, rpccamera.UploadOptions{})
	check(t, err)
	if stored.SizeBytes != 100_000 || stored.Path != folder+"/LARGE.JPG" {
		t.Errorf("it does not fit: %v", stored)
	}
}

func TestFolderSkipsWhatIsThere(t *testing.T) {
	session := connect(t, startService(t).url(), rpccamera.Options{})
	folder, first := pictureFolder(t, session)
	to := t.TempDir()
	other := filepath.Join(to, first.Filename)
	check(t, os.WriteFile(other, bytes.Repeat([]byte("x"), int(first.SizeBytes)), 0o600))
	done, err := session.DownloadFolder(within(t), folder, to, nil)
	check(t, err)
	if len(done.Saved) == 0 || len(done.Skipped) > 0 {
		t.Errorf("it does not fit: %v", done)
	}
	if kept, err := os.ReadFile(other); err != nil || kept[0] != 'x' {
		t.Errorf("the other file was replaced: %v", err)
	}
	again, err := session.DownloadFolder(within(t), folder, to, nil)
	check(t, err)
	if len(again.Saved) > 0 || len(again.Skipped) != len(done.Saved) {
		t.Errorf("%v was fetched again", again.Saved)
	}
}
