package rpccamera

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
)

const (
	atOnce        = 16
	atOncePerHost = 4 // its cameras share a bus and a network
	mostSigning   = 3
)

// GroupOptions are what the download of a group may be given; the zero value has the defaults.
type GroupOptions struct {
	// Name is what a file is called: a template with {label} (the camera's when it was fired, else its id), {camera},
	// {host}, {original}, {stem}, {ext}, and folders, with /. Without it, {label}-{original}.
	Name string
}

// GroupCopy is where a group's files are here: those that came, those that were here already; and those that are missing.
type GroupCopy struct {
	GroupID string
	Folder  string
	Saved   []string
	Skipped []string
	Missing []MissingFile
}

// GroupIncomplete says that not all of a group is here; Copy has what is, and what is missing.
type GroupIncomplete struct{ Copy *GroupCopy }

func (e *GroupIncomplete) Error() string {
	missing, more := e.Copy.Missing, ""
	if len(missing) > mostNamed {
		missing, more = missing[:mostNamed], fmt.Sprintf("; and %d more", len(missing)-mostNamed)
	}
	words := make([]string, len(missing))
	for i := range missing {
		words[i] = missing[i].String()
	}
	count := len(e.Copy.Missing)
	return fmt.Sprintf("of the group %s, %d are missing: %s%s", e.Copy.GroupID, count, strings.Join(words, "; "), more)
}

// DownloadGroup fetches all files of a group, which GetGroup returns as well, into a folder of `to` that is named after
// it, as Download does.
//
// A name that another file has gets a number. What is here already is not fetched, as with DownloadFolder. Beside the
// files, `manifest.json` has what became of each camera, and name and SHA-256 of each file.
//
// A file is of the group if the camera still has it with the size and time that it had; another that has its name by now
// is not fetched. Files of several hosts come at once, and where one fails the others come all the same. A
// GroupIncomplete names what is missing, cameras without a picture too; the next call fetches it. Progress over the whole
// comes to WithProgress, in bytes, and after each file also in files. One call at a time for a folder.
func (s *Session) DownloadGroup(
	ctx context.Context, group *GroupManifest, to string, options GroupOptions,
) (*GroupCopy, error) {
	names, err := newGroupNames(options.Name)
	if err != nil {
		return nil, err
	}
	record, err := openRecord(filepath.Join(to, plain(group.GroupID)), manifestName)
	if err != nil {
		return nil, err
	}
	from := s.files()
	defer from.client.CloseIdleConnections()
	g := &groupDownload{
		files: from, record: record, names: names, group: group, report: s.report,
		copy:      &GroupCopy{GroupID: group.GroupID, Folder: record.root},
		collected: collectedFiles{here: map[fileKey]collectedFile{}, missing: map[fileKey]MissingFile{}},
		atOnce:    make(chan struct{}, atOnce), endedOf: map[string]error{},
	}
	return g.copy, g.fetchAll(ctx)
}

type groupDownload struct {
	files     *files
	record    *folderRecord
	names     *groupNames
	group     *GroupManifest
	collected collectedFiles
	atOnce    chan struct{}

	mu        sync.Mutex // of what follows
	report    func(*Progress)
	copy      *GroupCopy
	endedOf   map[string]error // what keeps all files of a host from coming
	ended     error            // or all that are left
	doneBytes int64
	doneFiles int64
	total     int64
	count     int64
}

func (g *groupDownload) fetchAll(ctx context.Context) error {
	for i := range g.group.Cameras {
		member := &g.group.Cameras[i]
		if member.Files == nil {
			g.collected.noteMissing(withoutPicture(member))
		}
		g.count += int64(len(member.Files))
		for j := range member.Files {
			g.total += member.Files[j].SizeBytes
		}
	}
	if err := g.write(); err != nil {
		return err
	}
	err := firstOf(g.fetchMembers(ctx)...)
	if err := firstOf(err, g.write()); err != nil {
		return err
	}
	for _, member := range g.group.Cameras { // in the order of the group
		for _, path := range append([]string{""}, pathsOf(member.Files)...) {
			if missing, isMissing := g.collected.missing[fileKey{member.Camera, path}]; isMissing {
				g.copy.Missing = append(g.copy.Missing, missing)
			}
		}
	}
	if len(g.copy.Missing) > 0 {
		return &GroupIncomplete{g.copy}
	}
	return nil
}

// write writes the manifest. Where something is missing already, one that cannot be written claims no more than there is.
func (g *groupDownload) write() error {
	if err := g.collected.write(g.record.root, g.group); len(g.collected.missing) == 0 {
		return err
	}
	return nil
}

// fetchMembers fetches the files of several cameras at once; it returns what ends the whole.
func (g *groupDownload) fetchMembers(ctx context.Context) []error {
	ofHost := map[string]chan struct{}{}
	ends := make([]error, len(g.group.Cameras))
	var wait sync.WaitGroup
	for i := range g.group.Cameras {
		member := &g.group.Cameras[i]
		slots := ofHost[hostOf(member)]
		if slots == nil {
			slots = make(chan struct{}, atOncePerHost)
			ofHost[hostOf(member)] = slots
		}
		wait.Add(1)
		go func(end *error) {
			defer wait.Done()
			*end = g.fetchMember(ctx, member, slots)
		}(&ends[i])
	}
	wait.Wait()
	return ends
}

// fetchMember fetches the files of one camera, one after the other.
func (g *groupDownload) fetchMember(ctx context.Context, member *GroupMember, slots chan struct{}) error {
	var lost error
	for i := range member.Files {
		slots <- struct{}{}
		g.atOnce <- struct{}{}
		err := g.fetchOrNote(ctx, member, &member.Files[i], lost)
		<-g.atOnce
		<-slots
		if ctx.Err() != nil || errors.Is(err, ErrSessionClosed) {
			return err
		}
		if isOfCamera(err) {
			lost = err
		}
	}
	return nil
}

// fetchOrNote has a file here, or notes that it is missing, and returns why.
func (g *groupDownload) fetchOrNote(ctx context.Context, member *GroupMember, info *File, lost error) error {
	done := int64(0)
	step := func(now int64) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.doneBytes += now - done
		done = now
		g.step(g.doneBytes, g.total, ProgressUnitBytes)
	}
	err := g.fetch(ctx, member, info, lost, step)
	if ctx.Err() != nil || errors.Is(err, ErrSessionClosed) {
		return err
	}
	if err != nil {
		g.noteEnd(hostOf(member), err)
		g.collected.noteMissing(missingFile(member, info, err))
	}
	step(info.SizeBytes)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.doneFiles++
	g.step(g.doneFiles, g.count, ProgressUnitFiles)
	return err
}

// step reports how far the whole is; the lock is held.
func (g *groupDownload) step(done, total int64, unit ProgressUnit) {
	if g.report != nil {
		step := bytesDone(g.group.GroupID, "reading", done, total)
		step.Unit = unit
		g.report(step)
	}
}

// fetch has a file here; nothing more is asked for once it is known why none would come.
func (g *groupDownload) fetch(ctx context.Context, member *GroupMember, info *File, lost error, step func(int64)) error {
	file := &cameraFile{member.Camera, info.Path, info.SizeBytes, info.ModifiedAt}
	here, isHere := g.record.find(file)
	if !isHere {
		if err := firstOf(lost, g.endOf(hostOf(member))); err != nil {
			return err
		}
		theirs := func() ([]byte, error) {
			link, err := g.sign(ctx, file)
			if err != nil {
				return nil, err
			}
			return g.files.digest(ctx, link.URL)
		}
		var err error
		if here, isHere, err = g.record.place(file, g.names.name(member, info), theirs); err != nil {
			return err
		}
	}
	if !isHere {
		if err := g.save(ctx, file, here, step); err != nil {
			return err
		}
	}
	return g.note(file, here, isHere)
}

// save fetches a file to a place that is its own.
func (g *groupDownload) save(ctx context.Context, file *cameraFile, place string, step func(int64)) error {
	defer g.record.release(place)
	d := &download{
		files: g.files, source: file.path, camera: &file.camera, hash: sha256.New(),
		signed: func(ctx context.Context) (*GetFileURLResult, error) { return g.sign(ctx, file) },
		report: func(progress *Progress) { step(int64(progress.Done)) },
	}
	if _, err := d.save(ctx, place, false); err != nil {
		return err
	}
	return g.record.add(file, place, d.hash.Sum(nil))
}

// note says in the copy, and in the manifest, where a file is.
func (g *groupDownload) note(file *cameraFile, here string, wasHere bool) error {
	saved, _ := g.record.of(file)
	g.collected.note(file.key(), collectedFile{saved.Name, saved.SHA256})
	g.mu.Lock()
	defer g.mu.Unlock()
	if wasHere {
		g.copy.Skipped = append(g.copy.Skipped, here)
	} else {
		g.copy.Saved = append(g.copy.Saved, here)
	}
	return nil
}

// sign asks for the address of a file, if the camera has the group's still. It asks again where only the connection was
// lost: all cameras are asked over the same one.
func (g *groupDownload) sign(ctx context.Context, file *cameraFile) (*GetFileURLResult, error) {
	wanted := GetFileURLParams{Path: file.path, Camera: &file.camera}
	link, err := g.files.session.GetFileURL(ctx, wanted)
	var lost *ConnectionLost
	for tries := 1; errors.As(err, &lost) && lost.IsSafeToRepeat && tries < mostSigning; tries++ {
		link, err = g.files.session.GetFileURL(ctx, wanted)
	}
	if err != nil {
		return nil, err
	}
	knowsTimes := file.modifiedAt != nil && link.File.ModifiedAt != nil
	if link.File.SizeBytes != file.sizeBytes || knowsTimes && *file.modifiedAt != *link.File.ModifiedAt {
		return nil, &anotherFile{*file, link.File}
	}
	return link, nil
}

// anotherFile says that what the camera has under the name of a group's file is another one.
type anotherFile struct {
	then cameraFile
	now  FileInfo
}

func (e *anotherFile) Error() string {
	describe := func(size int64, time *string) string {
		if time == nil {
			return fmt.Sprintf("%d bytes", size)
		}
		return fmt.Sprintf("%d bytes of %s", size, *time)
	}
	now, then := describe(e.now.SizeBytes, e.now.ModifiedAt), describe(e.then.sizeBytes, e.then.modifiedAt)
	return fmt.Sprintf("Another file has its name on the card now: %s; the group's was %s.", now, then)
}

func (g *groupDownload) endOf(host string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return firstOf(g.ended, g.endedOf[host])
}

// noteEnd notes what keeps all files of a host, or all, from coming.
func (g *groupDownload) noteEnd(host string, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case isA[*HostUnreachable](err) || isOfNetwork(err):
		g.endedOf[host] = err
	case isA[*Unauthorized](err) || isA[*Forbidden](err) || isOfDisk(err):
		g.ended = err
	}
}

func isOfCamera(err error) bool {
	return isA[*CameraLost](err) || isA[*CameraNotFound](err) || isA[*CameraClaimed](err) || isA[*NoCameraSelected](err)
}

func isOfDisk(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EROFS)
}

func missingFile(member *GroupMember, file *File, err error) MissingFile {
	missing := MissingFile{member.Camera, hostOf(member), file.Path, err.Error(), "", err}
	var refused *RPCCameraError
	switch {
	case isOfDisk(err):
		missing.Remedy = "Free room where the group goes, or choose another folder."
	case errors.As(err, &refused):
		missing.Reason, missing.Remedy = refused.Message, refused.Remedy
	}
	return missing
}

func withoutPicture(member *GroupMember) MissingFile {
	missing := MissingFile{Camera: member.Camera, Host: hostOf(member), Reason: "It has no picture."}
	if member.Error != nil {
		missing.Reason, missing.Remedy = member.Error.Message, member.Error.Remedy
	}
	missing.Reason = releaseOf(member) + missing.Reason
	return missing
}

// releaseOf returns what is known of the release of a camera that has no picture, in words; "" where it did not release.
func releaseOf(member *GroupMember) string {
	switch {
	case member.ReleasedMs != nil:
		return "It released, and its picture did not come (it may be on the card). "
	case member.MayHaveReleased != nil && *member.MayHaveReleased:
		return "It may have released (its picture may be on the card). "
	}
	return ""
}

func hostOf(member *GroupMember) string {
	if member.Host == nil {
		return ""
	}
	return *member.Host
}

func pathsOf(files []File) []string {
	paths := make([]string, len(files))
	for i := range files {
		paths[i] = files[i].Path
	}
	return paths
}
