package rpccamera_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"rpc-camera/rpccamera"
)

// fireGroup returns a group of the camera, which is labelled "left": a RAW and a JPEG.
func fireGroup(t *testing.T, session *rpccamera.Session) *rpccamera.GroupManifest {
	t.Helper()
	details, err := session.GetCamera(within(t), rpccamera.GetCameraParams{})
	check(t, err)
	set := func(quality rpccamera.PictureQuality) {
		_, err := session.SetCaptureSettings(within(t), rpccamera.SetCaptureSettingsParams{Quality: &quality})
		check(t, err)
	}
	set(rpccamera.PictureQualityRawJPEG)
	t.Cleanup(func() { set(rpccamera.PictureQualityJPEG) }) // the camera is the other tests' as well
	_, err = session.LabelCamera(within(t), rpccamera.LabelCameraParams{Label: rpccamera.Ptr("left")})
	check(t, err)
	group, err := session.CaptureGroup(within(t), rpccamera.CaptureGroupParams{Cameras: []string{details.ID}})
	check(t, err)
	return group
}

// picturesIn returns the names of the pictures in a folder, and their digests.
func picturesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	check(t, filepath.Walk(folder, func(place string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() && info.Name() != "manifest.json" && info.Name() != ".rpc-camera.jsonl" {
			content, err := os.ReadFile(place)
			check(t, err)
			sum := sha256.Sum256(content)
			name, err := filepath.Rel(folder, place)
			check(t, err)
			found[filepath.ToSlash(name)] = hex.EncodeToString(sum[:])
		}
		return err
	}))
	return found
}

type writtenManifest struct {
	Collected bool `json:"collected"`
	Cameras   []struct {
		Camera string `json:"camera"`
		Files  []struct {
			CollectedAs string `json:"collected_as"`
			SHA256      string `json:"sha256"`
			Missing     string `json:"missing"`
		} `json:"files"`
	} `json:"cameras"`
}

func manifestIn(t *testing.T, folder string) (manifest writtenManifest) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "manifest.json"))
	check(t, err)
	check(t, json.Unmarshal(text, &manifest))
	return manifest
}

func sorted(of map[string]string) []string {
	names := make([]string, 0, len(of))
	for name := range of {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func expect(t *testing.T, what string, found, wanted any) {
	t.Helper()
	if !reflect.DeepEqual(found, wanted) {
		t.Errorf("%s: %v, not %v", what, found, wanted)
	}
}

func download(
	t *testing.T, session *rpccamera.Session, group *rpccamera.GroupManifest, to, name string,
) *rpccamera.GroupCopy {
	t.Helper()
	copied, err := session.DownloadGroup(within(t), group, to, rpccamera.GroupOptions{Name: name})
	check(t, err)
	return copied
}

func TestGroupComesOnceUnderTheNamesOfItsCameras(t *testing.T) {
	link := startProxy(t, shared(t))
	session := connect(t, &link.service, rpccamera.Options{})
	group, to := fireGroup(t, session), t.TempDir()
	cuts, inBytes, inFiles := 0, []float64{}, []float64{}
	watched := session.WithProgress(func(step *rpccamera.Progress) {
		if step.Unit == rpccamera.ProgressUnitFiles {
			inFiles = append(inFiles, step.Done)
			return
		}
		inBytes = append(inBytes, step.Done)
		if cuts == 0 && step.Done > 10_000 {
			cuts++
			link.cut()
		}
	})
	copied := download(t, watched, group, to, "")
	again := download(t, session, group, to, "")
	check(t, os.Remove(filepath.Join(copied.Folder, ".rpc-camera.jsonl")))
	unrecorded := download(t, session, group, to, "")

	files, total := group.Cameras[0].Files, float64(0)
	names := []string{}
	for _, file := range files {
		names = append(names, "left-"+file.Filename)
		total += float64(file.SizeBytes)
	}
	sort.Strings(names)
	expect(t, "the folder", filepath.Base(copied.Folder), group.GroupID)
	expect(t, "the names", sorted(picturesIn(t, copied.Folder)), names)
	expect(t, "what came", []int{len(copied.Saved), len(copied.Skipped), len(copied.Missing)}, []int{2, 0, 0})
	for _, next := range []*rpccamera.GroupCopy{again, unrecorded} {
		expect(t, "what came again", []int{len(next.Saved), len(next.Skipped)}, []int{0, 2})
	}
	expect(t, "cuts", cuts, 1)
	expect(t, "bytes in their order", sort.Float64sAreSorted(inBytes), true)
	expect(t, "all bytes", inBytes[len(inBytes)-1], total)
	expect(t, "files", inFiles, []float64{1, 2})

	manifest := manifestIn(t, copied.Folder)
	written := map[string]string{}
	for _, file := range manifest.Cameras[0].Files {
		written[file.CollectedAs] = file.SHA256
	}
	expect(t, "the manifest", written, picturesIn(t, copied.Folder))
	expect(t, "collected", manifest.Collected, true)
	whole, err := session.DownloadImage(within(t), rpccamera.DownloadImageParams{Path: files[0].Path})
	check(t, err)
	expect(t, "a digest", written["left-"+files[0].Filename], whole.SHA256)
}

func TestGroupFileThatIsDamagedHereComesAgainBesideIt(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	group, to := fireGroup(t, session), t.TempDir()
	copied := download(t, session, group, to, "")
	damaged := copied.Saved[0]
	content, err := os.ReadFile(damaged)
	check(t, err)
	whole := picturesIn(t, copied.Folder)[filepath.Base(damaged)]
	content[0] ^= 1
	check(t, os.WriteFile(damaged, content, 0o600))
	again := download(t, session, group, to, "")
	extension := filepath.Ext(damaged)
	beside := strings.TrimSuffix(damaged, extension) + "-1" + extension
	expect(t, "what came", again.Saved, []string{beside})
	expect(t, "its digest", picturesIn(t, copied.Folder)[filepath.Base(beside)], whole)
}

func TestGroupThatIsIncompleteSaysWhatIsMissing(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	group := fireGroup(t, session)
	files := group.Cameras[0].Files
	_, err := session.DeleteFile(within(t), rpccamera.DeleteFileParams{Path: files[0].Path})
	check(t, err)
	files[1].SizeBytes++ // as if another file had its name now
	failure := &rpccamera.Failure{Name: "camera_lost", Message: "It was away.", Remedy: "Plug it in."}
	inDoubt := rpccamera.GroupMember{Camera: "doubt", Error: failure, MayHaveReleased: rpccamera.Ptr(true)}
	released := rpccamera.GroupMember{Camera: "released", Error: failure, ReleasedMs: rpccamera.Ptr(0.1)}
	gone := rpccamera.GroupMember{Camera: "z-virtual-0000009", Host: rpccamera.Ptr("right"), Files: files}
	group.Cameras = append(group.Cameras, rpccamera.GroupMember{Camera: "none", Error: failure}, gone, inDoubt, released)
	copied, err := session.DownloadGroup(within(t), group, t.TempDir(), rpccamera.GroupOptions{})
	missing := as[*rpccamera.GroupIncomplete](t, err).Copy.Missing

	if len(missing) != 7 || len(copied.Saved) != 0 {
		t.Fatalf("it does not fit: %v", err)
	}
	as[*rpccamera.FileNotFound](t, missing[0].Err)
	expect(t, "what replaced it", strings.HasPrefix(missing[1].Reason, "Another file has its name on the card now"), true)
	expect(t, "what never was", missing[2].String(), "the picture of none: It was away. Plug it in.")
	as[*rpccamera.CameraNotFound](t, missing[3].Err)
	expect(t, "the second of a camera that is gone", missing[4].Err, missing[3].Err)
	expect(t, "its host", missing[4].Host, "right")
	expect(t, "in doubt", missing[5].Reason, "It may have released (its picture may be on the card). It was away.")
	const came = "It released, and its picture did not come (it may be on the card). It was away."
	expect(t, "released", missing[6].Reason, came)
	manifest := manifestIn(t, copied.Folder)
	expect(t, "collected", manifest.Collected, false)
	expect(t, "the manifest", manifest.Cameras[0].Files[0].Missing, missing[0].Reason)
}

func TestGroupThatIsGivenUpIsNotTakenForWhole(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	group := fireGroup(t, session)
	ctx, cancel := context.WithCancel(within(t))
	watched := session.WithProgress(func(*rpccamera.Progress) { cancel() })
	_, err := watched.DownloadGroup(ctx, group, t.TempDir(), rpccamera.GroupOptions{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}

func TestGroupNamesLeadNowhereElse(t *testing.T) {
	session := connect(t, shared(t), rpccamera.Options{})
	group := fireGroup(t, session)
	group.Cameras[0].Label = rpccamera.Ptr("../../row/3")
	byStem := download(t, session, group, t.TempDir(), "{label}/{stem}")
	alike := download(t, session, group, t.TempDir(), "picture{ext}-{host}")
	reserved := download(t, session, group, t.TempDir(), "manifest.json")
	stem := strings.TrimSuffix(group.Cameras[0].Files[0].Filename, filepath.Ext(group.Cameras[0].Files[0].Filename))
	wanted := []string{".._.._row_3/" + stem + ".JPG", ".._.._row_3/" + stem + ".NEF"}
	expect(t, "by stem", sorted(picturesIn(t, byStem.Folder)), wanted)
	expect(t, "without a type", sorted(picturesIn(t, alike.Folder)), []string{"pictureJPG-host", "pictureNEF-host"})
	expect(t, "collected", manifestIn(t, reserved.Folder).Collected, true)

	to, outside := t.TempDir(), t.TempDir()
	check(t, os.Mkdir(filepath.Join(to, group.GroupID), 0o755))
	check(t, os.Symlink(outside, filepath.Join(to, group.GroupID, "out")))
	_, err := session.DownloadGroup(within(t), group, to, rpccamera.GroupOptions{Name: "out/{original}"})
	missing := as[*rpccamera.GroupIncomplete](t, err).Copy.Missing
	expect(t, "what would lead out", len(missing), 2)
	expect(t, "what is outside", len(picturesIn(t, outside)), 0)

	long := bytes.Repeat([]byte("x"), 300)
	_, err = session.DownloadGroup(within(t), group, to, rpccamera.GroupOptions{Name: string(long)})
	as[*rpccamera.GroupIncomplete](t, err)
	for _, wrong := range []string{"/etc/{original}", "../{original}", "{stem", "stem}", "{size}", "{}", "a//b"} {
		if _, err := session.DownloadGroup(within(t), group, to, rpccamera.GroupOptions{Name: wrong}); err == nil {
			t.Errorf("%q is taken for a template", wrong)
		}
	}
}
