package dev.wharf.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An archive as docker save writes it, whose layers are tars of several dialects with odd entries. */
final class OddImage {
    private static final String BUILD =
            """
            mkdir -p tree/long && cd tree
            long=$(printf 'l%.0s' $(seq 120))
            ln dir/one dir/twin; ln -s ../dir/one long/link; mkfifo dir/pipe
            echo long > "long/$long"; echo late > "long/$long.2"; truncate -s 5M dir/sparse; echo end >> dir/sparse
            chmod 4755 dir/one; chown 3000000:3000001 "long/$long"
            touch -d '2001-02-03 04:05:06.789012345' dir/one
            tar --format=gnu --sparse --numeric-owner --exclude=./dir/pipe -cf ../gnu.tar .
            tar --format=pax --xattrs --numeric-owner -cf ../pax.tar dir long
            tar --format=ustar --numeric-owner --owner=1 --group=2 -b 1 -cf ../ustar.tar dir/one dir/twin dir/pipe
            printf 'more than one file' > dir/one; touch dir/.wh.twin
            tar --format=pax --pax-option=delete=atime,delete=ctime -b 127 -cf ../white.tar dir/one dir/.wh.twin
            cd ..
            layers=; diffs=
            for name in gnu pax ustar white; do
              mkdir -p $name; mv $name.tar $name/layer.tar
              layers="$layers${layers:+,}\\"$name/layer.tar\\""
              diffs="$diffs${diffs:+,}\\"sha256:$(sha256sum < $name/layer.tar | cut -d' ' -f1)\\""
            done
            printf '{"architecture":"amd64","os":"linux","created":"2020-01-01T00:00:00Z","config":{"Cmd":["/none"]},' > config
            printf '"rootfs":{"type":"layers","diff_ids":[%s]}}' "$diffs" >> config
            hex=$(sha256sum < config | cut -d' ' -f1); mv config $hex.json
            printf '[{"Config":"%s.json","RepoTags":["odd:1"],"Layers":[%s]}]' $hex "$layers" > manifest.json
            tar -cf odd.tar manifest.json $hex.json gnu pax ustar white
            """;

    private final Path folder;

    private OddImage(Path folder) {
        this.folder = folder;
    }

    /** Makes the archive in a folder. */
    static OddImage in(Path folder) {
        try {
            Path one = Files.writeString(
                    Files.createDirectories(folder.resolve("tree/dir")).resolve("one"), "one\n");
            Files.setAttribute(one, "user:note", ByteBuffer.wrap("ahoy".getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Commands.run(List.of("sh", "-ec", "cd " + folder + "\n" + BUILD)).text();
        return new OddImage(folder);
    }

    void load(DockerCli docker) {
        docker.run("load", "-i", folder.resolve("odd.tar").toString()).text();
    }

    /** The digests of its configuration and layers, by the order in the manifest. */
    Map<String, String> layers() {
        return digests(folder.resolve("odd.tar"));
    }

    /** The same of what a daemon saves. */
    Map<String, String> saved(DockerCli docker, Path archive) {
        docker.run("save", "-o", archive.toString(), "odd:1").text();
        return digests(archive);
    }

    /** Reads the manifest as newer clients do. */
    private static Map<String, String> digests(Path archive) {
        String script =
                """
                tar -xOf "$0" manifest.json | tr -d '[]{}" \\n' | sed 's/,*RepoTags:[^,]*,*/,/; s/Config://; s/Layers://' |
                  tr ',' '\\n' | grep . | cat -n | while read n name; do
                  echo "$n $(tar -xOf "$0" "$name" | sha256sum | cut -d' ' -f1)"
                done
                """;
        return Commands.run(List.of("sh", "-ec", script, archive.toString()))
                .text()
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }
}
