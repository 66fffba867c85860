// Command timelapse takes pictures at an interval, and fetches them: `timelapse FRAMES SECONDS FOLDER`.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strconv"

	"rpc-camera/rpccamera"
)

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: timelapse FRAMES SECONDS FOLDER")
	}
	frames, err := strconv.ParseInt(os.Args[1], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	interval, err := strconv.ParseFloat(os.Args[2], 64)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	session, err := rpccamera.Connect(ctx, os.Getenv("RPC_CAMERA_URL"), rpccamera.Options{
		Token: os.Getenv("RPC_CAMERA_TOKEN"),
	})
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	params := rpccamera.StartSequenceParams{Frames: &frames, IntervalS: &interval}
	if err := run(ctx, session, params, os.Args[3]); err != nil {
		log.Fatal(err)
	}
}

// run needs no clock of its own: the service keeps the schedule, also while nobody is connected.
func run(
	ctx context.Context, session *rpccamera.Session, params rpccamera.StartSequenceParams, folder string,
) error {
	names := []rpccamera.NotificationName{
		rpccamera.NotificationNameSequenceProgress, rpccamera.NotificationNameSequenceEnded,
	}
	if _, err := session.Subscribe(ctx, rpccamera.SubscribeParams{Events: names}); err != nil {
		return err
	}
	started, err := session.StartSequence(ctx, params)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	events := session.Events()
	defer events.Close()
	for {
		event, err := events.Next(ctx)
		if err != nil {
			return err
		}
		switch event := event.(type) {
		case *rpccamera.SequenceProgress:
			for _, file := range event.Files {
				if _, err := session.Download(ctx, file.Path, folder, rpccamera.DownloadOptions{}); err != nil {
					return err
				}
			}
		case *rpccamera.SequenceEnded:
			if event.SequenceID == started.Sequence.SequenceID {
				fmt.Println(event.State)
				return nil
			}
		}
	}
}
