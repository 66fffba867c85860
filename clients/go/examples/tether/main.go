// Command tether fetches each new picture into a folder, until it is interrupted: `tether FOLDER`.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/signal"

	"rpc-camera/rpccamera"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: tether FOLDER")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := tether(ctx, os.Args[1]); err != nil && ctx.Err() == nil {
		log.Fatal(err)
	}
}

func tether(ctx context.Context, folder string) error {
	session, err := rpccamera.Connect(ctx, os.Getenv("RPC_CAMERA_URL"), rpccamera.Options{
		Token: os.Getenv("RPC_CAMERA_TOKEN"),
	})
	if err != nil {
		return err
	}
	defer session.Close()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	names := []rpccamera.NotificationName{rpccamera.NotificationNameFileAdded}
	if _, err := session.Subscribe(ctx, rpccamera.SubscribeParams{Events: names}); err != nil {
		return err
	}
	fmt.Println("ready")
	for events := session.Events(); ; {
		event, err := events.Next(ctx)
		if err != nil {
			return err
		}
		switch event := event.(type) {
		case *rpccamera.FileAdded:
			fetch(ctx, session, event, folder)
		case *rpccamera.EventsMissed:
			log.Print(event.Message)
		}
	}
}

// fetch goes on after a fault: the next picture is not to be lost as well.
func fetch(ctx context.Context, session *rpccamera.Session, added *rpccamera.FileAdded, folder string) {
	options := rpccamera.DownloadOptions{Camera: &added.Camera}
	saved, err := session.Download(ctx, added.File.Path, folder, options)
	switch {
	case errors.Is(err, fs.ErrExist):
		log.Printf("%s is there already", added.File.Filename)
	case err != nil:
		log.Printf("%s: %v", added.File.Path, err)
	default:
		fmt.Println(saved)
	}
}
