package dev.wharf.itests.golden;

import dev.wharf.itests.Await;
import dev.wharf.itests.golden.Difference.What;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes the calls that were recorded with a version, in order, to a daemon that has the image {@code busybox}. */
public final class GoldenReplay {
    private final PatientClient client;
    private final String version;
    private final Ids ids = new Ids();
    private final KnownDifferences known;
    private final Instant start = Instant.now();

    /** A replay of a version to the daemon that listens there. */
    public GoldenReplay(Path socket, String version) {
        this.client = new PatientClient(socket);
        this.version = version;
        this.known = KnownDifferences.of(version);
    }

    /** Makes all calls and returns what differs and is not meant, and what is meant and does not differ. */
    public List<String> run() {
        List<String> surprises = new ArrayList<>();
        for (RecordedCall call : RecordedCall.of(version)) {
            differences(call).stream()
                    .filter(difference -> !known.cover(difference))
                    .map(Difference::toString)
                    .forEach(surprises::add);
            if (call.name().equals("start-full")) {
                awaitOutput();
            }
        }
        known.stale().forEach(entry -> surprises.add("no longer differs: " + entry));
        return surprises;
    }

    private List<Difference> differences(RecordedCall call) {
        String path = timely(ids.replaceIn(call.path()));
        String body = ids.replaceIn(new String(call.body(), StandardCharsets.ISO_8859_1));
        try {
            Answer answer = client.call(call, path, body.getBytes(StandardCharsets.ISO_8859_1));
            return new Comparison(call, answer, ids).differences();
        } catch (UncheckedIOException e) {
            String expected = Integer.toString(call.answer().status());
            return List.of(new Difference(call.name(), What.STATUS, "", expected, String.valueOf(e.getCause())));
        }
    }

    /** The recorder asked for the events of its own run. */
    private String timely(String path) {
        long end = Instant.now().getEpochSecond() + 1;
        return path.replaceAll("\\bsince=1795[0-9]{6}\\b", "since=" + start.getEpochSecond())
                .replaceAll("\\buntil=1795[0-9]{6}\\b", "until=" + end);
    }

    /** The recorder waited here until both containers had written their lines. */
    private void awaitOutput() {
        awaitLogs("gmin", "err-line", "two");
        awaitLogs("gfull", "PWD=");
    }

    private void awaitLogs(String container, String... texts) {
        String path = "/containers/" + container + "/logs?stdout=1&stderr=1";
        RecordedCall logs = RecordedCall.get(path);
        Await.until("the output of " + container, Duration.ofSeconds(20), () -> {
            String output = client.call(logs, path, new byte[0]).text();
            return Stream.of(texts).allMatch(output::contains);
        });
    }
}
