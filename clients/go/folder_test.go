package rpccamera_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"rpc-camera/rpccamera"
)

func TestFolderSkipsWhatIsThere(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	folder, first := pictureFolder(t, session)
	to := t.TempDir()
	other := filepath.Join(to, first.Filename)
	check(t, os.WriteFile(other, bytes.Repeat([]byte("x"), int(first.SizeBytes)), 0o600))
	done, err := session.DownloadFolder(within(t), folder, to, rpccamera.FolderOptions{})
	check(t, err)
	if len(done.Saved) == 0 || len(done.Skipped) > 0 {
		t.Errorf("it does not fit: %v", done)
	}
	if kept, err := os.ReadFile(other); err != nil || kept[0] != 'x' {
		t.Errorf("the other file was replaced: %v", err)
	}
	name := filepath.Join(to, ".rpc-camera.jsonl")
	for _, record := range []string{"as it is", "cut in its last line", "mended", "lost"} {
		again, err := session.DownloadFolder(within(t), folder, to, rpccamera.FolderOptions{Flatten: true})
		check(t, err)
		if len(again.Saved) > 0 || len(again.Skipped) != len(done.Saved) {
			t.Errorf("%v was fetched again, with its record %s", again.Saved, record)
		}
		lines, err := os.ReadFile(name)
		check(t, err)
		switch record {
		case "as it is":
			check(t, os.WriteFile(name, lines[:len(lines)-9], 0o644))
		case "cut in its last line": // what is added goes on a line of its own
			if bytes.Count(lines, []byte("\n")) != len(done.Saved)+1 {
				t.Errorf("the record is not mended: %s", lines)
			}
		case "mended":
			check(t, os.Remove(name))
		}
	}
}

func TestFolderSaysWhichFilesDidNotCome(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	folder, first := pictureFolder(t, session)
	to := t.TempDir()
	blocked := filepath.Join(to, filepath.Base(folder))
	check(t, os.Symlink(t.TempDir(), blocked)) // which leads out of the folder
	_, err := session.DownloadFolder(within(t), filepath.Dir(folder), to, rpccamera.FolderOptions{})
	incomplete := as[*rpccamera.FolderIncomplete](t, err)
	if incomplete.Failures[first.Path] == nil {
		t.Errorf("it does not fit: %v", incomplete)
	}
	if outside, err := filepath.Glob(filepath.Join(blocked, "*")); len(outside) > 0 || err != nil {
		t.Errorf("%v was put outside: %v", outside, err)
	}
}

func TestFolderReportsHowFarTheWholeIs(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	folder, _ := pictureFolder(t, session)
	files := filesIn(t, session, folder)
	whole := 0.0
	for _, file := range files {
		whole += float64(file.SizeBytes)
	}
	done := map[rpccamera.ProgressUnit]float64{}
	reporting := session.WithProgress(func(step *rpccamera.Progress) {
		expected := map[rpccamera.ProgressUnit]float64{"bytes": whole, "files": float64(len(files))}
		if step.RequestID != folder || step.Stage != "reading" || *step.Total != expected[step.Unit] {
			t.Errorf("it does not fit: %v of %v", *step, *step.Total)
		}
		if by := step.Done - done[step.Unit]; by < 0 || step.Unit == "files" && by != 1 {
			t.Errorf("after %v %s come %v", done[step.Unit], step.Unit, step.Done)
		}
		done[step.Unit] = step.Done
	})
	to := t.TempDir()
	for _, isHere := range []bool{false, true} {
		copied, err := reporting.DownloadFolder(within(t), folder, to, rpccamera.FolderOptions{})
		check(t, err)
		if done["bytes"] != whole || done["files"] != float64(len(files)) || isHere != (len(copied.Saved) == 0) {
			t.Errorf("%v is not all of %v bytes and %d files", done, whole, len(files))
		}
		done = map[rpccamera.ProgressUnit]float64{}
	}
}

func filesIn(t *testing.T, session *rpccamera.Session, folder string) []rpccamera.FileInfo {
	t.Helper()
	params := rpccamera.ListFilesParams{Folder: &folder, Recursive: rpccamera.Ptr(true)}
	listed, err := session.ListFiles(within(t), params)
	check(t, err)
	return listed.Files
}

// afterFirstFile returns the session, whose download of a folder does something between the first file and the second.
func afterFirstFile(session *rpccamera.Session, act func()) *rpccamera.Session {
	return session.WithProgress(func(step *rpccamera.Progress) {
		if step.Unit == rpccamera.ProgressUnitFiles && step.Done == 1 {
			act()
		}
	})
}

func TestFolderGoesOnAfterAFileThatFails(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	folder, _ := pictureFolder(t, session)
	for _, name := range []string{"GONE.JPG", "LEFT.JPG"} {
		source, _ := aFile(t, name, 1000)
		_, err := session.Upload(within(t), source, folder, rpccamera.UploadOptions{})
		check(t, err)
	}
	files, gone := filesIn(t, session, folder), folder+"/GONE.JPG"
	spoiled := afterFirstFile(session, func() {
		_, err := session.DeleteFile(within(t), rpccamera.DeleteFileParams{Path: gone})
		check(t, err)
	})
	copied, err := spoiled.DownloadFolder(within(t), folder, t.TempDir(), rpccamera.FolderOptions{})
	incomplete := as[*rpccamera.FolderIncomplete](t, err)
	as[*rpccamera.FileNotFound](t, incomplete.Failures[gone])
	if len(incomplete.Failures) != 1 || len(copied.Saved) != len(files)-1 {
		t.Errorf("it does not fit: %v, %v", incomplete, copied)
	}
}

func TestFolderEndsWithTheService(t *testing.T) {
	link := startProxy(t, shared(t))
	session := connect(t, &link.service, rpccamera.Options{OnlyOneConnection: true})
	folder, _ := pictureFolder(t, session)
	files := filesIn(t, session, folder)
	left := afterFirstFile(session, func() {
		link.shut(true)
		link.cut()
	})
	copied, err := left.DownloadFolder(within(t), folder, t.TempDir(), rpccamera.FolderOptions{})
	expectNoneTried(t, files[1:], as[*rpccamera.FolderIncomplete](t, err).Failures)
	if len(copied.Saved) != 1 {
		t.Errorf("%v came", copied)
	}
}

// expectNoneTried fails unless the first of those files failed, and the others with it.
func expectNoneTried(t *testing.T, files []rpccamera.FileInfo, failures map[string]error) {
	t.Helper()
	if len(failures) != len(files) {
		t.Errorf("not what failed: %v", failures)
	}
	for _, file := range files {
		if why := failures[file.Path]; why == nil || why != failures[files[0].Path] {
			t.Errorf("%s was tried as well: %v", file.Path, why)
		}
	}
}

func TestFolderThatIsGivenUpIsNotTakenForWhole(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	folder, _ := pictureFolder(t, session)
	ctx, cancel := context.WithCancel(within(t))
	copied, err := afterFirstFile(session, cancel).DownloadFolder(ctx, folder, t.TempDir(), rpccamera.FolderOptions{})
	if !errors.Is(err, context.Canceled) || len(copied.Saved) != 1 {
		t.Errorf("%v came: %v", copied, err)
	}
}
