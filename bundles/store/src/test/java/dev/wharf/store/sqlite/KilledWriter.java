package dev.wharf.store.sqlite;

import dev.wharf.store.Durability;
import dev.wharf.store.RecordSet;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** A process that writes pairs of records until it is killed, and tells each pair that was committed. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var store = new SqliteStore(Path.of(arguments[0]), Clock.systemUTC())) {
            RecordSet<Sample> samples = store.open(Sample.TYPE);
            for (int i = 0; i < 1_000_000; i++) {
                String number = Integer.toString(i);
                store.transaction(Durability.values()[i % 2], () -> {
                    samples.put("first-" + number, Sample.of(number, "busybox"));
                    samples.put("second-" + number, Sample.of(number, "busybox"));
                });
                out.println(number);
            }
        }
    }
}
