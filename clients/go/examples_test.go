package rpccamera_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rpc-camera/rpccamera"
)

// example returns one of the examples, in an empty folder.
func example(t *testing.T, s *service, name string, arguments ...string) *exec.Cmd {
	t.Helper()
	folder := t.TempDir()
	built := filepath.Join(folder, ".built")
	if output, err := exec.Command("go", "build", "-o", built, "./examples/"+name).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	command := exec.Command(built, arguments...)
	command.Dir, command.Stderr = folder, os.Stderr
	command.Env = append(os.Environ(), "RPC_CAMERA_URL="+s.url(), "RPC_CAMERA_TOKEN="+s.token)
	return command
}

// pictures returns how many there are in a folder.
func pictures(t *testing.T, folder string) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "*.JPG"))
	check(t, err)
	return len(found)
}

func TestExampleFirstPicture(t *testing.T) {
	command := example(t, shared(t), "first_picture")
	check(t, command.Run())
	if count := pictures(t, command.Dir); count != 1 {
		t.Errorf("%d pictures came", count)
	}
}

func TestExampleTimelapse(t *testing.T) {
	command := example(t, shared(t), "timelapse", "3", "0", "pictures")
	check(t, command.Run())
	if count := pictures(t, filepath.Join(command.Dir, "pictures")); count != 3 {
		t.Errorf("%d pictures came", count)
	}
}

// interrupted runs an example until it has printed so many lines, and has `between` called after each.
func interrupted(t *testing.T, command *exec.Cmd, lines int, between func()) []string {
	t.Helper()
	output, err := command.StdoutPipe()
	check(t, err)
	check(t, command.Start())
	printed, read := []string{}, bufio.NewScanner(output)
	for len(printed) < lines && read.Scan() {
		printed = append(printed, read.Text())
		between()
	}
	check(t, command.Process.Signal(os.Interrupt))
	for read.Scan() {
		continue
	}
	check(t, command.Wait())
	return printed
}

func TestExampleTether(t *testing.T) {
	s := shared(t)
	session := connect(t, s, rpccamera.Options{})
	command := example(t, s, "tether", "pictures")
	taken := 0
	printed := interrupted(t, command, 3, func() {
		if taken++; taken < 3 {
			_, err := session.CaptureImage(within(t), rpccamera.CaptureImageParams{})
			check(t, err)
		}
	})
	if count := pictures(t, filepath.Join(command.Dir, "pictures")); count != 2 {
		t.Errorf("%d pictures came: %v", count, printed)
	}
}

func TestExampleLiveView(t *testing.T) {
	command := example(t, shared(t), "live_view", "frame.jpg")
	printed := interrupted(t, command, 3, func() {})
	frame, err := os.ReadFile(filepath.Join(command.Dir, "frame.jpg"))
	check(t, err)
	if len(printed) != 3 || !strings.HasPrefix(string(frame), "\xff\xd8") {
		t.Errorf("%v was printed, and the last frame has %d bytes", printed, len(frame))
	}
}
