// Command first_picture takes a picture, and fetches its files into the current folder.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"rpc-camera/rpccamera"
)

func main() {
	ctx := context.Background()
	session, err := rpccamera.Connect(ctx, os.Getenv("RPC_CAMERA_URL"), rpccamera.Options{
		Token: os.Getenv("RPC_CAMERA_TOKEN"),
	})
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	picture, err := session.CaptureImage(ctx, rpccamera.CaptureImageParams{})
	if err != nil {
		log.Fatal(err)
	}
	for _, file := range picture.Files {
		saved, err := session.Download(ctx, file.Path, ".", rpccamera.DownloadOptions{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(saved)
	}
}
