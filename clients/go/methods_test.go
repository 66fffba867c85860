package rpccamera_test

import (
	"bytes"
	"context"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"rpc-camera/rpccamera"
)

var notInNames = regexp.MustCompile(`[^a-z0-9]`)

// visit calls methods that have to succeed, and notes them.
type visit struct {
	t      *testing.T
	called map[string]bool
}

// note keeps a method's name: `captureimage` of `capture_image`, as that of a function has no underscores.
func (v *visit) note(method any) {
	name := runtime.FuncForPC(reflect.ValueOf(method).Pointer()).Name()
	name = strings.TrimSuffix(name[strings.LastIndex(name, ".")+1:], "-fm")
	v.called[strings.ToLower(name)] = true
}

func do[Params, Result any](v *visit, method func(context.Context, Params) (*Result, error), params Params) *Result {
	v.t.Helper()
	v.note(method)
	result, err := method(within(v.t), params)
	check(v.t, err)
	return result
}

func get[Result any](v *visit, method func(context.Context) (*Result, error)) *Result {
	v.t.Helper()
	return do(v, func(ctx context.Context, _ struct{}) (*Result, error) {
		v.note(method)
		return method(ctx)
	}, struct{}{})
}

func TestEveryMethodOnce(t *testing.T) {
	s := startService(t)
	session := connect(t, s, rpccamera.Options{})
	v := &visit{t, map[string]bool{}}
	do(v, session.Authenticate, rpccamera.AuthenticateParams{Token: s.token})
	ticket := get(v, session.CreateTicket).Ticket
	if got := do(v, session.RedeemTicket, rpccamera.RedeemTicketParams{Ticket: ticket}); got.Token != s.token {
		t.Errorf("the ticket stands for %s", got.Token)
	}
	visitServer(v, session)
	visitSettings(v, session)
	visitPictures(v, session)
	visitLiveView(v, session)
	visitFiles(v, session)
	visitLongWork(v, session)
	for _, each := range (*get(v, session.RPCDiscover))["methods"].([]any) {
		name := each.(map[string]any)["name"].(string)
		if !v.called[notInNames.ReplaceAllString(name, "")] {
			t.Errorf("%s was not called", name)
		}
	}
}

func visitServer(v *visit, s *rpccamera.Session) {
	if info := get(v, s.GetServerInfo); !strings.HasPrefix(rpccamera.Version, info.APIVersion+".") {
		v.t.Errorf("the service has version %s", info.APIVersion)
	}
	names := []rpccamera.NotificationName{rpccamera.NotificationNameSequenceEnded}
	do(v, s.Subscribe, rpccamera.SubscribeParams{Events: names})
	id := get(v, s.ListCameras).Cameras[0].ID
	if selected := do(v, s.SelectCamera, rpccamera.SelectCameraParams{Camera: id}); selected.Camera.ID != id {
		v.t.Errorf("another camera is selected: %s", selected.Camera.ID)
	}
	do(v, s.IdentifyCamera, rpccamera.IdentifyCameraParams{DurationS: rpccamera.Ptr(0.1)})
	labelled := do(v, s.LabelCamera, rpccamera.LabelCameraParams{Label: rpccamera.Ptr("left"), Camera: &id})
	if label := labelled.Camera.Label; label == nil || *label != "left" {
		v.t.Errorf("the camera is called %v", label)
	}
	unlabelled := do(v, s.LabelCamera, rpccamera.LabelCameraParams{Label: rpccamera.Ptr("")})
	if label := unlabelled.Camera.Label; label != nil {
		v.t.Errorf("the camera is still called %s", *label)
	}
	if details := do(v, s.GetCamera, rpccamera.GetCameraParams{}); details.Manufacturer == nil {
		v.t.Error("the camera has no manufacturer")
	}
}

func visitSettings(v *visit, s *rpccamera.Session) {
	do(v, s.ListConfig, rpccamera.ListConfigParams{})
	do(v, s.SetConfig, rpccamera.SetConfigParams{Name: "iso", Value: "200"})
	do(v, s.SetConfigs, rpccamera.SetConfigsParams{Values: map[string]any{"iso": "400"}})
	if widget := do(v, s.GetConfig, rpccamera.GetConfigParams{Name: "iso"}); widget.Value != "400" {
		v.t.Errorf("iso is %v", widget.Value)
	}
	do(v, s.SetExposure, rpccamera.SetExposureParams{ISO: 800, ShutterS: 0.01})
	if found := do(v, s.GetExposure, rpccamera.GetExposureParams{}); found.Settings.ISO.Value != 800.0 {
		v.t.Errorf("iso is %v", found.Settings.ISO.Value)
	}
	quality := rpccamera.Ptr(rpccamera.PictureQualityJPEG)
	do(v, s.SetCaptureSettings, rpccamera.SetCaptureSettingsParams{Quality: quality})
	do(v, s.GetCaptureSettings, rpccamera.GetCaptureSettingsParams{})
	visitSettingsOfCameras(v, s)
}

func visitSettingsOfCameras(v *visit, s *rpccamera.Session) {
	cameras := []string{get(v, s.ListCameras).Cameras[0].ID, "usb:9"}
	values := map[string]any{"iso": "400"}
	set := do(v, s.SetConfigsOfCameras, rpccamera.SetConfigsOfCamerasParams{Cameras: cameras, Values: values})
	if set.Complete || set.Cameras[0].Result.Widgets[0].Value != "400" || set.Cameras[1].Error.Name != "camera_not_found" {
		v.t.Errorf("setting came to %v", set)
	}
	got := do(v, s.GetConfigOfCameras, rpccamera.GetConfigOfCamerasParams{Cameras: cameras[:1], Name: "iso"})
	if !got.Complete || got.Cameras[0].Result.Value != "400" {
		v.t.Errorf("reading came to %v", got)
	}
	do(v, s.SetExposureOfCameras, rpccamera.SetExposureOfCamerasParams{Cameras: cameras, ISO: 800})
	exposure := do(v, s.GetExposureOfCameras, rpccamera.GetExposureOfCamerasParams{Cameras: cameras})
	if iso := exposure.Cameras[0].Result.Settings.ISO.Value; iso != 800.0 {
		v.t.Errorf("iso is %v", iso)
	}
	compared := do(v, s.CompareConfig, rpccamera.CompareConfigParams{Cameras: cameras})
	if compared.Failed[0].Camera != "usb:9" || compared.Failed[0].Error.Name != "camera_not_found" {
		v.t.Errorf("comparing came to %v", compared)
	}
	quality := rpccamera.Ptr(rpccamera.PictureQualityJPEG)
	do(v, s.SetCaptureSettingsOfCameras, rpccamera.SetCaptureSettingsOfCamerasParams{Cameras: cameras, Quality: quality})
	do(v, s.GetCaptureSettingsOfCameras, rpccamera.GetCaptureSettingsOfCamerasParams{Cameras: cameras})
}

func visitPictures(v *visit, s *rpccamera.Session) {
	if picture := do(v, s.CaptureImage, rpccamera.CaptureImageParams{}); len(picture.Files) != 1 {
		v.t.Errorf("the picture has the files %v", picture.Files)
	}
	do(v, s.TriggerCapture, rpccamera.TriggerCaptureParams{})
	id := get(v, s.ListCameras).Cameras[0].ID
	group := do(v, s.CaptureGroup, rpccamera.CaptureGroupParams{Cameras: []string{id}})
	if !group.Complete {
		v.t.Errorf("the group is not complete: %v", group)
	}
	if groups := do(v, s.ListGroups, rpccamera.ListGroupsParams{}).Groups; len(groups) == 0 {
		v.t.Error("no group is listed")
	}
	if kept := do(v, s.GetGroup, rpccamera.GetGroupParams{GroupID: group.GroupID}); kept.CapturedAt != group.CapturedAt {
		v.t.Errorf("another group is kept: %v", kept)
	}
	do(v, s.SetExposure, rpccamera.SetExposureParams{ShutterS: "bulb"})
	do(v, s.StartBulb, rpccamera.StartBulbParams{MaxS: rpccamera.Ptr(5.0)})
	do(v, s.StopBulb, rpccamera.StopBulbParams{})
	do(v, s.SetExposure, rpccamera.SetExposureParams{ShutterS: 0.01})
}

func visitLiveView(v *visit, s *rpccamera.Session) {
	do(v, s.Autofocus, rpccamera.AutofocusParams{})
	do(v, s.DriveFocus, rpccamera.DriveFocusParams{Steps: 3})
	do(v, s.StartPreview, rpccamera.StartPreviewParams{})
	do(v, s.StopPreview, rpccamera.StopPreviewParams{})
	do(v, s.GetPreviewURL, rpccamera.GetPreviewURLParams{})
	made := do(v, s.CreateLink, rpccamera.CreateLinkParams{Kind: rpccamera.LinkKindLatest})
	if links := get(v, s.ListLinks).Links; len(links) != 1 || links[0].LinkID != made.Link.LinkID {
		v.t.Errorf("%v was made, and the links are %v", made.Link, links)
	}
	do(v, s.RevokeLink, rpccamera.RevokeLinkParams{LinkID: made.Link.LinkID})
}

func visitFiles(v *visit, s *rpccamera.Session) {
	listed := do(v, s.ListFiles, rpccamera.ListFilesParams{Recursive: rpccamera.Ptr(true)})
	path := listed.Files[0].Path
	info := do(v, s.GetFileInfo, rpccamera.GetFileInfoParams{Path: path})
	whole := do(v, s.DownloadImage, rpccamera.DownloadImageParams{Path: path}).Image
	if int64(len(whole)) != info.SizeBytes {
		v.t.Errorf("%d bytes came of %d", len(whole), info.SizeBytes)
	}
	for _, binary := range []bool{false, true} {
		params := rpccamera.ReadFileParams{Path: path, Offset: 10, Length: 100, Binary: &binary}
		if part := do(v, s.ReadFile, params); !bytes.Equal(part.Data, whole[10:110]) {
			v.t.Errorf("other bytes come when binary is %v", binary)
		}
	}
	do(v, s.GetThumbnail, rpccamera.GetThumbnailParams{Path: path})
	do(v, s.GetMetadata, rpccamera.GetMetadataParams{Path: path})
	do(v, s.GetFileURL, rpccamera.GetFileURLParams{Path: path})
	archive := do(v, s.GetArchiveURL, rpccamera.GetArchiveURLParams{Paths: []string{path}, Name: rpccamera.Ptr("all")})
	if archive.Filename != "all.zip" {
		v.t.Errorf("the archive is called %s", archive.Filename)
	}
	folder := path[:strings.LastIndex(path, "/")]
	stored := do(v, s.UploadFile, rpccamera.UploadFileParams{
		Folder: folder, Filename: "NEW.JPG", Data: []byte("\xff\xd8\xff\xd9"),
	})
	if stored.SizeBytes != 4 {
		v.t.Errorf("%d bytes were stored", stored.SizeBytes)
	}
	do(v, s.GetUploadURL, rpccamera.GetUploadURLParams{Path: folder + "/NEWER.JPG"})
	do(v, s.DeleteFile, rpccamera.DeleteFileParams{Path: stored.Path})
}

func visitLongWork(v *visit, s *rpccamera.Session) {
	started := do(v, s.StartSequence, rpccamera.StartSequenceParams{Frames: rpccamera.Ptr(int64(1))})
	events := s.Events()
	defer events.Close()
	if ended := next[*rpccamera.SequenceEnded](v.t, events); ended.State != rpccamera.SequenceStateCompleted {
		v.t.Errorf("the sequence has %s", ended.State)
	}
	id := started.Sequence.SequenceID
	do(v, s.GetSequence, rpccamera.GetSequenceParams{SequenceID: id})
	get(v, s.ListSequences)
	do(v, s.StopSequence, rpccamera.StopSequenceParams{SequenceID: id})
	camera, digest, path := oneThatWasSaved(v, s)
	link := do(v, s.GetSavedFileURL, rpccamera.GetSavedFileURLParams{SHA256: &digest, Camera: &camera})
	if link.File.Path != path {
		v.t.Errorf("%s was saved as %s", link.File.Path, path)
	}
	do(v, s.StartTethering, rpccamera.StartTetheringParams{})
	do(v, s.GetTethering, rpccamera.GetTetheringParams{})
	get(v, s.ListTethering)
	do(v, s.StopTethering, rpccamera.StopTetheringParams{})
	do(v, s.GetEvents, rpccamera.GetEventsParams{Since: 0})
	v.note(s.CancelRequest)
	_, err := s.CancelRequest(within(v.t), rpccamera.CancelRequestParams{RequestID: 12345})
	as[*rpccamera.RequestNotFound](v.t, err)
	names := []rpccamera.NotificationName{rpccamera.NotificationNameSequenceEnded}
	do(v, s.Unsubscribe, rpccamera.UnsubscribeParams{Events: names})
}

// oneThatWasSaved returns camera, digest and place of a picture that tethering has saved.
func oneThatWasSaved(v *visit, s *rpccamera.Session) (camera, digest, path string) {
	v.t.Helper()
	for {
		page, err := s.GetEvents(within(v.t), rpccamera.GetEventsParams{Since: 0})
		check(v.t, err)
		for _, each := range page.Events {
			if each.Event == rpccamera.EventNameFileSaved {
				return each.Params["camera"].(string), each.Params["sha256"].(string), each.Params["path"].(string)
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
}
