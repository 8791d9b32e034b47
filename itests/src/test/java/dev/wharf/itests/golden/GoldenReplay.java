package dev.wharf.itests.golden;

import dev.wharf.itests.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the calls that were recorded with a version, in order, to a daemon that has the image {@code busybox}. */
public final class GoldenReplay {
    private static final String LOGS = "/containers/gmin/logs?stdout=1&stderr=1";

    private final PatientClient client;
    private final String version;
    private final Ids ids = new Ids();
    private final KnownDifferences known;

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
        Answer answer = client.call(
                call,
                ids.replaceIn(call.path()),
                ids.replaceIn(new String(call.body(), StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1));
        return new Comparison(call, answer, ids).differences();
    }

    /** The recorder waited here until the first container had written its lines. */
    private void awaitOutput() {
        RecordedCall logs = new RecordedCall(
                "await",
                "GET",
                LOGS,
                Map.of(),
                new byte[0],
                Optional.empty(),
                false,
                new Answer(200, "", new byte[0]),
                false,
                false);
        Await.until("the output of gmin", Duration.ofSeconds(20), () -> Frames.text(
                        client.call(logs, LOGS, new byte[0]).bytes())
                .equals("out:out-line\ntwo\nerr:err-line\n"));
    }
}
