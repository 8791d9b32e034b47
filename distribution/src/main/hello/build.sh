#!/bin/sh
# Makes the image wharf/hello as a docker-archive: build.sh SOURCE-FOLDER TARGET-FOLDER
# The same source and compiler give the same bytes.
set -eu
source=$1
work=$2/hello-work
mkdir -p "$2/images"
rm -rf "$work"
mkdir -p "$work/rootfs" "$work/image"

"${CC:-gcc}" -static -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fno-pie -no-pie \
  -Os -s -Wall -Werror -Wl,--build-id=none -Wl,-z,norelro -Wl,-z,noseparate-code -o "$work/rootfs/hello" "$source/hello.c"
chmod 0755 "$work/rootfs/hello"

pack() { # pack FOLDER FILE MEMBER...: without times, owners or the order of the folder
  folder=$1 file=$2
  shift 2
  tar -C "$folder" --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$file" "$@"
}
digest() { sha256sum "$1" | cut -d ' ' -f 1; }

case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) architecture=$(uname -m) ;;
esac

pack "$work/rootfs" "$work/layer.tar" hello
layer=$(digest "$work/layer.tar")
mkdir "$work/image/$layer"
mv "$work/layer.tar" "$work/image/$layer/layer.tar"

printf '%s' '{"architecture":"'"$architecture"'","os":"linux","created":"2026-11-21T00:00:00Z",' \
  '"config":{"Cmd":["/hello"],"Env":["PATH=/"],"WorkingDir":"/"},' \
  '"rootfs":{"type":"layers","diff_ids":["sha256:'"$layer"'"]},' \
  '"history":[{"created":"2026-11-21T00:00:00Z","created_by":"COPY hello / # built with the distribution"}]}' \
  > "$work/config.json"
config=$(digest "$work/config.json")
mv "$work/config.json" "$work/image/$config.json"
printf '%s' '[{"Config":"'"$config"'.json","RepoTags":["wharf/hello:latest"],"Layers":["'"$layer"'/layer.tar"]}]' \
  > "$work/image/manifest.json"

pack "$work/image" "$2/images/hello.tar" manifest.json "$config.json" "$layer/layer.tar"
rm -rf "$work"
